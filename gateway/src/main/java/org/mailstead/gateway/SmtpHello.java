package org.mailstead.gateway;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An answer to EHLO on its way: without what is over with the sign-in, and with the size that counts. RFC 5321 §4.1.1.1. */
final class SmtpHello {
    /** Ways to sign in, also those of Exchange, and answers to the end of a message that are more than one. */
    private static final Set<String> OVER = Set.of("AUTH", "STARTTLS", "X-EXPS", "X-ANONYMOUSTLS", "PRDR");

    private final MessageSize limit;

    /** A line that is held back until it is known whether it is the last. */
    private @Nullable String held;

    private boolean sized;

    SmtpHello(MessageSize limit) {
        this.limit = limit;
    }

    /** @return what goes on now: no, one or more lines with their ends */
    String line(String line) {
        boolean last = line.length() == 3 || line.charAt(3) == ' ';
        String text = line.length() > 4 ? line.substring(4) : "";
        String word = text.split("[ =]", 2)[0].toUpperCase(Locale.ROOT);
        String before = "";
        if (held == null) {
            // The name of the server.
            held = text;
            sized = !limit.isKnown();
        } else if (!OVER.contains(word)) {
            before = "250-" + held + "\r\n";
            boolean size = word.equals("SIZE") && limit.isKnown();
            held = size ? "SIZE " + limit.bytes() : text;
            sized |= size;
        }
        if (!last) return before;
        String end = sized ? "250 " + held : "250-" + held + "\r\n250 SIZE " + limit.bytes();
        held = null;
        return before + end + "\r\n";
    }
}
