package org.mailstead.consulting;

import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.web.Seal;

/** Shows that a form comes from a page that this visitor was given. Who the visitor is says a cookie that no other site can send. */
final class PageSeal {
    /** The last page stays open while the program is set right. */
    private static final Duration LIFE = Duration.ofHours(2);

    private static final Pattern SEAL = Pattern.compile("([0-9]{1,12})\\.([A-Za-z0-9_-]{" + Seal.CHARACTERS + "})");

    private final Seal seal;
    private final Clock clock;

    PageSeal(Seal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    String make(String visitor) {
        long second = clock.instant().getEpochSecond();
        return second + "." + seal.of(sealed(visitor, second));
    }

    boolean holds(String visitor, String said) {
        Matcher parts = SEAL.matcher(said);
        if (!parts.matches()) return false;
        long second = Long.parseLong(parts.group(1));
        long age = clock.instant().getEpochSecond() - second;
        return age >= 0 && age <= LIFE.toSeconds() && seal.holds(parts.group(2), sealed(visitor, second));
    }

    private static String sealed(String visitor, long second) {
        return "doctor\n" + visitor + "\n" + second;
    }
}
