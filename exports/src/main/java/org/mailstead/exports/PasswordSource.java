package org.mailstead.exports;

import java.util.List;

/** Where a program gets the password from when it needs it, so that none stands in its configuration. */
public enum PasswordSource {
    /** {@code pass}, which keeps each in a file of its own, encrypted. */
    PASS("pass"),
    /** The keyring of the desktop, by {@code secret-tool}. */
    KEYRING("keyring"),
    /** A file that only its owner may read. */
    FILE("file");

    /** In the home of the person; for files and for tokens. */
    static final String FOLDER = ".mail-secrets";

    private final String word;

    PasswordSource(String word) {
        this.word = word;
    }

    /** On the command line, and in keys of texts. */
    public String word() {
        return word;
    }

    /** For a shell; prints the secret. Nothing in it needs quotes. */
    String command(String account) {
        return switch (this) {
            case PASS -> "pass show mail/" + account;
            case KEYRING -> "secret-tool lookup mail " + account;
            case FILE -> "cat ~/" + FOLDER + "/" + account;
        };
    }

    /** Its words, for who starts programs without a shell. */
    List<String> words(String account) {
        return this == FILE
                ? List.of("sh", "-c", command(account))
                : List.of(command(account).split(" "));
    }

    /** For a shell; asks for the secret and keeps it. */
    String keeping(String account) {
        return switch (this) {
            case PASS -> "pass insert mail/" + account;
            case KEYRING -> "secret-tool store --label=" + account + " mail " + account;
            // Typed and ended by Ctrl-D. Not readable for others from the first moment on.
            case FILE -> "(umask 077; mkdir -p ~/" + FOLDER + " && cat > ~/" + FOLDER + "/" + account + ")";
        };
    }

    /** For a shell; prints a fresh token. The program comes with mutt and NeoMutt. */
    static String tokenCommand(String account) {
        return "mutt_oauth2.py " + tokens(account);
    }

    /** The file in which that program keeps what it needs for it. */
    static String tokens(String account) {
        return "~/" + FOLDER + "/" + account + ".tokens";
    }
}
