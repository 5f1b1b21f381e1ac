package org.mailstead.gateway;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What announces a literal at the end of a line. RFC 9051 §4.3, RFC 7888 §3.
 *
 * @param bytes how many follow the line
 * @param waits whether the program waits for the server to ask for them
 */
record ImapLiteral(long bytes, boolean waits) {
    private static final Pattern FORM = Pattern.compile("\\{(\\d{1,18})(\\+?)}$");

    static Optional<ImapLiteral> at(String line) {
        if (!line.endsWith("}")) return Optional.empty();
        Matcher form = FORM.matcher(line);
        if (!form.find()) return Optional.empty();
        return Optional.of(
                new ImapLiteral(Long.parseLong(form.group(1)), form.group(2).isEmpty()));
    }
}
