package org.mailstead.gateway;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of an APPEND with a message in a literal of its own. RFC 9051 §6.3.12.
 *
 * @param beginning up to the name of the mailbox, with it
 * @param mailbox its name, as it is encoded
 * @param rest of the line, from the blank behind the name on
 */
record ImapAppend(String beginning, String mailbox, String rest) {
    /** What may stand before a message; nothing that makes it of parts (RFC 4469). */
    private static final Pattern MESSAGE =
            Pattern.compile("(?i) (?:\\([^()]*\\) )?(?:\"[^\"]*\" )?(UTF8 \\()?~?\\{\\d{1,18}\\+?}");

    /** @param end the position behind it */
    record Word(String text, int end) {}

    /** Empty if its name is a literal, or it has another form: then it is not looked at. */
    static Optional<ImapAppend> read(String line) {
        int name = line.indexOf(' ', line.indexOf(' ') + 1) + 1;
        Optional<Word> mailbox = word(line, name);
        if (name == 0 || mailbox.isEmpty()) return Optional.empty();
        var append = new ImapAppend(
                line.substring(0, mailbox.get().end()),
                mailbox.get().text(),
                line.substring(mailbox.get().end()));
        return isMessage(append.rest()) ? Optional.of(append) : Optional.empty();
    }

    /** Whether a message follows, and nothing of it stands in another place. */
    static boolean isMessage(String rest) {
        return MESSAGE.matcher(rest).matches();
    }

    /** Whether the message stands in parentheses, which end behind it. RFC 6855 §4. */
    static boolean isInParentheses(String rest) {
        Matcher message = MESSAGE.matcher(rest);
        return message.matches() && message.group(1) != null;
    }

    /** An atom or a quoted string. */
    static Optional<Word> word(String line, int from) {
        if (from < line.length() && line.charAt(from) == '"') return quoted(line, from + 1);
        int end = from;
        while (end < line.length() && " (){\"".indexOf(line.charAt(end)) < 0) end++;
        return end == from ? Optional.empty() : Optional.of(new Word(line.substring(from, end), end));
    }

    private static Optional<Word> quoted(String line, int from) {
        var text = new StringBuilder();
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') return Optional.of(new Word(text.toString(), at + 1));
            if (c == '\\' && at + 1 < line.length()) c = line.charAt(++at);
            text.append(c);
        }
        return Optional.empty();
    }
}
