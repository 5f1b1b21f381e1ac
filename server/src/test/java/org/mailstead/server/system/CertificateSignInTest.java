package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailstead.server.system.SaslSignInTest.challenge;
import static org.mailstead.server.system.SaslSignInTest.encoded;
import static org.mailstead.server.system.SaslSignInTest.greeted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailstead.directory.MailAddress;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.MailPort;
import org.mailstead.server.system.SaslSignInTest.Protocol;
import org.mailstead.store.MemoryStore;
import org.mailstead.testkit.PeopleAuthority;
import org.mailstead.testkit.PeopleAuthority.Wish;
import org.mailstead.testkit.ShowingClient;

/** EXTERNAL on every protocol: who shows a certificate that names an account, and is vouched for. */
@Timeout(60)
class CertificateSignInTest {
    private final PeopleAuthority ours = PeopleAuthority.root("Ours", TestServer.CLOCK.instant());
    private final PeopleAuthority strange = PeopleAuthority.root("Ours", TestServer.CLOCK.instant());
    private static final MailAddress ANN = new MailAddress("ann", "example.test");

    @TempDir
    Path folder = Path.of("");

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        TestServer.makeCertificate(folder);
        Path authorities = folder.resolve("people.pem");
        Files.writeString(authorities, PeopleAuthority.pem(List.of(ours.certificate())));
        server = TestServer.signingIn(
                TestServer.people(new MemoryStore(TestServer.CLOCK)),
                folder,
                new Configuration.SignIn(Configuration.SignIn.STANDARD.mechanisms(), Optional.of(authorities)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static SSLContext showing(PeopleAuthority authority, Wish wish) {
        return ShowingClient.of(Optional.of(authority.issue(wish)));
    }

    private SSLContext ann() {
        return showing(ours, ours.wish("Ann's laptop", "ann@example.test"));
    }

    private Client connect(Protocol protocol, SSLContext context) throws IOException {
        return greeted(Client.connectTls(server.port(protocol.port), context), protocol);
    }

    private static String say(Client client, String line) throws IOException {
        client.send(line + "\r\n");
        return client.answer().orElseThrow();
    }

    private static boolean isOffered(Client client, Protocol protocol) throws IOException {
        client.send(
                switch (protocol) {
                    case IMAP -> "a CAPABILITY\r\n";
                    case POP3 -> "CAPA\r\n";
                    case SUBMISSION -> "EHLO client.test\r\n";
                });
        var lines = new ArrayList<String>();
        String last = protocol == Protocol.POP3 ? "." : protocol == Protocol.IMAP ? "a OK" : "250 ";
        do lines.add(client.line().orElseThrow());
        while (!lines.getLast().startsWith(last));
        return String.join(" ", lines).contains("EXTERNAL");
    }

    @ParameterizedTest
    @EnumSource
    void theCertificateSaysWhoItIs(Protocol protocol) throws IOException {
        SSLContext ann = ann();
        try (var client = connect(protocol, ann)) {
            assertThat(isOffered(client, protocol)).isTrue();
            assertThat(say(client, protocol.begin + "EXTERNAL =")).startsWith(protocol.good);
        }
        try (var client = connect(protocol, ann)) {
            client.send(protocol.begin + "EXTERNAL\r\n");
            assertThat(challenge(client, protocol)).isEmpty();
            assertThat(say(client, encoded("ANN@example.test"))).startsWith(protocol.good);
        }
        server.directory().history().flush();
        var account = server.directory().account(ANN).orElseThrow();
        assertThat(server.directory().history().of(account.id()).getFirst().device())
                .matches("certificate Ann's laptop \\([0-9a-f]+\\)");
    }

    @ParameterizedTest
    @EnumSource
    void itIsForNobodyElse(Protocol protocol) throws IOException {
        try (var client = connect(protocol, ann())) {
            assertThat(say(client, protocol.begin + "EXTERNAL " + encoded("bob@example.test")))
                    .startsWith(
                            switch (protocol) {
                                case IMAP -> "a NO [AUTHORIZATIONFAILED] ";
                                case POP3 -> "-ERR [AUTH] ";
                                case SUBMISSION -> "535 5.7.8 ";
                            });
            assertThat(say(client, protocol.begin + "EXTERNAL " + encoded("ann")))
                    .startsWith(protocol.good);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyItsOwnAuthorityCounts(Protocol protocol) throws IOException {
        var past = TestServer.CLOCK.instant().minusSeconds(1);
        Wish wish = ours.wish("Ann", "ann@example.test");
        for (SSLContext context : List.of(
                showing(strange, wish),
                showing(ours, wish.forServers()),
                showing(ours, wish.between(past.minus(Duration.ofDays(1)), past)),
                ShowingClient.of(Optional.empty()))) {
            try (var client = connect(protocol, context)) {
                assertThat(isOffered(client, protocol)).isFalse();
                assertThat(say(client, protocol.begin + "EXTERNAL =")).contains("is not offered");
                assertThat(say(client, protocol.begin + "PLAIN " + encoded("\0ann@example.test\0ann-secret")))
                        .as("a password still lets in")
                        .startsWith(protocol.good);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsNobodyHereIsToldSo(Protocol protocol) throws IOException {
        try (var client = connect(protocol, showing(ours, ours.wish("Eve", "eve@example.test")))) {
            assertThat(say(client, protocol.begin + "EXTERNAL ="))
                    .startsWith(protocol.bad)
                    .contains("ertificate of this program names nobody here");
            assertThat(say(client, protocol.begin + "EXTERNAL not*base64")).doesNotStartWith(protocol.good);
            client.send(protocol.begin + "EXTERNAL\r\n");
            assertThat(challenge(client, protocol)).isEmpty();
            assertThat(say(client, "*")).contains("cancelled");
        }
    }

    @Test
    void afterStartTlsToo() throws IOException {
        try (var imap = Client.connect(server.port(MailPort.IMAP));
                var pop3 = Client.connect(server.port(MailPort.POP3));
                var smtp = greeted(Client.connect(server.port(MailPort.SUBMISSION)), Protocol.SUBMISSION)) {
            imap.line();
            assertThat(say(imap, "a STARTTLS")).startsWith("a OK ");
            imap.startTls(ann());
            assertThat(say(imap, "a AUTHENTICATE EXTERNAL =")).startsWith("a OK ");
            pop3.line();
            assertThat(say(pop3, "STLS")).startsWith("+OK ");
            pop3.startTls(ann());
            assertThat(say(pop3, "AUTH EXTERNAL =")).startsWith("+OK ");
            assertThat(say(smtp, "STARTTLS")).startsWith("220 ");
            smtp.startTls(ann());
            assertThat(isOffered(smtp, Protocol.SUBMISSION)).isTrue();
            assertThat(say(smtp, "AUTH EXTERNAL =")).startsWith("235 ");
        }
    }

    @Test
    void otherServersAreNotAsked() throws IOException {
        try (var smtp = greeted(Client.connect(server.port(MailPort.SMTP)), Protocol.SUBMISSION)) {
            assertThat(say(smtp, "STARTTLS")).startsWith("220 ");
            smtp.startTls(ann());
            assertThat(say(smtp, "NOOP")).startsWith("250 ");
            assertThat(smtp.session().getLocalCertificates()).as("shown").isNull();
        }
        try (var asked = Client.connectTls(server.port(MailPort.SUBMISSIONS), ann())) {
            asked.line();
            assertThat(asked.session().getLocalCertificates()).as("shown").hasSize(1);
        }
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        var people = TestServer.people(new MemoryStore(TestServer.CLOCK));
        var ways = new Configuration.SignIn(
                Configuration.SignIn.STANDARD.mechanisms(), Optional.of(folder.resolve("none.pem")));
        assertThatThrownBy(() -> TestServer.signingIn(people, folder, ways))
                .hasMessageContaining("The setting sign-in.client-certificates cannot be used: ")
                .hasMessageContaining("none.pem does not exist");
        people.close();
    }

    @Test
    void anotherAuthorityCountsAfterAReload() throws IOException {
        SSLContext other = showing(strange, strange.wish("Ann", "ann@example.test"));
        Files.writeString(folder.resolve("people.pem"), PeopleAuthority.pem(List.of(strange.certificate())));
        server.reloadCertificate();
        try (var client = connect(Protocol.IMAP, other);
                var before = connect(Protocol.IMAP, ann())) {
            assertThat(say(client, "a AUTHENTICATE EXTERNAL =")).startsWith("a OK ");
            assertThat(isOffered(before, Protocol.IMAP)).isFalse();
        }
    }
}
