package org.mailstead.policy;

import java.util.List;
import org.mailstead.smtp.SmtpReply;

/** What refused senders are told: somebody reads it in a report, and must be able to do something about it. RFC 3463, RFC 7372. */
final class Replies {
    /** A line of a reply has 512 bytes at most, code and all. RFC 5321 §4.5.3.1.5. */
    private static final int CHARACTERS = 450;

    private Replies() {}

    static SmtpReply of(int code, String status, String text) {
        String ascii = text.replaceAll("[^\\x20-\\x7e]", "?");
        return new SmtpReply(
                code, status, List.of(ascii.length() > CHARACTERS ? ascii.substring(0, CHARACTERS) : ascii));
    }
}
