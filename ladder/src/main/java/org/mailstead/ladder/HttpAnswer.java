package org.mailstead.ladder;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer of a web server. RFC 9112 §4, §5.
 *
 * @param date when the server says it is; empty if it does not tell. RFC 9110 §6.6.1
 * @param leadsTo the host that it sends on to; empty if it does not. RFC 9110 §10.2.2
 */
record HttpAnswer(int status, Optional<Instant> date, Optional<String> leadsTo) {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");

    private static final int HOST_CHARACTERS = 253;

    /** @param lines to the empty one; without a status for what is no such answer */
    static HttpAnswer parse(List<String> lines) {
        Matcher first = STATUS.matcher(lines.isEmpty() ? "" : lines.getFirst());
        int status = first.matches() ? Integer.parseInt(first.group(1)) : 0;
        return new HttpAnswer(
                status,
                field(lines, "Date").flatMap(HttpAnswer::time),
                field(lines, "Location").flatMap(HttpAnswer::host));
    }

    private static Optional<String> field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost()).map(host -> Words.clean(host, HOST_CHARACTERS));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
