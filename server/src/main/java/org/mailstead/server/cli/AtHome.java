package org.mailstead.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.backing.BackedMail;
import org.mailstead.certificates.Standing;
import org.mailstead.policy.AccountSending;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.server.Backed;
import org.mailstead.server.DataFolder;
import org.mailstead.server.Mistake;
import org.mailstead.server.OpenStore;
import org.mailstead.server.OwnCertificates;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.control.ControlClient;
import org.mailstead.smtp.SmtpAddress;

/**
 * Opens the data folder here, or, where another process has it, asks the server through its control door. A process that
 * has the folder but no door is another command, or a server just starting or stopping: so both are tried for a while.
 */
final class AtHome implements Workplace {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Override
    public int perform(OnDirectory command, Program program) {
        Path data = command.dataFolder();
        var secret = command.secret(program.terminal());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            var folder = DataFolder.tryTake(data);
            if (folder.isPresent()) {
                return perform(command, program, folder.get(), secret);
            }
            var answer = ControlClient.send(DataFolder.controlIn(data), program.arguments(), secret);
            if (answer.isPresent()) {
                program.terminal().err().print(answer.get().err());
                if (answer.get().exit() == 0) command.take(answer.get().out(), program.terminal());
                else program.terminal().out().print(answer.get().out());
                return answer.get().exit();
            }
        } while (pause() && System.nanoTime() < deadline);
        throw new Mistake("The data folder " + data + " is in use by another Mailstead that does not answer. If it is"
                + " starting or stopping, try again in a moment.");
    }

    private static int perform(OnDirectory command, Program program, DataFolder folder, Optional<String> secret) {
        var terminal = program.terminal();
        if (!command.takesWhatIsPrinted()) return perform(command, program, folder, secret, terminal.out());
        var printed = new StringWriter();
        int exit = perform(command, program, folder, secret, new PrintWriter(printed));
        command.take(printed.toString(), terminal);
        return exit;
    }

    private static int perform(
            OnDirectory command, Program program, DataFolder folder, Optional<String> secret, PrintWriter out) {
        try (folder;
                var open = OpenStore.open(folder, program.clock(), program.random())) {
            open.directory().keptProofs().keepFor(mechanisms(command));
            return command.work(new Desk(
                    command::configuration,
                    open.directory(),
                    open.mail(),
                    () -> open.queue(program.clock(), program.random()),
                    new AccountSending(open.store(), open.writer()),
                    open.reports(program.clock()),
                    open.grants(program.clock(), program.random()),
                    program.clock(),
                    AtHome::noForecast,
                    AtHome::noServer,
                    new CertificateText.Source(
                            () -> OwnCertificates.kept(command.configuration(), open.directory(), program.clock()),
                            AtHome::nobodyAsks),
                    () -> backed(command, open, folder, program),
                    program.random(),
                    secret,
                    out));
        }
    }

    private static BackedMail backed(OnDirectory command, OpenStore open, DataFolder folder, Program program) {
        var kept = Backed.accounts(open.directory(), folder.path(), program.random());
        return Backed.mail(backing(command), kept, program.clock(), program.random());
    }

    private static Configuration.Backing backing(OnDirectory command) {
        try {
            return command.configuration().backing();
        } catch (Mistake none) {
            return Configuration.Backing.NONE;
        }
    }

    /** A data folder that was named may have no configuration beside it. */
    private static Set<SaslMechanism> mechanisms(OnDirectory command) {
        try {
            return command.configuration().mechanisms();
        } catch (Mistake none) {
            return Set.of();
        }
    }

    private static List<String> noForecast(SmtpAddress recipient) {
        throw new Mistake("No server is running on this data folder. Which way mail takes is asked of a running one:"
                + " it knows the settings and the DNS.");
    }

    private static Standing nobodyAsks(String name) {
        throw new Mistake(
                "No server is running on this data folder. The authority has to find one by the name that it issues"
                        + " a certificate for.");
    }

    private static void noServer() {
        throw new Mistake("No server is running on this data folder, so there is nothing to reload.");
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
