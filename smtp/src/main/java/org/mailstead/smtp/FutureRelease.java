package org.mailstead.smtp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a mail shall go out at the earliest, as its sender wishes. RFC 4865 §4. */
sealed interface FutureRelease {
    /** The longest wait: what waits is in the queue, where no quota counts it. */
    Duration LONGEST = Duration.ofDays(30);

    /** HOLDFOR. */
    record After(Duration interval) implements FutureRelease {}

    /** HOLDUNTIL. */
    record At(Instant moment) implements FutureRelease {}

    /** RFC 4865 §4: one to nine digits. */
    Pattern SECONDS = Pattern.compile("\\d{1,9}");

    static Optional<FutureRelease> readInterval(String value) {
        return SECONDS.matcher(value).matches()
                ? Optional.of(new After(Duration.ofSeconds(Long.parseLong(value))))
                : Optional.empty();
    }

    /** RFC 3339 §5.6. */
    static Optional<FutureRelease> readMoment(String value) {
        try {
            return Optional.of(new At(OffsetDateTime.parse(value).toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As EHLO tells it: seconds, and the moment which that is now. RFC 4865 §4. */
    static String keyword(Instant now) {
        return "FUTURERELEASE " + LONGEST.toSeconds() + " " + now.plus(LONGEST).truncatedTo(ChronoUnit.SECONDS);
    }

    /** @throws Refused if that is too far away or has been */
    default Instant from(Instant now) {
        Instant moment = switch (this) {
            case After(var interval) -> now.plus(interval);
            case At(var at) -> at;
        };
        if (moment.isAfter(now.plus(LONGEST))) throw new Refused(SmtpReplies.RELEASE_TOO_FAR);
        if (moment.isBefore(now)) throw new Refused(SmtpReplies.RELEASE_PAST);
        return moment;
    }
}
