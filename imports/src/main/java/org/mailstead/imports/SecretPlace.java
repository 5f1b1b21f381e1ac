package org.mailstead.imports;

/**
 * Where a program has the secret of an account from. Never the secret.
 *
 * @param detail what goes into the words for it: a file, or the first word of a command, whose other words may be the secret
 */
public record SecretPlace(Kind kind, String detail) {
    static final SecretPlace UNKNOWN = new SecretPlace(Kind.UNKNOWN, "");

    /** In the order from what is best known. */
    public enum Kind {
        /** In clear, in a file of the program's settings. */
        CLEAR,
        /** In another file, which is not read. */
        FILE,
        /** A command prints it, which is not run. */
        COMMAND,
        /** The program keeps it itself, or in the keyring of the desktop. */
        STORE,
        /** Not told; most programs ask then. */
        UNKNOWN
    }
}
