package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.policy.Use;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** What a person does with mail in his mail program decides where the sender's next mail goes. */
@Timeout(60)
class ReputationTest {
    private static final String ZONE = """
            1.0.0.127.in-addr.arpa  PTR client.test
            client.test             A   127.0.0.1
            client.test             TXT "v=spf1 a -all"
            _dmarc.client.test      TXT "v=DMARC1; p=reject"
            """;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void certificate() throws IOException {
        TestServer.makeCertificate(folder);
    }

    private TestServer start() throws IOException {
        return TestServer.receiving(
                TestServer.people(new MemoryStore(TestServer.CLOCK)),
                folder,
                ReceivingTest.everybodyChecked(Use.ENFORCE),
                new ScriptedResolver(ZONE));
    }

    private static Imap imap(TestServer server, String who) throws IOException {
        return Imap.signIn(Client.connect(server.port(MailPort.IMAP)), who + "@example.test", who + "-secret");
    }

    private static int count(TestServer server, String who, String mailbox) throws IOException {
        try (var imap = imap(server, who)) {
            String status = imap.run("STATUS " + mailbox + " (MESSAGES)").getFirst();
            return Integer.parseInt(status.replaceAll(".*MESSAGES (\\d+).*", "$1"));
        }
    }

    private static void move(TestServer server, String who, String from, String to) throws IOException {
        try (var imap = imap(server, who)) {
            imap.run("SELECT " + from);
            imap.run("MOVE 1:* " + to);
        }
    }

    @Test
    void theNextMailGoesWhereTheLastWasPut() throws IOException {
        try (var server = start()) {
            ReceivingTest.send(server, "shop@client.test", "Message-ID: <1@client.test>\r\n", "ann@example.test");
            assertThat(count(server, "ann", "INBOX")).isOne();
            move(server, "ann", "INBOX", "Junk");
            ReceivingTest.send(server, "shop@client.test", "Message-ID: <2@client.test>\r\n", "ann@example.test");
            assertThat(count(server, "ann", "Junk")).isEqualTo(2);
            assertThat(ReceivingTest.story(server, "2@client.test").getLast())
                    .startsWith("<ann@example.test> delivered: among the junk: mail of shop@client.test was put there,"
                            + " last on ");
            // By way of the queue, and for somebody who thinks otherwise.
            ReceivingTest.send(server, "shop@client.test", "", "ann@example.test", "bob@example.test");
            while (server.queue().size() > 0) LockSupport.parkNanos(1_000_000);
            assertThat(count(server, "ann", "Junk")).isEqualTo(3);
            assertThat(count(server, "bob", "INBOX")).isOne();
            move(server, "ann", "Junk", "INBOX");
            ReceivingTest.send(server, "shop@client.test", "", "ann@example.test");
            assertThat(count(server, "ann", "INBOX")).isEqualTo(4);
        }
    }
}
