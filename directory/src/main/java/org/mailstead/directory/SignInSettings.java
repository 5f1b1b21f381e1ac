package org.mailstead.directory;

import java.time.Duration;
import java.util.Set;
import org.mailstead.sasl.SaslMechanism;

/**
 * How people may sign in.
 *
 * @param mechanisms that are offered where the connection allows them
 * @param tokens who gave out tokens; asked only if a mechanism for them is offered
 * @param authority who knows passwords that are not kept here
 * @param pause how a stranger is made to wait where an account is guessed at from many places
 */
public record SignInSettings(Set<SaslMechanism> mechanisms, Tokens tokens, PasswordAuthority authority, Pause pause) {
    public static final SignInSettings STANDARD =
            new SignInSettings(SaslMechanism.USUAL, Tokens.NONE, PasswordAuthority.NONE, Thread::sleep);

    public SignInSettings {
        mechanisms = Set.copyOf(mechanisms);
    }

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }
}
