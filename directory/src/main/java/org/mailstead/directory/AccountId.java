package org.mailstead.directory;

import java.util.random.RandomGenerator;

/** Names one account for ever, whatever its address becomes. Lower-case letters, digits and dashes, at most 40. */
public record AccountId(String value) {
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz234567";

    /** A hundred bits, so that none is drawn twice. */
    private static final int LENGTH = 20;

    public AccountId {
        if (!value.matches("[a-z0-9-]{1,40}")) throw new IllegalArgumentException("account id: " + value);
    }

    static AccountId draw(RandomGenerator random) {
        var id = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) id.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        return new AccountId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
