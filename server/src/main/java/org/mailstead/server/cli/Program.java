package org.mailstead.server.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What every command has around it.
 *
 * @param arguments the command line as it was typed
 * @param workplace where commands on the directory do their work
 * @param folder relative paths start here
 * @param random a secure one
 */
record Program(
        Terminal terminal,
        List<String> arguments,
        Workplace workplace,
        Path folder,
        Clock clock,
        RandomGenerator random) {
    /** What it prints goes elsewhere. */
    Program on(Terminal other) {
        return new Program(other, arguments, workplace, folder, clock, random);
    }

    /** With another command line, where the work is done elsewhere. */
    Program saying(List<String> others) {
        return new Program(terminal, others, workplace, folder, clock, random);
    }
}
