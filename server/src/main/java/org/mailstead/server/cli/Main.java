package org.mailstead.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Where the program begins: the one place that takes the clock, randomness and the terminal from the machine. */
public final class Main {
    private Main() {}

    /** Ends the process with 0, 1 for a mistake or a fault, 2 for wrong usage. */
    public static void main(String[] arguments) {
        var terminal = new Terminal(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                System.in);
        var program = new Program(
                terminal,
                List.of(arguments),
                new AtHome(),
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                new SecureRandom());
        System.exit(Mailstead.run(Mailstead.all(program), program));
    }
}
