package org.mailstead.policy;

import java.util.List;
import org.mailstead.message.HeaderBlock;

/**
 * The field by which a message says of itself that it belongs among the unwanted mail, and why: it may wait in the queue before it
 * comes to its mailbox, and its reader may ask.
 */
public final class JunkField {
    public static final String NAME = "Mailstead-Junk";

    /** Return-Path and the findings stand before it: a few hundred bytes each, with eight signatures a few thousand. */
    public static final int BEGINNING_BYTES = 32 * 1024;

    /** A line has 998 bytes at most. RFC 5322 §2.1.1. */
    private static final int REASON_CHARACTERS = 400;

    private JunkField() {}

    /**
     * Whether a message says so itself. Only what stands above the first {@code Received} is this server's word.
     *
     * @param beginning of the message, {@link #BEGINNING_BYTES} or all of it
     */
    public static boolean standsIn(byte[] beginning) {
        for (var field : HeaderBlock.parse(beginning).fields()) {
            if (field.name().equalsIgnoreCase(NAME)) return true;
            if (field.name().equalsIgnoreCase("Received")) return false;
        }
        return false;
    }

    /** @param reasons at least one */
    static String of(List<String> reasons) {
        var text = new StringBuilder(NAME).append(":");
        for (String reason : reasons) {
            String ascii = reason.replaceAll("[^\\x20-\\x7e]", "?");
            if (text.length() > NAME.length() + 1) text.append(";\r\n\t");
            else text.append(' ');
            text.append(ascii, 0, Math.min(ascii.length(), REASON_CHARACTERS));
        }
        return text.append("\r\n").toString();
    }
}
