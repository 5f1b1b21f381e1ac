package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.SignInAttempt;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** Where no program may show a password, each protocol says so in its own way, and takes none. */
@Timeout(60)
class MechanismSettingTest {
    private static final String SHOWN =
            Base64.getEncoder().encodeToString("\0ann@example.test\0ann-secret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder = Path.of("");

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        TestServer.makeCertificate(folder);
        var proofs = EnumSet.of(SaslMechanism.SCRAM_SHA_256, SaslMechanism.SCRAM_SHA_256_PLUS);
        server = TestServer.signingIn(
                TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, new Configuration.SignIn(proofs));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<String> linesUntil(Client client, String last) throws IOException {
        var lines = new ArrayList<String>();
        do lines.add(client.line().orElseThrow());
        while (!lines.getLast().startsWith(last));
        return lines;
    }

    @Test
    void imapDisablesLogin() throws IOException {
        try (var client = Client.connectTls(server.port(MailPort.IMAPS))) {
            assertThat(client.line().orElseThrow())
                    .contains(" LOGINDISABLED AUTH=SCRAM-SHA-256-PLUS AUTH=SCRAM-SHA-256]");
            client.send("a LOGIN ann@example.test ann-secret\r\n");
            assertThat(client.answer().orElseThrow()).startsWith("a NO [CANNOT] no password may be shown here");
            client.send("b AUTHENTICATE PLAIN " + SHOWN + "\r\n");
            assertThat(client.line().orElseThrow()).startsWith("b NO [CANNOT] This way to sign in is not offered");
        }
    }

    @Test
    void pop3HasNoUser() throws IOException {
        try (var client = Client.connectTls(server.port(MailPort.POP3S))) {
            client.line();
            client.send("CAPA\r\n");
            assertThat(linesUntil(client, "."))
                    .contains("SASL SCRAM-SHA-256-PLUS SCRAM-SHA-256")
                    .doesNotContain("USER");
            for (String command : List.of("USER ann@example.test", "PASS ann-secret")) {
                client.send(command + "\r\n");
                assertThat(client.line().orElseThrow()).startsWith("-ERR [SYS/PERM] ");
            }
            client.send("AUTH PLAIN " + SHOWN + "\r\n");
            assertThat(client.line().orElseThrow()).startsWith("-ERR this way to sign in is not offered");
        }
    }

    @Test
    void smtpOffersProofsOnly() throws IOException {
        try (var client = Client.connectTls(server.port(MailPort.SUBMISSIONS))) {
            client.line();
            client.send("EHLO client.test\r\n");
            assertThat(linesUntil(client, "250 ")).contains("250 AUTH SCRAM-SHA-256-PLUS SCRAM-SHA-256");
            client.send("AUTH PLAIN " + SHOWN + "\r\n");
            assertThat(client.line().orElseThrow()).startsWith("504 5.5.4 ");
        }
    }

    @Test
    void theAccountsStoryTellsWhatWasTried() throws IOException {
        try (var imap = Client.connectTls(server.port(MailPort.IMAPS));
                var pop3 = Client.connectTls(server.port(MailPort.POP3S))) {
            imap.line();
            imap.send("a LOGIN ann@example.test ann-secret\r\n");
            assertThat(imap.answer().orElseThrow()).startsWith("a NO ");
            pop3.line();
            pop3.send("USER ann@example.test\r\n");
            assertThat(pop3.line().orElseThrow()).startsWith("-ERR ");
        }
        var ann = server.directory()
                .account(new MailAddress("ann", "example.test"))
                .orElseThrow();
        server.directory().history().flush();
        assertThat(server.directory().history().of(ann.id()))
                .extracting(SignInAttempt::verdict)
                .containsExactly("password-shown", "password-shown");
    }
}
