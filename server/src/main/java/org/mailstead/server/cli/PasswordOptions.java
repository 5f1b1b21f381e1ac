package org.mailstead.server.cli;

import java.util.Optional;
import org.mailstead.directory.PasswordRules;
import picocli.CommandLine.Option;

/** Where a new password comes from. */
final class PasswordOptions {
    @Option(names = "--password-stdin", description = "read the password from the first line of the input")
    private boolean fromInput;

    @Option(names = "--ask", description = "ask for the password on the terminal, without showing it")
    private boolean ask;

    boolean isGiven() {
        return fromInput || ask;
    }

    Optional<String> read(Terminal terminal) {
        if (fromInput) return Optional.of(terminal.lineFromInput());
        return ask ? Optional.of(terminal.askPassword()) : Optional.empty();
    }

    /** The password that was given, or a fresh one. */
    static String givenOrGenerated(Desk desk) {
        return desk.secret().orElseGet(() -> PasswordRules.generate(desk.random()));
    }
}
