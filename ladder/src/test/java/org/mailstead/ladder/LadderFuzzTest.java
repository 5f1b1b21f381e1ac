package org.mailstead.ladder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.ladder.PortFacts.Offer;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.testkit.HostAuthority;
import org.mailstead.testkit.Mutator;
import org.mailstead.wire.TlsClient;

@Timeout(600)
class LadderFuzzTest {
    private static final List<String> WORDS = List.of(
            "* OK ",
            "* BYE ",
            "* CAPABILITY ",
            "AUTH=PLAIN ",
            "LOGINDISABLED",
            "+OK",
            "-ERR [SYS/TEMP]",
            "SASL ",
            "220-",
            "220 ",
            "250-AUTH PLAIN",
            "250 SIZE 99999999999999999999",
            "334 ",
            "+ ",
            "a OK",
            "c OK",
            "u NO ",
            "535 5.7.8 ",
            "XXXXXXXX",
            "\u0016\u0003\u0001",
            "HTTP/1.1 200",
            "Date: ",
            "Location: http://",
            "* QUOTA \"\" (STORAGE 9 9)",
            "* 4 EXISTS");

    private static final KeyStore ROOTS = new HostAuthority("Nobody", Instant.EPOCH).roots();

    private static List<String> lines(byte[] bytes) {
        var lines = new String(bytes, ISO_8859_1).lines().toList();
        return lines.isEmpty() ? List.of("") : lines;
    }

    @Test
    void wordsOfServersAreRead() {
        List<byte[]> seeds = List.of(
                "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 STARTTLS\r\nc OK done\r\n".getBytes(UTF_8),
                "+OK\r\nTOP\r\nSTLS\r\nSASL PLAIN LOGIN\r\nUSER\r\n.\r\n".getBytes(UTF_8),
                "250-mail\r\n250-SIZE 1000\r\n250-AUTH=LOGIN\r\n250-XXXXXXXA\r\n250 AUTH PLAIN\r\n".getBytes(UTF_8),
                "HTTP/1.1 302 Found\r\nDate: Sat, 28 Nov 2026 10:00:00 GMT\r\nLocation: https://a.test/\r\n"
                        .getBytes(UTF_8),
                "NO [AUTHENTICATIONFAILED] user unknown, account locked\r\n".getBytes(UTF_8),
                "554 5.7.1 Client host [198.51.100.9] blocked; [IPv6:2001:db8::1 12]; v=DKIM1; p=MIIB\r\n"
                        .getBytes(UTF_8));
        Mutator.run(71, 20_000, seeds, WORDS, bytes -> {
            var lines = lines(bytes);
            for (Offer each : List.of(Offers.imap(lines), Offers.pop3(lines), Offers.smtp(lines))) {
                assertThat(each.mechanisms())
                        .hasSizeLessThanOrEqualTo(32)
                        .allMatch(name -> name.matches("[A-Z0-9_-]{1,20}"));
                each.size().ifPresent(size -> assertThat(size).isPositive());
            }
            for (Protocol each : Protocol.values()) SignInReply.came(each, lines);
            String text = new String(bytes, UTF_8);
            SignInReply.isLocked(text);
            SignInReply.isAboutTheUser(text);
            Sasl.decoded(text);
            assertThat(Words.clean(text, 200)).hasSizeLessThanOrEqualTo(200).doesNotContain("\n", "\r", "\0", "\u001b");
            HttpAnswer.parse(lines).leadsTo().ifPresent(host -> assertThat(host).hasSizeLessThanOrEqualTo(253));
            OldHello.why(bytes);
            Publications.isKey(text);
            assertThat(Senders.named(text))
                    .hasSizeLessThanOrEqualTo(Senders.ADDRESSES)
                    .allMatch(Outside::isPublic);
            if (bytes.length > 0)
                assertThat(Greeting.of(bytes).text())
                        .hasSizeLessThanOrEqualTo(200)
                        .doesNotContain("\n", "\0");
            assertThat(Outside.Surface.place(text)).doesNotContain("@");
        });
    }

    @Test
    void viewsAreReadOrRefused() {
        List<byte[]> seeds = List.of(ViewJson.write(ViewJsonTest.VIEW).getBytes(UTF_8));
        var words = List.of(
                "\"",
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "null",
                "true",
                "-1",
                "1e9",
                "\\u0000",
                "\"OPEN\"",
                "\"port\":",
                "\"tls\":{",
                "\"host\":\"");
        Mutator.run(72, 10_000, seeds, words, bytes -> {
            var view = ViewJson.read(new String(bytes, UTF_8));
            // What was read can be written, and is the same when it is read again.
            view.ifPresent(
                    read -> assertThat(ViewJson.read(ViewJson.write(read))).contains(read));
        });
    }

    /** Whole conversations, up to signing in and what is done after it: facts come out, and the secret is in none. */
    @Test
    void serversAreHeardOut() throws IOException {
        try (var listening = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
            var brief = new Times(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(40));
            List<byte[]> seeds = List.of(
                    ("* OK hi\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nc OK\r\n+ \r\na OK in\r\n* LIST () \"/\" a\r\nu OK\r\n* 3 EXISTS\r\nu OK\r\nq BAD\r\n")
                            .getBytes(UTF_8),
                    "+OK hi\r\n+OK\r\nUSER\r\n.\r\n+OK\r\n+OK in\r\n+OK 3 100\r\n".getBytes(UTF_8),
                    "220 hi\r\n250-a\r\n250 AUTH PLAIN\r\n235 in\r\n250 ok\r\n550 no\r\n250 ok\r\n".getBytes(UTF_8));
            Mutator.run(73, 150, seeds, WORDS, bytes -> {
                for (Protocol protocol : Protocol.values()) hear(listening, brief, protocol, bytes);
            });
        }
    }

    private static void hear(ServerSocket listening, Times times, Protocol protocol, byte[] said) {
        var server = new MailServer(protocol, "127.0.0.1", 4000, Security.NONE, "ann");
        var outside = new Outside(
                new ScriptedResolver(""),
                (to, limit) -> {
                    if (to.getPort() != 4000) throw new ConnectException("Connection refused");
                    var socket = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
                    Thread.ofVirtual().start(() -> answer(listening, said));
                    return socket;
                },
                Optional.of(ROOTS),
                _ -> true,
                Clock.systemUTC(),
                times,
                Outside.Surface.BARE,
                Optional.empty());
        var evidence = Ladder.climb(World.attempt(server), Optional.of(new Credential.Password("hunter2")), outside);
        assertThat(evidence.toString()).doesNotContain("hunter2");
        assertThat(evidence.signIns()).hasSizeLessThanOrEqualTo(2);
    }

    private static void answer(ServerSocket listening, byte[] bytes) {
        try (Socket socket = listening.accept()) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Gone before all was heard.
        }
    }

    /** What comes in place of a certificate. */
    @Test
    void certificatesAreTold() throws Exception {
        var authority = new HostAuthority("Authority", Instant.now());
        var good = authority
                .of("mail.example.org", "*.example.org", "192.0.2.1")
                .chain()
                .getFirst();
        var proof = new Proof(Optional.of(authority.roots()), Clock.systemUTC());
        var factory = CertificateFactory.getInstance("X.509");
        Mutator.run(
                74, 3_000, List.of(good.getEncoded()), List.of("*.", "example", "\u0006\u0003U\u0004\u0003"), bytes -> {
                    X509Certificate read;
                    try {
                        read = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes));
                    } catch (CertificateException e) {
                        return;
                    }
                    if (read == null) return;
                    var told = proof.certificate(
                            new TlsClient.Shown(
                                    List.of(read), new TlsClient.Doubt(TlsClient.Doubt.Kind.NOT_TRUSTED, "no")),
                            "mail.example.org");
                    assertThat(told.doubts()).isNotEmpty();
                    assertThat(told.names()).hasSizeLessThanOrEqualTo(100);
                    assertThat(told.issuer()).hasSizeLessThanOrEqualTo(200);
                });
    }
}
