package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.Route;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;
import org.mailstead.testkit.ScriptedServer;

/** What our people send goes to others, and what cannot be delivered comes back. */
@Timeout(60)
class SendingTest {
    private static final byte[] MESSAGE =
            "From: ann@example.test\r\nDate: Thu, 15 Jan 2026 12:00:00 +0000\r\nMessage-ID: <1@x>\r\n\r\n.hi\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final String HELLO = """
            S: 220 hub ready
            C: EHLO mail.example.test
            S: 250 hub
            C: MAIL FROM:<ann@example.test>
            S: 250 ok
            C: RCPT TO:<friend@elsewhere.test>
            """;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void certificate() throws IOException {
        TestServer.makeCertificate(folder);
    }

    @Test
    void whatIsRefusedAtTheLastMomentComesBackToo() throws IOException {
        try (var hub = new ScriptedServer(
                        HELLO + "S: 250 ok\nC: DATA\nS: 554 no message wanted\nC: QUIT\nS: 221 bye\n");
                var server = start(hub)) {
            send(server, "friend@elsewhere.test");
            assertThat(inbox(server)).contains("Diagnostic-Code: smtp; 554 no message wanted");
        }
    }

    @Test
    void whatTheOtherServerRefusesComesBack() throws IOException {
        try (var hub = new ScriptedServer(HELLO + "S: 550 5.1.1 nobody of that name\nC: QUIT\nS: 221 bye\n");
                var server = start(hub)) {
            send(server, "friend@elsewhere.test");
            assertThat(inbox(server))
                    .contains("Return-Path: <>\r\n")
                    .contains("To: <ann@example.test>\r\n")
                    .contains("127.0.0.1 said: 550 5.1.1 nobody of that name")
                    .contains("This address does not exist. Check it letter by letter.")
                    .contains("Message-ID: <1@x>\r\n");
        }
    }

    @Test
    void addressesThatNobodyHasGoToTheServerOfTheirRoute() throws IOException {
        String hello = HELLO.replace("friend@elsewhere.test", "carl@example.test");
        // First whether he exists there, then the mail.
        String question = hello.replace("<ann@example.test>", "<>") + "S: 250 ok\nC: QUIT\nS: 221 bye\n";
        try (var other = new ScriptedServer(
                        question, hello + "S: 250 ok\nC: DATA\nS: 554 no message wanted\nC: QUIT\nS: 221 bye\n");
                var server = start(other)) {
            int port = other.address().getPort();
            server.directory()
                    .routes()
                    .put(new Route(
                            "example.test",
                            "127.0.0.1",
                            port,
                            Route.Protocol.SMTP,
                            Route.Security.AUTO,
                            false,
                            Optional.empty()));
            send(server, "carl@example.test");
            assertThat(inbox(server)).contains("Diagnostic-Code: smtp; 554 no message wanted");
        }
    }

    private TestServer start(ScriptedServer hub) throws IOException {
        var open = TestServer.people(new MemoryStore(TestServer.CLOCK));
        return TestServer.sendingTo(hub.address().getPort(), open, folder);
    }

    private static void send(TestServer server, String to) throws IOException {
        try (var smtp = Smtp.signIn(server.port(MailPort.SUBMISSION), "ann@example.test", "ann-secret")) {
            assertThat(smtp.send("ann@example.test", List.of(to), MESSAGE)).startsWith("250 ");
        }
        while (server.queue().size() > 0) LockSupport.parkNanos(1_000_000);
    }

    /** The one message in it. */
    private static String inbox(TestServer server) throws IOException {
        try (var pop3 = Pop3.signIn(server.port(MailPort.POP3), "ann@example.test", "ann-secret")) {
            return pop3.retrieve(1);
        }
    }
}
