package org.mailstead.server.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.mailstead.server.Mistake;

/** Where a command reads and prints. */
record Terminal(PrintWriter out, PrintWriter err, InputStream in) {

    /** Reads one line, for scripts that pipe a password in. */
    String lineFromInput() {
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            if (line == null || line.isEmpty())
                throw new Mistake(
                        "--password-stdin expects the password on the first line of the input, which is empty.");
            return line;
        } catch (IOException e) {
            throw new Mistake("The password cannot be read from the input: " + e.getMessage() + ".", e);
        }
    }

    /** Whether a person is there who can be asked. */
    boolean canAsk() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static Console console() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(() -> new Mistake("--ask needs a terminal. In a script use --password-stdin."));
    }

    /** Asks for a password that is there already, once, without showing what is typed. */
    String askKnownPassword() {
        char[] typed = console().readPassword("Password: ");
        if (typed == null || typed.length == 0) throw new Mistake("No password was typed.");
        return new String(typed);
    }

    /** Asks twice without showing what is typed. */
    String askPassword() {
        Console console = console();
        char[] first = console.readPassword("New password: ");
        char[] again = console.readPassword("The same again: ");
        if (first == null || again == null) throw new Mistake("No password was typed. Nothing was changed.");
        if (!Arrays.equals(first, again)) throw new Mistake("The two passwords differ. Nothing was changed.");
        return new String(first);
    }
}
