package org.mailstead.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that makes what sets up an account on a device: shown, or written to a file where the person is who wants it. */
abstract class DeviceSetup extends OnDirectory {
    private final Path folder;

    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(names = "--protocol", paramLabel = "PROTOCOL", description = "to read with: imap (the default) or pop3")
    private String protocol = "imap";

    DeviceSetup(Program program) {
        super(program);
        folder = program.folder();
    }

    /** The file to write; null if what was made is shown. */
    abstract @Nullable Path out();

    AccountSettings account(Desk desk) {
        return AccountSettings.of(desk, address, protocol);
    }

    @Override
    boolean takesWhatIsPrinted() {
        return out() != null;
    }

    @Override
    void take(String printed, Terminal terminal) {
        Path file = out();
        if (file == null) super.take(printed, terminal);
        else MadeFile.write(printed, folder, file, terminal);
    }
}
