package org.mailstead.server.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.server.Server;
import org.mailstead.server.control.ControlDoor;

/** Carries out, inside a server that runs, the commands that came through its control door. */
final class InServer implements ControlDoor.Commands {
    private final Server server;
    private final Clock clock;
    private final RandomGenerator random;

    InServer(Server server, Clock clock, RandomGenerator random) {
        this.server = server;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public int run(List<String> arguments, Optional<String> secret, PrintWriter out, PrintWriter err) {
        Workplace here = (command, program) -> command.work(new Desk(
                server::configuration,
                server.directory(),
                server.mail(),
                server::queue,
                server.sending(),
                server.received(),
                server.grants(),
                clock,
                server::forecast,
                server::reloadCertificate,
                new CertificateText.Source(server.certificates()::standings, server.certificates()::renew),
                server::backed,
                random,
                secret,
                out));
        var terminal = new Terminal(out, err, InputStream.nullInputStream());
        var program = new Program(terminal, arguments, here, Path.of(""), clock, random);
        return Mailstead.run(Mailstead.onDirectory(program), program);
    }
}
