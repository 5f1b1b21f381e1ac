package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** The port for HTTPS, as mail programs use it in networks that let nothing else through. RFC 7301. */
@Timeout(60)
class MailOverHttpsTest {
    private static final String PLAIN =
            Base64.getEncoder().encodeToString("\0ann@example.test\0ann-secret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void certificate() throws IOException {
        TestServer.makeCertificate(folder);
    }

    private static TestServer start(Configuration configuration) throws IOException {
        return TestServer.start(TestServer.people(new MemoryStore(TestServer.CLOCK)), configuration);
    }

    private static Client asking(TestServer server, String... protocols) throws IOException {
        var client = Client.connect(server.port(MailPort.HTTPS));
        client.startTlsFor(protocols);
        return client;
    }

    private static String says(Client client, String line, String last) throws IOException {
        client.send(line + "\r\n");
        String answer = client.line().orElse("closed");
        while (!answer.matches(last) && !answer.equals("closed"))
            answer = client.line().orElse("closed");
        return answer;
    }

    private static List<String> history(TestServer server) {
        var account =
                server.directory().account(MailAddress.of("ann@example.test")).orElseThrow();
        return server.directory().history().of(account.id()).stream()
                .map(each -> each.use() + " " + (each.port() == server.port(MailPort.HTTPS)) + " " + each.verdict())
                .sorted()
                .toList();
    }

    private static String page(Client client) throws IOException {
        client.send("GET / HTTP/1.1\r\nHost: mail.example.test\r\nConnection: close\r\n\r\n");
        return client.line().orElse("closed");
    }

    @Test
    void whoAsksForAMailProtocolGetsIt() throws Exception {
        try (var server = start(TestServer.usual(folder, 100))) {
            try (var client = asking(server, "imap")) {
                assertThat(client.granted()).isEqualTo("imap");
                assertThat(client.line().orElseThrow()).startsWith("* OK ");
                assertThat(says(client, "a AUTHENTICATE PLAIN " + PLAIN, "a .*"))
                        .startsWith("a OK ");
            }
            try (var client = asking(server, "pop3")) {
                assertThat(client.granted()).isEqualTo("pop3");
                assertThat(client.line().orElseThrow()).startsWith("+OK ");
                assertThat(says(client, "AUTH PLAIN " + PLAIN, ".*")).startsWith("+OK ");
            }
            try (var client = asking(server, "unheard-of", "smtp")) {
                assertThat(client.granted()).isEqualTo("smtp");
                assertThat(client.line().orElseThrow()).startsWith("220 ");
                assertThat(says(client, "EHLO phone.test", "250 .*")).isNotEqualTo("closed");
                assertThat(says(client, "AUTH PLAIN " + PLAIN, ".*")).startsWith("235 ");
            }
            assertThat(history(server)).containsExactly("IMAP true ok", "POP3 true ok", "SMTP true ok");
        }
    }

    @Test
    void everybodyElseGetsHttp() throws Exception {
        try (var server = start(TestServer.usual(folder, 100))) {
            for (String[] wanted : new String[][] {{}, {"http/1.1"}, {"h2", "http/1.1"}, {"managesieve"}}) {
                try (var client = asking(server, wanted)) {
                    assertThat(client.granted()).isEmpty();
                    assertThat(page(client)).isEqualTo("HTTP/1.1 200 OK");
                }
            }
            assertThat(history(server)).isEmpty();
        }
    }

    @Test
    void aProxySaysForWhom() throws Exception {
        var usual = TestServer.behindProxy(TestServer.usual(folder, 100));
        try (var server = start(usual)) {
            for (String wanted : List.of("imap", "http/1.1")) {
                try (var client = Client.connect(server.port(MailPort.HTTPS))) {
                    client.send("PROXY TCP4 192.0.2.7 198.51.100.1 40000 443\r\n");
                    client.startTlsFor(wanted);
                    if (wanted.equals("imap")) {
                        client.line();
                        assertThat(says(client, "a AUTHENTICATE PLAIN " + PLAIN, "a .*"))
                                .startsWith("a OK ");
                    } else {
                        assertThat(page(client)).isEqualTo("HTTP/1.1 200 OK");
                    }
                }
            }
            var account = server.directory()
                    .account(MailAddress.of("ann@example.test"))
                    .orElseThrow();
            assertThat(server.directory().history().of(account.id()).getFirst().from())
                    .isEqualTo("192.0.2.7");
        }
    }

    @Test
    void itIsOneOfThoseThatAnAddressMayHave() throws Exception {
        try (var server = start(TestServer.usual(folder, 3))) {
            var open = new ArrayList<Client>();
            for (int i = 0; i < 3; i++) {
                var client = asking(server, "imap");
                open.add(client);
                assertThat(client.line().orElseThrow()).startsWith("* OK ");
            }
            assertThatThrownBy(() -> asking(server, "imap")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> asking(server, "http/1.1")).isInstanceOf(IOException.class);
            try (var refused = Client.connect(server.port(MailPort.IMAP))) {
                assertThat(refused.line().orElseThrow()).startsWith("* BYE ");
            }
            assertThat(says(open.getFirst(), "a LOGOUT", "a .*")).startsWith("a OK ");
            open.getFirst().close();
            for (var client : open) client.close();
        }
    }

    @Test
    void itCanBeSwitchedOff() throws Exception {
        var usual = TestServer.usual(folder, 100);
        var listen = usual.listen();
        var off = new Configuration.Listen(
                listen.addresses(), listen.ports(), listen.proxies(), listen.forgiving(), false);
        try (var server = start(usual.with(off));
                var client = asking(server, "imap")) {
            assertThat(client.granted()).isEmpty();
            assertThat(page(client)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void sessionsAreToldWhenTheServerEnds() throws Exception {
        var server = start(TestServer.usual(folder, 100));
        try (var client = asking(server, "imap")) {
            assertThat(client.line().orElseThrow()).startsWith("* OK ");
            server.close();
            assertThat(client.line().orElseThrow()).startsWith("* BYE ");
        }
    }
}
