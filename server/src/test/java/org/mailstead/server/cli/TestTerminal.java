package org.mailstead.server.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/** Runs command lines in this process, in a folder. */
record TestTerminal(Path folder) {
    record Outcome(int exit, String out, String err) {}

    Outcome run(String... arguments) {
        return runWithInput("", arguments);
    }

    Outcome runWithInput(String input, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var terminal = new Terminal(
                new PrintWriter(out),
                new PrintWriter(err),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        var program = new Program(terminal, List.of(arguments), new AtHome(), folder, Clock.systemUTC(), new Random(7));
        int exit = Mailstead.run(Mailstead.all(program), program);
        return new Outcome(exit, out.toString(), err.toString());
    }
}
