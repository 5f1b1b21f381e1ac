package org.mailstead.message;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the dates that stand in mail headers. RFC 5322 §3.3 and §4.3. */
public final class Dates {
    private static final Pattern DATE = Pattern.compile("(\\d{1,2})[ -]+([A-Za-z]{3})[a-z]*[ -]+(\\d{2,4})"
            + "(?:[ ,]+(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2}))?(?: *([+-]\\d{4}|[A-Za-z]{1,5}))?)?");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** Longer values hold no date. */
    private static final int LONGEST = 200;

    private Dates() {}

    /** Empty if there is no day, month and year in it; a missing time is midnight, an unknown zone is UTC. */
    public static Optional<OffsetDateTime> parse(String value) {
        if (value.length() > LONGEST) return Optional.empty();
        Matcher date = DATE.matcher(value);
        if (!date.find()) return Optional.empty();
        int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
        if (month == 0) return Optional.empty();
        try {
            return Optional.of(OffsetDateTime.of(
                    year(date.group(3)),
                    month,
                    Integer.parseInt(date.group(1)),
                    number(date.group(4)),
                    number(date.group(5)),
                    // A leap second has no place in java.time.
                    Math.min(59, number(date.group(6))),
                    0,
                    zone(date.group(7))));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static int number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        if (digits.length() == 2) return year < 50 ? 2000 + year : 1900 + year;
        return digits.length() == 3 ? 1900 + year : year;
    }

    private static ZoneOffset zone(@org.jspecify.annotations.Nullable String zone) {
        if (zone == null) return ZoneOffset.UTC;
        return switch (zone.toUpperCase(Locale.ROOT)) {
            case "EST" -> ZoneOffset.ofHours(-5);
            case "EDT" -> ZoneOffset.ofHours(-4);
            case "CST" -> ZoneOffset.ofHours(-6);
            case "CDT" -> ZoneOffset.ofHours(-5);
            case "MST" -> ZoneOffset.ofHours(-7);
            case "MDT" -> ZoneOffset.ofHours(-6);
            case "PST" -> ZoneOffset.ofHours(-8);
            case "PDT" -> ZoneOffset.ofHours(-7);
            default -> numeric(zone);
        };
    }

    private static ZoneOffset numeric(String zone) {
        if (zone.length() != 5 || Character.isLetter(zone.charAt(1))) return ZoneOffset.UTC;
        int minutes = Integer.parseInt(zone.substring(1, 3)) * 60 + Integer.parseInt(zone.substring(3));
        return ZoneOffset.ofTotalSeconds((zone.charAt(0) == '-' ? -60 : 60) * minutes);
    }
}
