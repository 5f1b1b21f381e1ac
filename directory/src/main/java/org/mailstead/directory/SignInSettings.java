package org.mailstead.directory;

import java.time.Duration;
import java.util.Set;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.texts.Language;

/**
 * How people may sign in.
 *
 * @param mechanisms that are offered where the connection allows them
 * @param tokens who gave out tokens; asked only if a mechanism for them is offered
 * @param authority who knows passwords that are not kept here
 * @param pause how a stranger is made to wait where an account is guessed at from many places
 * @param texts what those are told who are refused
 * @param language of those who have not chosen one
 */
public record SignInSettings(
        Set<SaslMechanism> mechanisms,
        Tokens tokens,
        PasswordAuthority authority,
        Pause pause,
        RefusalTexts texts,
        Language language) {
    public static final SignInSettings STANDARD =
            new SignInSettings(SaslMechanism.USUAL, Tokens.NONE, PasswordAuthority.NONE, Thread::sleep);

    public SignInSettings {
        mechanisms = Set.copyOf(mechanisms);
    }

    /** With the protocols' own words, in English. */
    public SignInSettings(Set<SaslMechanism> mechanisms, Tokens tokens, PasswordAuthority authority, Pause pause) {
        this(mechanisms, tokens, authority, pause, RefusalTexts.NONE, Language.ENGLISH);
    }

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }
}
