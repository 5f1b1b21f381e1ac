package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.Mutator;
import org.mailstead.wire.Connection;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;
import org.mailstead.wire.TlsServer;

/**
 * Whatever programs say before they have signed in, and whatever servers answer while we sign in with them: lines of the right form to the
 * program, nobody gets in, and a server gets us no further than a refusal in one line.
 */
class DoorFuzzTest {
    @TempDir
    Path folder;

    private TlsServer tls = notYet();

    @SuppressWarnings("NullAway")
    private static TlsServer notYet() {
        return null;
    }

    @BeforeEach
    void certificate() throws Exception {
        tls = new GatewayFolder(folder, KeyCost.CHEAP, new Random(1)).tls(Clock.systemUTC());
    }

    private static List<byte[]> seeds(String... texts) {
        return List.of(texts).stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static final List<String> WORDS = List.of(
            "a LOGIN ",
            "{5}",
            "{5+}",
            "{99999999999}",
            "AUTHENTICATE PLAIN",
            "AUTH ",
            "AUTH LOGIN\r\n",
            "EHLO x\r\n",
            "USER ",
            "PASS ",
            "STARTTLS",
            "CAPABILITY",
            "=",
            "AHh4AHh4",
            "* BYE",
            "+ ",
            "MG1 OK",
            "MG2 NO",
            "-ERR",
            "+OK",
            "334 ",
            "250 ",
            "250-AUTH ",
            "* CAPABILITY ");

    @Test
    void programs() {
        var nobody = new Doorkeeper(
                List::of, new Reach(nowhere()), new WrongTries(Clock.systemUTC(), _ -> {}), Notices.NONE);
        var doors = List.of(
                new ImapDoor(nobody, tls, new Random(1)),
                new Pop3Door(nobody, tls, new Random(1)),
                new SmtpDoor(nobody, tls, new Random(1)));
        var seeds = seeds(
                "a CAPABILITY\r\nb LOGIN ann \"pass\\\"word\"\r\nc LOGIN {3}\r\nann {4+}\r\npass\r\nd LOGOUT\r\n",
                "a AUTHENTICATE PLAIN AGFubgBwYXNz\r\nb AUTHENTICATE LOGIN\r\nYW5u\r\ncGFzcw==\r\nc ID NIL\r\n",
                "CAPA\r\nUSER ann\r\nPASS some pass\r\nAUTH\r\nAUTH PLAIN\r\nAGFubgBwYXNz\r\nQUIT\r\n",
                "EHLO x\r\nAUTH LOGIN YW5u\r\ncGFzcw==\r\nAUTH PLAIN =\r\nMAIL FROM:<a@b>\r\nRSET\r\nQUIT\r\n");
        Mutator.run(61, 900, seeds, WORDS, input -> {
            for (Door door : doors) {
                for (String line : conversation(door, input).split("\r\n", -1)) {
                    if (line.isEmpty()) continue;
                    assertThat(line).doesNotContainPattern("\\p{Cntrl}").doesNotContain("signed in");
                    if (door instanceof ImapDoor) assertThat(line).matches("(\\*|\\+|[^ ]{1,100}) .*");
                    if (door instanceof SmtpDoor) assertThat(line).matches("[2-5]\\d\\d[ -].*");
                }
            }
        });
    }

    private static String conversation(Door door, byte[] input) {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var program = new Socket(server.getInetAddress(), server.getLocalPort());
                var connection = new Connection(server.accept())) {
            program.setSoTimeout(20_000);
            program.getOutputStream().write(input);
            program.shutdownOutput();
            Thread serving = Thread.ofVirtual().start(() -> {
                try (connection) {
                    door.serve(connection);
                } catch (IOException e) {
                    // What a session may end with.
                }
            });
            String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            serving.join();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Outside nowhere() {
        return new Outside(_ -> List.of(), Dialer.from(List.of()), new TlsClient(null));
    }

    @Test
    void servers() {
        var seeds = seeds(
                "* OK ready\r\n* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR\r\nMG1 OK\r\n+ eyJzdGF0dXMiOiI0MDAifQ==\r\nMG2 NO failed\r\n",
                "* OK ready\r\n* CAPABILITY IMAP4rev1\r\nMG1 OK\r\n+ \r\nMG2 OK in\r\n* CAPABILITY IMAP4rev1 IDLE\r\nMG3 OK\r\n"
                        + "* LIST () \"/\" {5}\r\nINBOX\r\nMG4 OK\r\n",
                "+OK ready\r\n+OK\r\nSASL XOAUTH2\r\n.\r\n+ \r\n-ERR [AUTH] no\r\n",
                "220-hello\r\n220 x\r\n250-x\r\n250 AUTH XOAUTH2\r\n334 eyJzdGF0dXMiOiI0MDAifQ==\r\n535 5.7.3 no\r\n");
        Mutator.run(67, 900, seeds, WORDS, input -> {
            for (Protocol each : Protocol.values()) answered(each, input);
        });
    }

    private static void answered(Protocol protocol, byte[] input) {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread serving = Thread.ofVirtual().start(() -> {
                try (Socket socket = listening.accept()) {
                    socket.getOutputStream().write(input);
                    socket.shutdownOutput();
                    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The other side has seen enough.
                }
            });
            var address = new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
            Connection connection = new Connection(new Socket(address.getAddress(), address.getPort()));
            var server = new org.mailstead.settings.MailServer(
                    protocol,
                    "mail.test",
                    address.getPort(),
                    org.mailstead.settings.MailServer.Security.TLS,
                    "ann@contoso.test");
            SigningIn signingIn = switch (protocol) {
                case IMAP -> new ImapSigningIn(nowhere(), server, "ann@contoso.test", connection);
                case POP3 -> new Pop3SigningIn(nowhere(), server, "ann@contoso.test", connection);
                case SMTP -> new SmtpSigningIn(nowhere(), server, "ann@contoso.test", connection);
            };
            try {
                signingIn
                        .signIn(new Proof.Token("secret-token"), Habits.NONE)
                        .connection()
                        .close();
            } catch (NotNow e) {
                assertThat(e.trouble().words())
                        .doesNotContainPattern("\\p{Cntrl}")
                        .doesNotContain("secret-token")
                        .hasSizeLessThan(1000);
            }
            serving.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
