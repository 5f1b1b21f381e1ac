package org.mailstead.authenticity;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where reports of a day go.
 *
 * @param address of mail
 * @param mostBytes of a report, packed; a larger one is not wanted there. RFC 7489 §6.2. The newer RFC 9990 has no such limit, but
 *     records do
 */
public record ReportDestination(String address, long mostBytes) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([kmgt]?)");

    /** One that takes reports of any size. */
    public static ReportDestination of(String address) {
        return new ReportDestination(address, Long.MAX_VALUE);
    }

    /** @param size such as {@code 10m}; what cannot be read limits nothing */
    static ReportDestination limited(String address, String size) {
        Matcher form = SIZE.matcher(size.toLowerCase(Locale.ROOT));
        if (!form.matches()) return of(address);
        // Units are powers of 1024. RFC 7489 §6.4.
        int shift = form.group(2).isEmpty() ? 0 : 10 * (1 + "kmgt".indexOf(form.group(2)));
        long number = Long.parseLong(form.group(1));
        return number > Long.MAX_VALUE >> shift ? of(address) : new ReportDestination(address, number << shift);
    }
}
