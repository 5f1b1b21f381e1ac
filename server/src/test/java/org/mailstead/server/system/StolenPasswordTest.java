package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.policy.AccountSending;
import org.mailstead.policy.PolicySettings;
import org.mailstead.server.PausedMail;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** Somebody knows Ann's password, and sends with it. */
@Timeout(60)
class StolenPasswordTest {
    private static final byte[] MESSAGE =
            "From: ann@example.test\r\nSubject: buy\r\n\r\nnow\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void certificate() throws IOException {
        TestServer.makeCertificate(folder);
    }

    private TestServer start() throws IOException {
        var usual = PolicySettings.STANDARD;
        var policy = new PolicySettings(
                true,
                usual.exempt(),
                usual.identity(),
                usual.blockLists(),
                Duration.ZERO,
                0,
                new AccountSending.Limits(2, 0),
                PolicySettings.Filters.NONE);
        var open = TestServer.people(new MemoryStore(TestServer.CLOCK));
        return TestServer.receiving(open, folder, policy, new ScriptedResolver(""));
    }

    private static String send(TestServer server, String who, String... to) throws IOException {
        try (var smtp = Smtp.signIn(server.port(MailPort.SUBMISSION), who + "@example.test", who + "-secret")) {
            return smtp.send(who + "@example.test", List.of(to), MESSAGE);
        }
    }

    @Test
    void sendingIsPausedAndItsOwnerTold() throws IOException {
        try (var server = start()) {
            assertThat(send(server, "ann", "bob@example.test", "bob@example.test"))
                    .startsWith("250 ");
            assertThat(send(server, "ann", "bob@example.test"))
                    .startsWith(
                            "450 4.7.1 sending from this account is paused: it wrote to more than 2 recipients in an hour");
            assertThat(send(server, "ann", "bob@example.test")).startsWith("450 4.7.1 ");
            assertThat(send(server, "bob", "ann@example.test")).startsWith("250 ");
            while (server.queue().size() > 0) LockSupport.parkNanos(1_000_000);
            try (var pop3 = Pop3.signIn(server.port(MailPort.POP3), "ann@example.test", "ann-secret")) {
                assertThat(pop3.retrieve(1) + pop3.retrieve(2))
                        .contains("Subject: Sending from your account is paused\r\n")
                        .contains("it wrote to more than 2 recipients in an hour.\r\n");
            }
            String ann = server.open()
                    .directory()
                    .account(new MailAddress("ann", "example.test"))
                    .orElseThrow()
                    .id()
                    .value();
            assertThat(server.sending().resume(ann)).isTrue();
            assertThat(PausedMail.release(server.queue(), ann)).isZero();
            assertThat(send(server, "ann", "bob@example.test")).startsWith("250 ");
        }
    }
}
