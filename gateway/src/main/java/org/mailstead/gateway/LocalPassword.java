package org.mailstead.gateway;

import java.util.random.RandomGenerator;

/** A password for one program, made here, of sixteen letters and digits: 79 bits, which nobody guesses. */
public final class LocalPassword {
    private static final int CHARACTERS = 16;
    private static final int GROUP = 4;

    /** Characters worth looking at; making a key of a longer text takes longer. */
    private static final int TYPED = 256;

    /** Without those that people confuse. */
    private static final String UNAMBIGUOUS = "abcdefghjkmnpqrstuvwxyz23456789";

    private LocalPassword() {}

    /** In groups of four. {@code random} has to be a secure one. */
    public static String make(RandomGenerator random) {
        var text = new StringBuilder(characters(CHARACTERS, random));
        for (int at = CHARACTERS - GROUP; at > 0; at -= GROUP) text.insert(at, '-');
        return text.toString();
    }

    /** Letters and digits that nobody confuses. {@code random} has to be a secure one. */
    static String characters(int count, RandomGenerator random) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append(UNAMBIGUOUS.charAt(random.nextInt(UNAMBIGUOUS.length())));
        return text.toString();
    }

    /** What was typed as it counts: without spaces and dashes, in small letters. */
    static String canonical(String typed) {
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(TYPED, typed.length()); i++) {
            char c = Character.toLowerCase(typed.charAt(i));
            if (!Character.isSpaceChar(c) && Character.getType(c) != Character.DASH_PUNCTUATION) text.append(c);
        }
        return text.toString();
    }
}
