package org.mailstead.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.mailstead.gateway.TokenAnswer.DeviceCode;
import org.mailstead.gateway.TokenAnswer.Granted;
import org.mailstead.gateway.Trouble.Kind;

/** Signing in on another device, by a code that is typed in there. RFC 8628. */
final class DeviceSignIn {
    /** RFC 8628 §3.5. */
    private static final Duration SLOWER = Duration.ofSeconds(5);

    /** Whoever asks for a longer pause means no. */
    private static final Duration SLOWEST = Duration.ofMinutes(1);

    /** A person needs minutes; providers give 15 as a rule. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final String address;
    private final TokenService service;
    private final InstantSource clock;
    private final Pause pause;

    DeviceSignIn(String address, TokenService service, InstantSource clock, Pause pause) {
        this.address = address;
        this.service = service;
        this.clock = clock;
        this.pause = pause;
    }

    DeviceCode begin() throws NotNow {
        return switch (service.device()) {
            case DeviceCode code -> code;
            case TokenAnswer.Refused refused -> throw new NotNow(Refusals.of(refused, address));
            case TokenAnswer.Unusable unusable -> throw failed("gives no code to sign in with: " + unusable.why());
            case Granted _ -> throw failed("gives a token where a code was asked for");
        };
    }

    /** Waits until the person has signed in. @throws NotNow if that does not happen */
    Granted await(DeviceCode code) throws NotNow {
        Duration life = code.life().compareTo(LONGEST) < 0 ? code.life() : LONGEST;
        Instant end = clock.instant().plus(life);
        Duration interval = code.interval();
        while (true) {
            wait(interval);
            if (!clock.instant().isBefore(end)) throw tooLate();
            switch (service.poll(code.device())) {
                case Granted granted -> {
                    return granted;
                }
                // An outage of some seconds shall not have the person begin anew; but it is asked less often then.
                case TokenAnswer.Unusable _ -> interval = slower(interval.multipliedBy(2));
                case DeviceCode _ -> throw failed("gives a code where a token was asked for");
                case TokenAnswer.Refused refused -> {
                    switch (refused.error()) {
                        case "authorization_pending" -> {}
                        case "slow_down" -> interval = slower(interval.plus(SLOWER));
                        case "expired_token", "code_expired" -> throw tooLate();
                        case "access_denied", "authorization_declined" ->
                            throw new NotNow(Kind.SIGN_IN_AGAIN, "Signing in for " + address + " was declined.");
                        default -> throw new NotNow(Refusals.of(refused, address));
                    }
                }
            }
        }
    }

    private void wait(Duration time) throws NotNow {
        try {
            pause.pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotNow(Kind.SIGN_IN_AGAIN, "Signing in for " + address + " was broken off.");
        }
    }

    private static Duration slower(Duration interval) {
        return interval.compareTo(SLOWEST) < 0 ? interval : SLOWEST;
    }

    private NotNow tooLate() {
        return new NotNow(Kind.SIGN_IN_AGAIN, "Nobody signed in for " + address + " in time. Begin again.");
    }

    private NotNow failed(String why) {
        return new NotNow(Kind.PROVIDER, "The provider of " + address + " " + why + ". Try again later.");
    }
}
