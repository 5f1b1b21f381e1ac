package org.mailstead.consulting;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.finder.Consent;
import org.mailstead.finder.Surroundings;
import org.mailstead.ladder.Outside;
import org.mailstead.ladder.Times;
import org.mailstead.settings.ProviderTable;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MadeUpSmtp;
import org.mailstead.testkit.MailHosts;
import org.mailstead.wire.TlsClient;

/** The mail servers of a made-up hoster whose domain has no settings for programs, and an examiner before them. */
final class Hosts implements AutoCloseable {
    static final String ANN = "ann@example.org";
    static final String PASSWORD = "correct horse battery";

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Times PATIENT = new Times(
            LONG, LONG, LONG, Duration.ofMillis(20), LONG, LONG, Duration.ofSeconds(50), Duration.ofSeconds(55));

    final MailHosts hosts;
    final MadeUpImap imap = new MadeUpImap().let(ANN, PASSWORD);
    final MadeUpSmtp smtp = new MadeUpSmtp().let(ANN, PASSWORD);

    Hosts() throws IOException {
        hosts = new MailHosts(Clock.systemUTC().instant());
        hosts.host("mail.example.org").imaps(imap).submission(smtp);
        hosts.record("example.org MX 10 mail.example.org");
        hosts.record("_imaps._tcp.example.org SRV 0 1 993 mail.example.org");
        hosts.record("_submission._tcp.example.org SRV 0 1 587 mail.example.org");
    }

    Outside outside() {
        return new Outside(
                new ScriptedResolver(hosts.zone()),
                hosts::connect,
                Optional.of(hosts.roots()),
                Outside::isPublic,
                Clock.systemUTC(),
                PATIENT,
                Outside.Surface.BARE,
                Optional.empty());
    }

    Surroundings around() {
        return new Surroundings(
                new ScriptedResolver(hosts.zone()),
                hosts::connect,
                new TlsClient(hosts.roots()),
                Outside::isPublic,
                LONG);
    }

    Examiner examiner(Elsewhere elsewhere) {
        return new Examiner(
                ProviderTable.builtIn(),
                new Examiner.Ways(this::around, this::outside, new Consent(false, false), elsewhere));
    }

    @Override
    public void close() throws IOException {
        hosts.close();
    }
}
