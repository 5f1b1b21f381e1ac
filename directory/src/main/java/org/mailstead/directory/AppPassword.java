package org.mailstead.directory;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A password for one device or program, made by this server. It can be taken back without touching any other, and may do less than the
 * account's own.
 *
 * @param number tells it from the account's others, for ever
 * @param label what its person calls the device
 * @param uses what it may be used for
 * @param expires from when on it lets nobody in; empty for never
 */
public record AppPassword(long number, String label, Set<Use> uses, Instant made, Optional<Instant> expires) {
    /** Characters of a label. */
    public static final int LABEL = 60;

    /** Of one account: more devices than a person has, and all of them are looked at when one is shown. */
    public static final int MOST = 50;

    /** 16 of 31 letters and digits hold 79 bits, which nobody guesses. */
    private static final int CHARACTERS = 16;

    /** Characters worth looking at: 16 with whatever somebody puts between them. */
    private static final int TYPED = 64;

    public AppPassword {
        uses = Set.copyOf(uses);
    }

    boolean hasExpired(Instant now) {
        return expires.isPresent() && !expires.get().isAfter(now);
    }

    /** Sixteen characters without anything between them. */
    static String generate(RandomGenerator random) {
        return PasswordRules.drawn(CHARACTERS, random);
    }

    /** As people are shown it: four groups of four. */
    static String shown(String secret) {
        return PasswordRules.grouped(secret, ' ');
    }

    /** What was typed as it was made, if it looks like one: with or without the spaces it is shown with, and in any case. */
    static Optional<String> typed(String password) {
        if (password.length() < CHARACTERS || password.length() > TYPED) return Optional.empty();
        var secret = new StringBuilder(CHARACTERS);
        for (int i = 0; i < password.length(); i++) {
            char c = Character.toLowerCase(password.charAt(i));
            if (isBetween(c)) continue;
            if (PasswordRules.UNAMBIGUOUS.indexOf(c) < 0 || secret.length() == CHARACTERS) return Optional.empty();
            secret.append(c);
        }
        return secret.length() == CHARACTERS ? Optional.of(secret.toString()) : Optional.empty();
    }

    /** Spaces, also those that do not break, and dashes, which some programs make of them. */
    private static boolean isBetween(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.DASH_PUNCTUATION;
    }
}
