package org.mailstead.consulting;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.web.Seal;

/** What somebody who is signed in gives to the command on another machine, so that it may ask for this server's view. Good for nothing else. */
final class Passes {
    /** As long as a trouble lasts that somebody looks for. */
    static final Duration LIFE = Duration.ofDays(1);

    private static final Pattern PASS =
            Pattern.compile("([a-z0-9-]{1,40})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{" + Seal.CHARACTERS + "})");

    private final Seal seal;
    private final Clock clock;

    /** @param seal of nothing else */
    Passes(Seal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /** @param who small letters, digits and dashes, at most 40 */
    String make(String who) {
        String said = who + "." + clock.instant().plus(LIFE).getEpochSecond();
        return said + "." + seal.of(said);
    }

    /** Who was given it; empty if it is none of ours, or its time is over. */
    Optional<String> holder(String pass) {
        Matcher parts = PASS.matcher(pass);
        if (!parts.matches() || !seal.holds(parts.group(3), parts.group(1) + "." + parts.group(2)))
            return Optional.empty();
        boolean over = clock.instant().getEpochSecond() >= Long.parseLong(parts.group(2));
        return over ? Optional.empty() : Optional.of(parts.group(1));
    }
}
