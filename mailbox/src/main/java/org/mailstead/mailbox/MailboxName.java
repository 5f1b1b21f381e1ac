package org.mailstead.mailbox;

import java.text.Normalizer;
import java.util.Optional;

/**
 * A mailbox's full name in Unicode, levels parted by {@code /}. INBOX in any case is one mailbox and is written so, as
 * the first level too ({@code INBOX/x}). Names are kept in NFC and compared by their characters.
 */
public final class MailboxName implements Comparable<MailboxName> {
    public static final char SEPARATOR = '/';
    public static final MailboxName INBOX = new MailboxName("INBOX");

    /** Bytes of UTF-8 in a name; a key of the store must hold it with what is put in front. */
    public static final int MAX_BYTES = 360;

    /** Levels: deeper than any client makes, shallow enough to walk. */
    public static final int MAX_LEVELS = 120;

    private final String text;

    private MailboxName(String text) {
        this.text = text;
    }

    /** Empty if the name is too long or deep, has an empty level, or holds control characters. */
    public static Optional<MailboxName> of(String typed) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFC);
        int first = text.indexOf(SEPARATOR);
        String head = first < 0 ? text : text.substring(0, first);
        if (head.equalsIgnoreCase("INBOX")) text = "INBOX" + text.substring(head.length());
        boolean fine = !text.isEmpty()
                && text.charAt(0) != SEPARATOR
                && text.charAt(text.length() - 1) != SEPARATOR
                && !text.contains("//")
                && text.codePoints().noneMatch(MailboxName::forbidden)
                && text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MAX_BYTES
                && text.chars().filter(c -> c == SEPARATOR).count() < MAX_LEVELS;
        return fine ? Optional.of(new MailboxName(text)) : Optional.empty();
    }

    /** Control characters and lone surrogates: they cannot be written back to every client. RFC 9051 §5.1. */
    private static boolean forbidden(int c) {
        return Character.getType(c) == Character.CONTROL
                || Character.getType(c) == Character.SURROGATE
                || c == 0x2028
                || c == 0x2029;
    }

    public boolean isInbox() {
        return equals(INBOX);
    }

    /** The name one level up; empty at the top. */
    public Optional<MailboxName> parent() {
        int last = text.lastIndexOf(SEPARATOR);
        return last < 0 ? Optional.empty() : Optional.of(new MailboxName(text.substring(0, last)));
    }

    public boolean isBelow(MailboxName other) {
        return text.length() > other.text.length()
                && text.startsWith(other.text)
                && text.charAt(other.text.length()) == SEPARATOR;
    }

    /** This name, which is {@code from} or below it, with {@code to} in the place of {@code from}. */
    public Optional<MailboxName> moved(MailboxName from, MailboxName to) {
        return of(to.text + text.substring(from.text.length()));
    }

    /** INBOX before all others, then level by level. */
    @Override
    public int compareTo(MailboxName other) {
        return sortKey(text).compareTo(sortKey(other.text));
    }

    private static String sortKey(String text) {
        String byLevel = text.replace(SEPARATOR, '\u0001');
        return text.equals("INBOX") || text.startsWith("INBOX/") ? "\u0000" + byLevel : byLevel;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MailboxName that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
