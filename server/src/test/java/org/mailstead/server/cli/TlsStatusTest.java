package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.wire.SelfSigned;

/** What is said of certificates where no server runs; with one that runs, and an authority, in interop. */
class TlsStatusTest {
    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void setUp() {
        terminal = new TestTerminal(folder);
        terminal.run("init", "example.org");
    }

    @Test
    void namesThatTheFilesAreForAndOthers() {
        var outcome = terminal.run("tls", "status");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .contains(
                        "mail.example.org\n    good until ",
                        "made by this machine, which nobody else trusts, from tls.certificate")
                .contains(
                        "mta-sts.example.org\n    no certificate of its own\n    it is not in the certificate of tls.certificate,"
                                + " and no authority is asked ([acme])\n")
                .contains("clients that name none of these\n    good until ")
                .contains("tls/certificate.pem, for mail.example.org, example.org, localhost");
        assertThat(terminal.run("tls", "status", "--json").out())
                .startsWith(
                        "[{\"name\":\"mail.example.org\",\"source\":\"files\",\"good\":false,\"issuer\":\"CN=mail.example.org\"")
                .contains("{\"name\":\"pop.example.org\",\"source\":\"none\",\"good\":false,\"trouble\":\"");
    }

    @Test
    void oneThatHasEndedIsBad() throws IOException {
        var longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1000));
        SelfSigned.write(
                folder.resolve("mailstead-data/tls/certificate.pem"),
                folder.resolve("mailstead-data/tls/key.pem"),
                List.of("mail.example.org"),
                longAgo);
        var outcome = terminal.run("tls", "status");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.out()).contains("mail.example.org\n    ENDED at ");
    }

    @Test
    void anAuthorityIsAskedByARunningServerOnly() throws IOException {
        Path file = folder.resolve("mailstead.toml");
        Files.writeString(file, Files.readString(file).replace("# agree-to-terms = false", "agree-to-terms = true"));
        var outcome = terminal.run("tls", "status");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .contains("mta-sts.example.org\n    no certificate of its own\n    next try now\n")
                .contains("the certificate of this host, once there is one; until then: good until");
        var renewed = terminal.run("tls", "renew", "mail.example.org");
        assertThat(renewed.exit()).isEqualTo(1);
        assertThat(renewed.err()).contains("No server is running on this data folder.");
    }
}
