package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** The same ways to sign in on every protocol, by a client that others wrote. */
@Timeout(60)
class SaslSignInTest {
    /** What differs from protocol to protocol: how a try begins and what it is answered. */
    enum Protocol {
        IMAP(MailPort.IMAPS, "a AUTHENTICATE ", "+ ", "a OK ", "a NO [AUTHENTICATIONFAILED]"),
        POP3(MailPort.POP3S, "AUTH ", "+ ", "+OK ", "-ERR [AUTH]"),
        SUBMISSION(MailPort.SUBMISSIONS, "AUTH ", "334 ", "235 ", "535 5.7.8 ");

        final MailPort port;
        final String begin;
        final String challenge;
        final String good;
        final String bad;

        Protocol(MailPort port, String begin, String challenge, String good, String bad) {
            this.port = port;
            this.begin = begin;
            this.challenge = challenge;
            this.good = good;
            this.bad = bad;
        }
    }

    @TempDir
    Path folder = Path.of("");

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        TestServer.makeCertificate(folder);
        server = TestServer.start(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, 100);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Client connect(Protocol protocol) throws IOException {
        return connect(server, protocol);
    }

    static Client connect(TestServer server, Protocol protocol) throws IOException {
        return greeted(Client.connectTls(server.port(protocol.port)), protocol);
    }

    /** Up to where a client may sign in. */
    static Client greeted(Client client, Protocol protocol) throws IOException {
        client.line();
        if (protocol == Protocol.SUBMISSION) {
            client.send("EHLO client.test\r\n");
            while (!client.line().orElseThrow().startsWith("250 ")) {}
        }
        return client;
    }

    static String encoded(Object message) {
        return Base64.getEncoder().encodeToString(message.toString().getBytes(StandardCharsets.UTF_8));
    }

    static String challenge(Client client, Protocol protocol) throws IOException {
        String line = client.line().orElseThrow();
        assertThat(line).startsWith(protocol.challenge);
        byte[] decoded = Base64.getDecoder().decode(line.substring(protocol.challenge.length()));
        return new String(decoded, StandardCharsets.UTF_8);
    }

    /** What the server says in the end. */
    static String converse(Client client, Protocol protocol, ScramClient scram, boolean initial)
            throws IOException, ScramException {
        String first = encoded(scram.clientFirstMessage());
        String mechanism = scram.getScramMechanism().getName();
        if (initial) {
            client.send(protocol.begin + mechanism + " " + first + "\r\n");
        } else {
            client.send(protocol.begin + mechanism + "\r\n");
            assertThat(challenge(client, protocol)).isEmpty();
            client.send(first + "\r\n");
        }
        scram.serverFirstMessage(challenge(client, protocol));
        client.send(encoded(scram.clientFinalMessage()) + "\r\n");
        String answer = client.line().orElseThrow();
        if (!answer.startsWith(protocol.challenge) || answer.startsWith(protocol.good)) return answer;
        scram.serverFinalMessage(new String(
                Base64.getDecoder().decode(answer.substring(protocol.challenge.length())), StandardCharsets.UTF_8));
        client.send("\r\n");
        return client.line().orElseThrow();
    }

    static ScramClient.FinalBuildStage scram(String mechanism, String password) {
        return ScramClient.builder()
                .advertisedMechanisms(List.of(mechanism))
                .username("ann@example.test")
                .password(password.toCharArray());
    }

    @ParameterizedTest
    @EnumSource
    void byProof(Protocol protocol) throws Exception {
        for (boolean initial : List.of(true, false)) {
            try (var client = connect(protocol)) {
                var scram = scram("SCRAM-SHA-256", "ann-secret").build();
                assertThat(converse(client, protocol, scram, initial)).startsWith(protocol.good);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void byAWrongProof(Protocol protocol) throws Exception {
        try (var client = connect(protocol)) {
            assertThat(converse(
                            client, protocol, scram("SCRAM-SHA-256", "guess").build(), true))
                    .startsWith(protocol.bad);
            assertThat(converse(
                            client,
                            protocol,
                            scram("SCRAM-SHA-256", "ann-secret").build(),
                            true))
                    .as("the session goes on")
                    .startsWith(protocol.good);
        }
    }

    @ParameterizedTest
    @EnumSource
    void byProofForThisConnection(Protocol protocol) throws Exception {
        try (var client = connect(protocol)) {
            byte[] here = client.session().exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
            var bound = scram("SCRAM-SHA-256-PLUS", "ann-secret").channelBinding("tls-exporter", here);
            assertThat(converse(client, protocol, bound.build(), true)).startsWith(protocol.good);
        }
    }

    /** Somebody between has two connections, and cannot make one of them look like the other. */
    @ParameterizedTest
    @EnumSource
    void byProofForAnotherConnection(Protocol protocol) throws Exception {
        try (var client = connect(protocol)) {
            var elsewhere = scram("SCRAM-SHA-256-PLUS", "ann-secret").channelBinding("tls-exporter", new byte[32]);
            String answer = converse(client, protocol, elsewhere.build(), true);
            assertThat(answer)
                    .contains("the channel is not the one it began on")
                    .doesNotStartWith(protocol.good);
        }
    }

    @ParameterizedTest
    @EnumSource
    void byTheOldWays(Protocol protocol) throws Exception {
        try (var client = connect(protocol)) {
            client.send(protocol.begin + "PLAIN " + encoded("\0ann@example.test\0guess") + "\r\n");
            assertThat(client.line().orElseThrow()).startsWith(protocol.bad);
            client.send(protocol.begin + "login\r\n");
            assertThat(challenge(client, protocol)).isEqualTo("Username:");
            client.send(encoded("ann@example.test") + "\r\n");
            assertThat(challenge(client, protocol)).isEqualTo("Password:");
            client.send("*\r\n");
            assertThat(client.line().orElseThrow()).contains("cancelled");
            client.send(protocol.begin + "PLAIN\r\n");
            assertThat(challenge(client, protocol)).isEmpty();
            client.send(encoded("\0ann@example.test\0ann-secret") + "\r\n");
            assertThat(client.line().orElseThrow()).startsWith(protocol.good);
        }
    }

    @ParameterizedTest
    @EnumSource
    void byWhatIsNotThere(Protocol protocol) throws Exception {
        try (var client = connect(protocol)) {
            for (String other : List.of("CRAM-MD5", "SCRAM-SHA-1", "GSSAPI", "EXTERNAL", "NTLM")) {
                client.send(protocol.begin + other + "\r\n");
                assertThat(client.line().orElseThrow()).as(other).contains("is not offered");
            }
            client.send(protocol.begin + "PLAIN not*base64\r\n");
            assertThat(client.line().orElseThrow()).doesNotStartWith(protocol.good);
        }
    }

    @ParameterizedTest
    @EnumSource
    void forAnother(Protocol protocol) throws Exception {
        try (var client = connect(protocol)) {
            client.send(protocol.begin + "PLAIN " + encoded("bob@example.test\0ann@example.test\0ann-secret") + "\r\n");
            assertThat(client.answer().orElseThrow()).doesNotStartWith(protocol.good);
            client.send(protocol.begin + "PLAIN " + encoded("ANN@example.test\0ann\0ann-secret") + "\r\n");
            assertThat(client.answer().orElseThrow()).startsWith(protocol.good);
        }
    }
}
