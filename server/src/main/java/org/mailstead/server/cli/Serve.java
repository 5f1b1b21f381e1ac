package org.mailstead.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.mailstead.server.DataFolder;
import org.mailstead.server.OpenStore;
import org.mailstead.server.Server;
import org.mailstead.server.control.ControlDoor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "serve",
        description = "Runs the server until it is stopped (Ctrl-C, or by the system).",
        footer = {"", "Example:", "  mailstead serve --config /etc/mailstead/mailstead.toml"})
final class Serve implements Callable<Integer> {
    private final Program program;

    @Mixin
    private DataOptions options = new DataOptions();

    Serve(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        var configuration = options.configuration(program.folder());
        var clock = program.clock();
        try (var stop = StopSignal.install();
                var folder = DataFolder.take(configuration.data());
                var open = OpenStore.open(folder, clock, program.random());
                var server = Server.start(configuration, open, folder.spool(), clock);
                var door = ControlDoor.open(
                        DataFolder.controlIn(folder.path()),
                        program.random(),
                        new InServer(server, clock, program.random()))) {
            stop.await();
        }
        return 0;
    }
}
