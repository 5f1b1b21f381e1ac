package org.mailstead.exports;

/**
 * A line of a program's own screen.
 *
 * @param label what it is called there: the key of a text
 * @param value what belongs into it
 */
public record Field(String label, Value value) {
    /** Kinds of what is entered. */
    public enum Value {
        /** Not a line but a heading over some. */
        HEADING,
        /** Of the person, as others see it. */
        NAME,
        ADDRESS,
        /** The user name for reading; for sending where nothing is read. */
        IN_USER,
        OUT_USER,
        PASSWORD,
        /** IMAP or POP3. */
        PROTOCOL,
        IN_HOST,
        IN_PORT,
        IN_SECURITY,
        OUT_HOST,
        OUT_PORT,
        OUT_SECURITY,
        /** That the program shows the password, inside TLS, or signs in through a browser. */
        AUTHENTICATION,
        YES
    }

    static Field heading(String label) {
        return new Field(label, Value.HEADING);
    }
}
