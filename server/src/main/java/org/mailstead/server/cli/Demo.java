package org.mailstead.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailstead.policy.PolicySettings;
import org.mailstead.server.DataFolder;
import org.mailstead.server.Mistake;
import org.mailstead.server.OpenStore;
import org.mailstead.server.Server;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.control.ControlDoor;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.Tolerance.Patience;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Starts a complete server to try out, on this machine only, with the accounts ann@example.test and"
                    + " bob@example.test. Prints what a mail program needs to know. What it keeps is there again the next"
                    + " time."
        },
        footer = {"", "Example:", "  mailstead demo"})
final class Demo implements Callable<Integer> {
    static final String HOST = "127.0.0.1";

    /** Load programs open all their connections from one address, this machine's. */
    private static final int CONNECTIONS = 20_000;

    private static final int START_ATTEMPTS = 5;

    private static final int MOST_ACCOUNTS = 100_000;

    private final Program program;

    @Option(names = "--data", paramLabel = "DIR", description = "where to keep it (default: ${DEFAULT-VALUE})")
    private Path data = Path.of(".mailstead", "demo");

    @Option(names = "--json", description = "once ready, print one line of JSON instead, and go on serving")
    private boolean json;

    @Option(names = "--accounts", paramLabel = "N", description = "make user0001@example.test and so on beside them")
    private int accounts;

    @Option(
            names = "--password",
            paramLabel = "P",
            description = "the password of all those (default: a generated one)")
    private @Nullable String password;

    @Option(names = "--stop", hidden = true, description = "stop once ready: a rehearsal that the build records")
    private boolean stopOnceReady;

    Demo(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        if (accounts < 0 || accounts > MOST_ACCOUNTS)
            throw new Mistake("--accounts takes a number from 0 to " + MOST_ACCOUNTS + ".");
        Path path = program.folder().resolve(data).normalize();
        DataFolder.create(path);
        var clock = program.clock();
        try (var stop = StopSignal.install();
                var folder = DataFolder.take(path)) {
            var tls = certificate(path);
            try (var open = OpenStore.open(folder, clock, program.random())) {
                var memory = DemoMemory.read(path);
                var people = new DemoPeople(open, memory, clock, program.random());
                var list = people.prepare(accounts, Optional.ofNullable(password));
                try (var server = start(path, tls, memory, open);
                        var door = ControlDoor.open(
                                DataFolder.controlIn(path),
                                program.random(),
                                new InServer(server, clock, program.random()))) {
                    memory.ports(server.ports());
                    memory.write();
                    show(new DemoCard(server.ports(), list));
                    if (!stopOnceReady) stop.await();
                }
            }
        }
        return 0;
    }

    private Configuration.Tls certificate(Path path) throws IOException {
        var tls = new Configuration.Tls(path.resolve("tls/certificate.pem"), path.resolve("tls/key.pem"));
        if (!Files.exists(tls.certificate()) || !Files.exists(tls.key()))
            SelfSigned.write(tls.certificate(), tls.key(), List.of("localhost", HOST, "::1"), program.clock());
        return tls;
    }

    /** Between choosing a port and opening it another program may take it, such as a second demonstration. */
    private Server start(Path path, Configuration.Tls tls, DemoMemory memory, OpenStore open) throws ListenException {
        for (int attempt = 1; ; attempt++) {
            try {
                return Server.start(configuration(path, tls, memory), open, path.resolve("spool"), program.clock());
            } catch (ListenException e) {
                if (attempt == START_ATTEMPTS) throw e;
            }
        }
    }

    private static Configuration configuration(Path path, Configuration.Tls tls, DemoMemory memory) {
        return new Configuration(
                path,
                "localhost",
                new Configuration.Listen(
                        List.of(HOST),
                        DemoPorts.choose(memory.ports()),
                        Configuration.Proxies.NONE,
                        Optional.of(Patience.STANDARD),
                        true),
                tls,
                Configuration.Sending.usual(new Configuration.Way.Off()),
                PolicySettings.OFF,
                Configuration.Web.STANDARD,
                Configuration.Trust.STANDARD,
                Optional.empty(),
                Configuration.SignIn.STANDARD,
                new Configuration.Limits(50L * 1024 * 1024, CONNECTIONS, CONNECTIONS));
    }

    private void show(DemoCard card) {
        var out = program.terminal().out();
        out.print(json ? card.json(ProcessHandle.current().pid()) + "\n" : card.text());
        out.flush();
    }
}
