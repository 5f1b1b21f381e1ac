package org.mailstead.smtp;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By when a mail shall be delivered, as its sender wishes. RFC 2852.
 *
 * @param moment when the time is up
 * @param returns whether it goes back then; else its sender is told that it takes longer, and tries go on
 * @param traced whether its sender is told of each server that passes it on. RFC 2852 §4.1.4
 */
public record DeliverBy(Instant moment, boolean returns, boolean traced) {
    /** RFC 2852 §4: at most nine digits. */
    private static final Pattern FORM = Pattern.compile("([+-]?\\d{1,9});([NR])(T?)");

    /** As it is said in MAIL: counted from then on. */
    record Wish(Duration within, boolean returns, boolean traced) {
        static Optional<Wish> read(String value) {
            Matcher form = FORM.matcher(value.toUpperCase(Locale.ROOT));
            if (!form.matches()) return Optional.empty();
            var within = Duration.ofSeconds(Long.parseLong(form.group(1)));
            boolean returns = form.group(2).equals("R");
            // What would go back at once is not taken at all. RFC 2852 §4.
            if (returns && !within.isPositive()) return Optional.empty();
            return Optional.of(new Wish(within, returns, !form.group(3).isEmpty()));
        }

        DeliverBy from(Instant now) {
            return new DeliverBy(now.plus(within), returns, traced);
        }
    }

    /** Whether it must not be delivered any more. */
    public boolean isOver(Instant now) {
        return returns && !now.isBefore(moment);
    }

    /**
     * Whether its sender hears that it was handed on, whatever else was asked for: where it is traced, and where nobody will
     * look at the time any more. RFC 2852 §4.1.4.
     *
     * @param known whether the next server knows what this is
     */
    public boolean tellsOfRelay(boolean known, Instant now) {
        return traced || leavesControl(known, now);
    }

    /** Whether the next server will not tell when the time is up, though it is not over yet. RFC 2852 §4.1.4.2. */
    public boolean leavesControl(boolean known, Instant now) {
        return !returns && !known && now.isBefore(moment);
    }

    /** The value of BY for the next server. */
    public String wireText(Instant now) {
        long seconds = Math.clamp(Duration.between(now, moment).toSeconds(), -999_999_999L, 999_999_999L);
        // A second that has begun is not over yet.
        if (returns) seconds = Math.max(1, seconds);
        return seconds + ";" + (returns ? "R" : "N") + (traced ? "T" : "");
    }
}
