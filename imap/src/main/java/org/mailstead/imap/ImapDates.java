package org.mailstead.imap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import org.mailstead.imap.EndOfCommand.Malformed;

/** Dates as IMAP writes them. RFC 3501 §9, date-time and date. */
final class ImapDates {
    /** The formatter alone would take years with a sign and nine digits, which break the arithmetic further on. */
    private static final Pattern DAY = Pattern.compile("\\d{1,2}-\\p{Alpha}{3}-\\d{4}(?: .*)?");

    private static final DateTimeFormatter DATE_TIME = formatter("d-MMM-uuuu HH:mm:ss xx");
    private static final DateTimeFormatter DATE = formatter("d-MMM-uuuu");
    private static final DateTimeFormatter OUT = formatter("dd-MMM-uuuu HH:mm:ss");

    /** What fits into the four digits of a year. */
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private ImapDates() {}

    private static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    static Instant dateTime(String text) {
        String stripped = text.stripLeading();
        try {
            if (!DAY.matcher(stripped).matches()) throw new DateTimeException("no year of four digits");
            return OffsetDateTime.parse(stripped, DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            throw new Malformed("Expected a date and time like \"17-Jul-1996 02:44:25 -0700\".");
        }
    }

    static LocalDate date(String text) {
        try {
            if (!DAY.matcher(text).matches()) throw new DateTimeException("no year of four digits");
            return LocalDate.parse(text, DATE);
        } catch (DateTimeException e) {
            throw new Malformed("Expected a date like 1-Feb-1994.");
        }
    }

    static String internalDate(long seconds) {
        Instant instant = Instant.ofEpochSecond(Math.clamp(seconds, FIRST, LAST));
        return OUT.format(instant.atOffset(ZoneOffset.UTC)) + " +0000";
    }
}
