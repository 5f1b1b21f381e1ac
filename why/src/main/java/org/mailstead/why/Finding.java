package org.mailstead.why;

import java.time.Instant;
import java.util.Optional;
import org.mailstead.directory.SignInAttempt;

/**
 * What evidence comes to.
 *
 * @param attempt the try it is about
 * @param other a program that works
 * @param device the label of the app password it is about, where the try does not say it
 * @param since when that became so which explains it, or until when it lasts
 */
record Finding(
        Cause cause,
        Optional<SignInAttempt> attempt,
        Optional<SignInAttempt> other,
        String device,
        Optional<Instant> since) {
    static Finding nothing() {
        return new Finding(Cause.NOBODY_TRIED, Optional.empty(), Optional.empty(), "", Optional.empty());
    }

    static Finding of(Cause cause, SignInAttempt attempt) {
        return new Finding(cause, Optional.of(attempt), Optional.empty(), "", Optional.empty());
    }

    Finding beside(SignInAttempt works) {
        return new Finding(cause, attempt, Optional.of(works), device, since);
    }

    Finding from(Instant instant) {
        return new Finding(cause, attempt, other, device, Optional.of(instant));
    }

    Finding with(String label) {
        return new Finding(cause, attempt, other, label, since);
    }
}
