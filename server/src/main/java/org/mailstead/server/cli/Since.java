package org.mailstead.server.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.server.Mistake;

/** A moment in the past as people type it. */
final class Since {
    /** Of the parameter that takes it. */
    static final String FORMS = "such as 2026-11-20, 2026-11-20T18:30, or 3d or 12h ago";

    private static final Pattern AGO = Pattern.compile("(\\d{1,4})([dh])");

    private Since() {}

    /** @throws Mistake if it is none of these forms */
    static Instant parse(String typed, Instant now, ZoneId zone) {
        String text = typed.strip();
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            return now.minus(ago.group(2).equals("d") ? Duration.ofDays(count) : Duration.ofHours(count));
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new Mistake("\"" + typed + "\" is no time: write it like 2026-11-20, 2026-11-20T18:30, 3d or 12h.");
        }
    }
}
