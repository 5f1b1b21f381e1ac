package org.mailstead.directory;

/**
 * What was asked of the directory cannot be. Nothing was changed. The text is a sentence for the person who asked, names
 * the thing and says what to do.
 */
public final class DirectoryException extends RuntimeException {
    public enum Reason {
        BAD_ADDRESS,
        BAD_DOMAIN,
        BAD_PASSWORD,
        BAD_NAME,
        UNKNOWN_DOMAIN,
        UNKNOWN_ACCOUNT,
        UNKNOWN_ALIAS,
        /** An alias would deliver to an address that is not here. */
        UNKNOWN_TARGET,
        ALREADY_EXISTS,
        /** Something else still needs it. */
        IN_USE,
        /** An alias would lead back to itself or through too many others. */
        LOOP,
        /** A count would pass its limit. */
        LIMIT,
        /** There is no such app password, or none waits to be confirmed. */
        UNKNOWN_PASSWORD,
        /** Passwords cannot be hashed just now. */
        BUSY
    }

    /** Characters of something typed that are repeated in a sentence: enough to know it again. */
    private static final int SHOWN = 80;

    private final Reason reason;

    DirectoryException(Reason reason, String text) {
        super(text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What somebody typed, made safe for a terminal and a log. */
    static String shown(String typed) {
        String cut = typed.length() > SHOWN ? typed.substring(0, SHOWN) + "…" : typed;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]", "?");
    }
}
