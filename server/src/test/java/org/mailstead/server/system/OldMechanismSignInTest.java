package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.server.system.SaslSignInTest.challenge;
import static org.mailstead.server.system.SaslSignInTest.connect;
import static org.mailstead.server.system.SaslSignInTest.converse;
import static org.mailstead.server.system.SaslSignInTest.encoded;
import static org.mailstead.server.system.SaslSignInTest.scram;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailstead.directory.AppPasswords;
import org.mailstead.directory.MailAddress;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.server.OpenStore;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.system.SaslSignInTest.Protocol;
import org.mailstead.store.MemoryStore;

/** SCRAM-SHA-1 and CRAM-MD5 on every protocol, where they are switched on. */
@Timeout(60)
class OldMechanismSignInTest {
    private static final MailAddress ANN = new MailAddress("ann", "example.test");

    @TempDir
    Path folder = Path.of("");

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        TestServer.makeCertificate(folder);
        var people = TestServer.people(new MemoryStore(TestServer.CLOCK));
        server = TestServer.signingIn(people, folder, new Configuration.SignIn(EnumSet.allOf(SaslMechanism.class)));
        server.directory().changePassword(ANN, "ann-secret");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String answer(Client client) throws IOException {
        String line = client.line().orElseThrow();
        // What else there is to say comes before it.
        return line.startsWith("* ") ? answer(client) : line;
    }

    private static String cram(Client client, Protocol protocol, String user, String password) throws IOException {
        client.send(protocol.begin + "CRAM-MD5\r\n");
        String asked = challenge(client, protocol);
        assertThat(asked).matches("<[0-9a-f]{32}@mailstead\\.invalid>");
        client.send(encoded(user + " " + hmac(asked, password)) + "\r\n");
        return answer(client);
    }

    private static String hmac(String challenge, String password) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            return HexFormat.of().formatHex(mac.doFinal(challenge.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** How each protocol begins to say that the client does not speak the mechanism. */
    private static String malformed(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> "a BAD ";
            case POP3 -> "-ERR ";
            case SUBMISSION -> "501 5.";
        };
    }

    @ParameterizedTest
    @EnumSource
    void theyAreOffered(Protocol protocol) throws IOException {
        try (var client = connect(server, protocol)) {
            client.send(
                    switch (protocol) {
                        case IMAP -> "a CAPABILITY\r\n";
                        case POP3 -> "AUTH\r\n";
                        case SUBMISSION -> "EHLO client.test\r\n";
                    });
            var lines = new ArrayList<String>();
            String last = protocol == Protocol.POP3 ? "." : protocol == Protocol.IMAP ? "a OK" : "250 ";
            do lines.add(client.line().orElseThrow());
            while (!lines.getLast().startsWith(last));
            assertThat(String.join(" ", lines).replace("AUTH=", ""))
                    .contains(
                            "SCRAM-SHA-256-PLUS SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-1 OAUTHBEARER XOAUTH2 CRAM-MD5"
                                    + " PLAIN LOGIN");
        }
    }

    @ParameterizedTest
    @EnumSource
    void byScramWithSha1(Protocol protocol) throws Exception {
        for (boolean initial : List.of(true, false)) {
            try (var client = connect(server, protocol)) {
                var wrong = scram("SCRAM-SHA-1", "guess").build();
                assertThat(converse(client, protocol, wrong, initial)).startsWith(protocol.bad);
                var right = scram("SCRAM-SHA-1", "ann-secret").build();
                assertThat(converse(client, protocol, right, initial)).startsWith(protocol.good);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void byScramWithSha1ForThisConnection(Protocol protocol) throws Exception {
        try (var client = connect(server, protocol)) {
            var elsewhere = scram("SCRAM-SHA-1-PLUS", "ann-secret").channelBinding("tls-exporter", new byte[32]);
            assertThat(converse(client, protocol, elsewhere.build(), true))
                    .startsWith(malformed(protocol))
                    .contains("the channel is not the one it began on");
            byte[] here = client.session().exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
            var bound = scram("SCRAM-SHA-1-PLUS", "ann-secret").channelBinding("tls-exporter", here);
            assertThat(converse(client, protocol, bound.build(), true)).startsWith(protocol.good);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoHidTheBetterMechanismIsFoundOut(Protocol protocol) throws IOException {
        try (var client = connect(server, protocol)) {
            client.send(protocol.begin + "SCRAM-SHA-1 " + encoded("y,,n=ann,r=x") + "\r\n");
            assertThat(answer(client))
                    .startsWith(malformed(protocol))
                    .contains("something between has hidden a better way to sign in");
        }
    }

    @ParameterizedTest
    @EnumSource
    void byCramMd5(Protocol protocol) throws IOException {
        try (var client = connect(server, protocol)) {
            assertThat(cram(client, protocol, "ann@example.test", "guess")).startsWith(protocol.bad);
            assertThat(cram(client, protocol, "eve@example.test", "ann-secret")).startsWith(protocol.bad);
            assertThat(cram(client, protocol, "ann", "ann-secret")).startsWith(protocol.good);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProofThatWasHeardElsewhereIsNone(Protocol protocol) throws IOException {
        try (var client = connect(server, protocol)) {
            client.send(protocol.begin + "CRAM-MD5\r\n");
            String proof = encoded("ann " + hmac(challenge(client, protocol), "ann-secret"));
            client.send("*\r\n");
            assertThat(answer(client)).startsWith(malformed(protocol)).contains("cancelled");
            client.send(protocol.begin + "CRAM-MD5\r\n");
            challenge(client, protocol);
            client.send(proof + "\r\n");
            assertThat(answer(client)).startsWith(protocol.bad);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotSpeakCramMd5HearsSo(Protocol protocol) throws IOException {
        try (var client = connect(server, protocol)) {
            client.send(protocol.begin + "CRAM-MD5 " + encoded("ann b913a602c7eda7a495b4e6e7334d3890") + "\r\n");
            assertThat(answer(client))
                    .startsWith(malformed(protocol))
                    .contains("CRAM-MD5 begins with a challenge, and not with a response");
            client.send(protocol.begin + "CRAM-MD5\r\n");
            challenge(client, protocol);
            client.send(encoded("ann") + "\r\n");
            assertThat(answer(client))
                    .startsWith(malformed(protocol))
                    .contains("CRAM-MD5 takes a name, a space and a digest of 32 hexadecimal digits");
            client.send(protocol.begin + "CRAM-MD5\r\n");
            challenge(client, protocol);
            client.send("not*base64\r\n");
            assertThat(answer(client)).startsWith(malformed(protocol));
        }
    }

    @ParameterizedTest
    @EnumSource
    void appPasswordsHoldForWhatTheyWereMadeFor(Protocol protocol) throws IOException {
        var made = server.directory().appPasswords();
        String reading = made.make(ANN, "Reader", AppPasswords.reading(), Optional.empty())
                .secret();
        String sending = made.make(ANN, "Printer", AppPasswords.sending(), Optional.empty())
                .secret();
        boolean sends = protocol == Protocol.SUBMISSION;
        try (var client = connect(server, protocol)) {
            String other = (sends ? reading : sending).replace(" ", "");
            assertThat(cram(client, protocol, "ann", other))
                    .startsWith(
                            switch (protocol) {
                                case IMAP -> "a NO [AUTHORIZATIONFAILED] ";
                                case POP3 -> "-ERR [SYS/PERM] ";
                                case SUBMISSION -> "535 5.7.8 ";
                            });
            String fitting = (sends ? sending : reading).replace(" ", "");
            assertThat(cram(client, protocol, "ann", fitting)).startsWith(protocol.good);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasMadeForThemGoesWhenTheyAreOff(Protocol protocol) throws Exception {
        OpenStore open = server.open();
        server.stopOnly();
        server = TestServer.start(open, folder, 100);
        try (var client = connect(server, protocol)) {
            for (String off : Set.of("CRAM-MD5", "SCRAM-SHA-1")) {
                client.send(protocol.begin + off + "\r\n");
                assertThat(answer(client)).contains("is not offered");
            }
            assertThat(open.directory().keptProofs().dropOthers()).isZero();
            var right = scram("SCRAM-SHA-256", "ann-secret").build();
            assertThat(converse(client, protocol, right, true)).startsWith(protocol.good);
        }
    }
}
