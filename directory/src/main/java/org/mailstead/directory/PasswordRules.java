package org.mailstead.directory;

import java.util.random.RandomGenerator;

/**
 * Which passwords are taken, and good ones for those who want none of their own.
 *
 * @param shortest characters a password has at least
 */
public record PasswordRules(int shortest) {
    /** Characters at least: the floor of NIST SP 800-63B for passwords that people choose. */
    public static final int SHORTEST = 8;

    /** Characters at most: more than any password program makes; hashing takes longer the more there is to read. */
    public static final int LONGEST = 256;

    /**
     * Letters and digits that nobody confuses on paper or on the telephone: no 0 and o, 1 and i and l. There are 31, so
     * 20 of them hold 99 bits.
     */
    static final String UNAMBIGUOUS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 5;
    private static final int GROUP = 4;

    public static final PasswordRules STANDARD = new PasswordRules(SHORTEST);

    /** For accounts that hold nothing of worth, in demonstrations and load tests. */
    public static final PasswordRules ANY = new PasswordRules(1);

    /** Five groups of four, like {@code k7mp-x2ra-…}. {@code random} must be a secure one. */
    public static String generate(RandomGenerator random) {
        return grouped(drawn(GROUPS * GROUP, random), '-');
    }

    /** @param random a secure one */
    static String drawn(int characters, RandomGenerator random) {
        var text = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) text.append(UNAMBIGUOUS.charAt(random.nextInt(UNAMBIGUOUS.length())));
        return text.toString();
    }

    /** In groups of four, as people read it to each other. */
    static String grouped(String text, char between) {
        var shown = new StringBuilder(text.length() + text.length() / GROUP);
        for (int i = 0; i < text.length(); i++) {
            if (i > 0 && i % GROUP == 0) shown.append(between);
            shown.append(text.charAt(i));
        }
        return shown.toString();
    }

    /** @throws DirectoryException if {@code password} is not one we take */
    void check(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < shortest) throw bad("This password is too short: it needs at least " + shortest + " characters.");
        if (length > LONGEST) throw bad("This password is too long: it may have at most " + LONGEST + " characters.");
        // POP3 and IMAP carry passwords in lines: one with a line break could be set but never be used.
        if (password.chars().anyMatch(Character::isISOControl)) {
            throw bad("This password has a line break, tab or other control character in it. Leave that out.");
        }
    }

    private static DirectoryException bad(String sentence) {
        return new DirectoryException(DirectoryException.Reason.BAD_PASSWORD, sentence);
    }
}
