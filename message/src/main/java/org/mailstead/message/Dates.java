package org.mailstead.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the dates that stand in mail headers: RFC 5322 §3.3 and §4.3, and the other forms programs write. Writes the first. */
public final class Dates {
    private static final String TIME =
            "(?<hour>\\d{1,2}) ?[:.] ?(?<minute>\\d{2})(?: ?[:.] ?(?<second>\\d{2})(?:[.,]\\d+)?)?";
    private static final String ZONE = "(?<zone>[+-] ?\\d{1,2}:?\\d{2}|[A-Za-z]{1,5}\\b)";

    /** In this order: the first that is found anywhere in the value counts. */
    private static final List<Pattern> FORMS = List.of(
            // 21 Nov 1997 09:55:06 -0600, with or without the time and the zone.
            Pattern.compile(
                    "\\b(?<day>\\d{1,2})[ -]?(?<month>[A-Za-z]{3})[A-Za-z]*\\.?[ ,-]+(?<year>\\d{4}|\\d{2,3})\\b"
                            + "(?:[ ,T]+(?:at )?" + TIME + "(?: ?" + ZONE + ")?)?"),
            // Fri Nov 21 09:55:06 1997, as C writes it, with the zone before or behind the year.
            Pattern.compile("\\b(?<month>[A-Za-z]{3})[A-Za-z]* (?<day>\\d{1,2}),? " + TIME + "(?: " + ZONE
                    + ")? (?<year>\\d{4})\\b(?: ?(?<zone2>[+-]\\d{4}))?"),
            // Nov 21, 1997 09:55
            Pattern.compile("\\b(?<month>[A-Za-z]{3})[A-Za-z]* (?<day>\\d{1,2}),? (?<year>\\d{4})\\b(?:,? (?:at )?"
                    + TIME + "(?: ?" + ZONE + ")?)?"),
            // 1997-11-21T09:55:06Z
            Pattern.compile(
                    "\\b(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})(?:[ T]" + TIME + "(?: ?" + ZONE + ")?)?"));

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** Longer values hold no date. */
    private static final int LONGEST = 200;

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "EEE, d MMM uuuu HH:mm:ss xx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Dates() {}

    /** As it is written in a header, in UTC. RFC 5322 §3.3. */
    public static String written(Instant when) {
        return WRITTEN.format(when);
    }

    /** Empty if there is no day, month and year in it; a missing time is midnight, an unknown zone is UTC. */
    public static Optional<OffsetDateTime> parse(String value) {
        if (value.length() > LONGEST) return Optional.empty();
        String plain = withoutComments(value);
        for (Pattern form : FORMS) {
            Matcher found = form.matcher(plain);
            while (found.find()) {
                Optional<OffsetDateTime> date = date(found);
                if (date.isPresent()) return date;
            }
        }
        return Optional.empty();
    }

    /** Comments may stand anywhere (RFC 5322 §A.6.3); white space becomes one blank. */
    private static String withoutComments(String value) {
        var plain = new StringBuilder(value.length());
        int depth = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '(') depth++;
            boolean parts = depth > 0 || c <= ' ';
            if (c == ')' && depth > 0) depth--;
            if (!parts) plain.append(c);
            else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') plain.append(' ');
        }
        return plain.toString();
    }

    private static Optional<OffsetDateTime> date(Matcher found) {
        int month = month(found.group("month"));
        if (month == 0) return Optional.empty();
        try {
            return Optional.of(OffsetDateTime.of(
                    year(found.group("year")),
                    month,
                    Integer.parseInt(found.group("day")),
                    number(found.group("hour")),
                    number(found.group("minute")),
                    // A leap second has no place in java.time.
                    Math.min(59, number(found.group("second"))),
                    0,
                    zone(zoneOf(found))));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static @Nullable String zoneOf(Matcher found) {
        boolean second = found.namedGroups().containsKey("zone2");
        String behindYear = second ? found.group("zone2") : null;
        return behindYear != null ? behindYear : found.group("zone");
    }

    private static int month(String name) {
        if (Character.isDigit(name.charAt(0))) return Integer.parseInt(name);
        return MONTHS.indexOf(name.toLowerCase(Locale.ROOT)) + 1;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Years of two and three digits: RFC 5322 §4.3. */
    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        if (digits.length() == 2) return year < 50 ? 2000 + year : 1900 + year;
        return digits.length() == 3 ? 1900 + year : year;
    }

    /** Names beyond the American ones are in no standard for mail, yet written. Others mean UTC, RFC 5322 §4.3. */
    private static ZoneOffset zone(@Nullable String zone) {
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
            case "CET", "MET", "MEZ" -> ZoneOffset.ofHours(1);
            case "CEST", "MEST", "MESZ", "EET" -> ZoneOffset.ofHours(2);
            case "EEST", "MSK" -> ZoneOffset.ofHours(3);
            case "JST", "KST" -> ZoneOffset.ofHours(9);
            default -> numeric(zone);
        };
    }

    private static ZoneOffset numeric(String zone) {
        if (Character.isLetter(zone.charAt(0))) return ZoneOffset.UTC;
        String digits = zone.substring(1).replace(":", "").strip();
        int split = digits.length() - 2;
        int minutes = Integer.parseInt(digits.substring(0, split)) * 60 + Integer.parseInt(digits.substring(split));
        int seconds = (zone.charAt(0) == '-' ? -60 : 60) * minutes;
        // Impossible zones do occur. The day and the time are still worth having.
        return Math.abs(seconds) > ZoneOffset.MAX.getTotalSeconds()
                ? ZoneOffset.UTC
                : ZoneOffset.ofTotalSeconds(seconds);
    }
}
