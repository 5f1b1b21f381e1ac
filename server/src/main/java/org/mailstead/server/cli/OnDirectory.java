package org.mailstead.server.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mailstead.server.config.Configuration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command on domains, accounts or aliases. What it reads from the terminal is read before the work, which may be done elsewhere. */
abstract class OnDirectory implements Callable<Integer> {
    private final Program program;

    @Mixin
    private DataOptions options = new DataOptions();

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    OnDirectory(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        return program.workplace().perform(this, program);
    }

    Program program() {
        return program;
    }

    /** As it stands in the file now. */
    Configuration configuration() {
        return options.configuration(program.folder());
    }

    Path dataFolder() {
        return options.dataFolder(program.folder());
    }

    boolean json() {
        return json;
    }

    /** The password this command takes, read now; empty if it takes none. */
    Optional<String> secret(Terminal terminal) {
        return Optional.empty();
    }

    /** Whether what the work prints is not for the terminal: {@link #take} has it then, here, wherever the work was done. */
    boolean takesWhatIsPrinted() {
        return false;
    }

    void take(String printed, Terminal terminal) {
        terminal.out().print(printed);
    }

    /** Does the work, and says with which code the program ends. */
    int work(Desk desk) {
        run(desk);
        return 0;
    }

    /** Does the work. Throws {@code Mistake} or {@code DirectoryException} with a sentence for the person. */
    abstract void run(Desk desk);
}
