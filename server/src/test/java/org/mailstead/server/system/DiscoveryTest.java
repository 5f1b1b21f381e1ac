package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.discovery.ProfileLinks;
import org.mailstead.server.config.MailPort;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.store.MemoryStore;

/** A whole server tells mail programs where it is, on the ports that it really has. */
class DiscoveryTest {
    @TempDir
    Path folder = Path.of("");

    private static final List<String> PATHS = List.of(
            "/mail/config-v1.1.xml",
            "/Mail/Config-v1.1.XML?emailaddress=nobody@example.test",
            "/.well-known/autoconfig/mail/config-v1.1.xml",
            "/.well-known/mail-v1.xml");

    @Test
    void programsAreToldTheOpenPorts() throws Exception {
        TestServer.makeCertificate(folder);
        try (var server = TestServer.start(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, 100)) {
            for (String path : PATHS)
                for (boolean tls : new boolean[] {true, false})
                    assertThat(ask(server, tls, "GET", "autoconfig.example.test", path, ""))
                            .as(path)
                            .startsWith("HTTP/1.1 200 OK\n")
                            .contains("\nContent-Type: text/xml; charset=utf-8\n", "\nAccess-Control-Allow-Origin: *\n")
                            .containsOnlyOnce("<port>" + server.port(MailPort.IMAPS) + "</port>")
                            .contains("<port>" + server.port(MailPort.SUBMISSIONS) + "</port>")
                            .contains("<issuer>https://mail.example.test:" + server.port(MailPort.HTTPS) + "</issuer>");
            assertThat(ask(server, true, "GET", "autoconfig.other.test", PATHS.getFirst(), ""))
                    .startsWith("HTTP/1.1 404 ");
            server.directory().addDomain("bücher.test");
            assertThat(ask(server, true, "GET", "autoconfig.xn--bcher-kva.test", PATHS.getFirst(), ""))
                    .contains("<domain>xn--bcher-kva.test</domain>", "<displayName>b")
                    .contains("<hostname>mail.example.test</hostname>");
            assertThat(ask(
                            server,
                            true,
                            "GET",
                            "autoconfig.example.test",
                            "/mail/CONFIG-v1.1.xml?emailaddress=a@b.test",
                            ""))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void outlookIsSentToTlsAndAnsweredThere() throws Exception {
        TestServer.makeCertificate(folder);
        try (var server = TestServer.start(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, 100)) {
            String host = "autodiscover.example.test";
            String path = "/AutoDiscover/AutoDiscover.xml";
            String secure = "https://" + host + ":" + server.port(MailPort.HTTPS);
            assertThat(ask(server, false, "GET", host, path, ""))
                    .startsWith("HTTP/1.1 302 ")
                    .contains("\nLocation: " + secure + path + "\n");
            String request =
                    "<Autodiscover><Request><EMailAddress>ann@example.test</EMailAddress></Request></Autodiscover>";
            assertThat(ask(server, false, "POST", host, path, request)).startsWith("HTTP/1.1 403 ");
            assertThat(ask(server, true, "POST", host, path, request))
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains("<Port>" + server.port(MailPort.SUBMISSIONS) + "</Port>");
            assertThat(ask(server, true, "POST", host, path, "x".repeat(20_000)))
                    .startsWith("HTTP/1.1 413 ");
            assertThat(ask(server, true, "GET", host, path, ""))
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains("\nContent-Type: text/xml", "<ErrorCode>600</ErrorCode>");
            for (String asked : List.of(
                    "/autodiscover/autodiscover.json?Email=ann@example.test&Protocol=AutodiscoverV1",
                    "/Autodiscover/AutoDiscover.json/v1.0/ann%40example.test?Protocol=AutodiscoverV1"))
                assertThat(ask(server, true, "GET", host, asked, ""))
                        .startsWith("HTTP/1.1 200 OK\n")
                        .contains("\"Url\":\"" + secure + "/autodiscover/autodiscover.xml\"}");
        }
    }

    /** Looking at the page does not use a link up; taking the profile does. */
    @Test
    void aDeviceGetsItsProfileByALink() throws Exception {
        TestServer.makeCertificate(folder);
        try (var server = TestServer.start(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, 100)) {
            var links = new ProfileLinks(server.directory().secrets().key("profile-links"), TestServer.CLOCK);
            String path = "/profile/" + links.make(new ProfileLinks.Meant("ann@example.test", "<Ann>", Protocol.IMAP));
            String host = "mail.example.test";
            for (int i = 0; i < 2; i++)
                assertThat(ask(server, true, "GET", host, path, ""))
                        .startsWith("HTTP/1.1 200 OK\n")
                        .contains("<h1>ann@example.test</h1>", "<form method=\"post\">", "form-action 'self'");
            assertThat(ask(server, true, "POST", host, path, ""))
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains(
                            "\nContent-Type: application/x-apple-aspen-config\n",
                            "\nContent-Disposition: attachment; filename=\"mail.mobileconfig\"\n",
                            "<string>&lt;Ann&gt;</string>",
                            "<integer>" + server.port(MailPort.IMAPS) + "</integer>");
            for (String other : List.of("/profile/", "/profile/AAAA", path + "A"))
                for (String method : List.of("GET", "POST"))
                    assertThat(ask(server, true, method, host, other, "")).startsWith("HTTP/1.1 410 ");
            assertThat(ask(server, true, "GET", "autoconfig.example.test", path, ""))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    private static String ask(TestServer server, boolean tls, String method, String host, String path, String body)
            throws IOException {
        try (var client =
                tls ? Client.connectTls(server.port(MailPort.HTTPS)) : Client.connect(server.port(MailPort.HTTP))) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: " + body.length()
                    + "\r\nConnection: close\r\n\r\n" + body);
            var answer = new StringBuilder();
            for (Optional<String> line = client.line(); line.isPresent(); line = client.line())
                answer.append(line.get()).append('\n');
            return answer.toString();
        }
    }
}
