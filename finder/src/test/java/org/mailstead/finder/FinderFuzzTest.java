package org.mailstead.finder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.testkit.Mutator;
import org.mailstead.wire.TimeLimit;
import org.mailstead.wire.TlsClient;

class FinderFuzzTest {
    @Test
    void documentsAreReadOrRefused() {
        List<byte[]> seeds = List.of(
                DocumentsTest.AUTOCONFIG.strip().getBytes(UTF_8),
                DocumentsTest.AUTODISCOVER.strip().getBytes(UTF_8),
                "{\"Protocol\":\"AutodiscoverV1\",\"Url\":\"https://a.test/\"}".getBytes(UTF_8),
                FinderWays.autoconfig("mail.example.org", "%EMAILADDRESS%")
                        .strip()
                        .getBytes(UTF_8),
                FinderWays.configuration("mail.example.org").getBytes(UTF_8));
        var words = List.of(
                "<!DOCTYPE a [",
                "&e;",
                "<![CDATA[",
                "]]>",
                "<port>",
                "%EMAILDOMAIN%",
                "\"Url\":",
                "{",
                "\\u",
                "<a ",
                "\"host\":",
                "[[[[");
        Mutator.run(61, 5_000, seeds, words, bytes -> {
            XmlElement.parse(bytes).ifPresent(root -> {
                Documents.autoconfig(root, "ann@example.org").ifPresent(servers -> {
                    assertThat(servers).allMatch(server -> Documents.isHost(server.host()));
                    Documents.strictly(root, servers);
                    assertThat(Documents.best(servers)).hasSizeLessThanOrEqualTo(2);
                });
                Documents.autodiscover(root)
                        .ifPresent(servers ->
                                assertThat(servers).allMatch(server -> server.port() > 0 && server.port() < 65_536));
                Documents.error(root);
                assertThat(Documents.told(root).steps()).allMatch(step -> step.length() <= 300);
            });
            UserAgentDocument.read(bytes, "ann@example.org")
                    .ifPresent(read -> assertThat(read.servers()).allMatch(server -> Documents.isHost(server.host())));
            Documents.url(new String(bytes, ISO_8859_1));
        });
    }

    /** A server that never begins TLS does not answer as it has to, whatever else it says. */
    @Test
    void mailServersAreHeardOut() throws IOException {
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var around = new Surroundings(
                    new ScriptedResolver("mail.example.org A 192.0.2.1\n"),
                    (to, limit) -> new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort()),
                    new TlsClient(null),
                    _ -> true,
                    Duration.ofMinutes(1));
            List<byte[]> seeds = List.of(
                    "* OK hello\r\na OK go\r\n".getBytes(UTF_8),
                    "220-hello\r\n220 mail\r\n250-mail\r\n250 STARTTLS\r\n220 go\r\n".getBytes(UTF_8),
                    "+OK hello\r\n+OK go\r\n".getBytes(UTF_8));
            Mutator.run(62, 300, seeds, List.of("220 ", "* OK ", "a NO ", "-ERR", "\r\n"), bytes -> {
                for (Protocol protocol : Protocol.values()) {
                    Thread.ofVirtual().start(() -> answer(listening, bytes));
                    var server = new MailServer(protocol, "mail.example.org", 143, Security.STARTTLS, "ann");
                    try (var time = new TimeLimit(around.way(), around.limit())) {
                        assertThat(new Reach(around, time).of(server)).isPresent();
                    }
                }
            });
        }
    }

    private static void answer(ServerSocket listening, byte[] bytes) {
        try (Socket socket = listening.accept()) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // Gone before all was heard.
        }
    }
}
