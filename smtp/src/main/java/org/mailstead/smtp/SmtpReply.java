package org.mailstead.smtp;

import java.util.List;
import java.util.Optional;

/**
 * An answer, of this server or another. RFC 5321 §4.2.
 *
 * @param status enhanced code (RFC 3463) put before the text of every line; empty where RFC 2034 §4 has none
 * @param lines at least one; printable ASCII
 */
public record SmtpReply(int code, String status, List<String> lines) {
    public SmtpReply {
        lines = List.copyOf(lines);
    }

    static SmtpReply of(int code, String status, String text) {
        return new SmtpReply(code, status, List.of(text));
    }

    /** Without enhanced code: greeting, EHLO, and the intermediate 3yz replies. */
    static SmtpReply plain(int code, String... lines) {
        return new SmtpReply(code, "", List.of(lines));
    }

    /** The same in other words, if there are any. */
    SmtpReply saying(Optional<String> text) {
        return text.map(words -> of(code, status, words)).orElse(this);
    }

    public boolean isPositive() {
        return code >= 200 && code < 300;
    }

    String wireText() {
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(code).append(i < lines.size() - 1 ? '-' : ' ');
            if (!status.isEmpty()) text.append(status).append(' ');
            text.append(lines.get(i)).append("\r\n");
        }
        return text.toString();
    }

    /** For logs. */
    @Override
    public String toString() {
        return code + " " + (status.isEmpty() ? "" : status + " ") + String.join(" / ", lines);
    }
}
