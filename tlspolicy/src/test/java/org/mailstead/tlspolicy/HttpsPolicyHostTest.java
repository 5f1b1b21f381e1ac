package org.mailstead.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.testkit.ScriptedServer;
import org.mailstead.tlspolicy.PolicyHost.Fetched;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** Against a web server on 127.0.0.2. */
@Timeout(60)
class HttpsPolicyHostTest {
    private static final String HOST = "mta-sts.there.example";
    private static final String ZONE = HOST + " A 127.0.0.2\n";
    private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

    private static final String REQUEST = """
        TLS
        C: GET /.well-known/mta-sts.txt HTTP/1.1
        ANY
        C: User-Agent: Mailstead
        C: Connection: close
        C:
        """;
    private static final String OK = "S: HTTP/1.1 200 OK\nS: Content-Type: text/plain; charset=utf-8\n";
    private static final String POLICY =
            "S: version: STSv1\nS: mode: enforce\nS: mx: mx.there.example\nS: max_age: 86400\n";

    private final TestCertificates root = TestCertificates.root("root", LATER);
    private String certificateFor = HOST;
    private Instant end = LATER;
    private boolean trusted = true;

    private String fetch(String script) throws Exception {
        var at = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0);
        try (var server = new ScriptedServer(at, root.server(certificateFor, end), List.of(script))) {
            return fetch(ZONE, server.address().getPort());
        }
    }

    private String fetch(String zone, int port) throws Exception {
        var tls = new TlsClient(trusted ? root.roots() : null);
        var https = new Https(new ScriptedResolver(zone), Dialer.from(List.of()), tls, _ -> true);
        return switch (new HttpsPolicyHost(https, port).fetch(DnsName.of("there.example"))) {
            case Fetched.Policy(var policy) -> policy.mode().toString();
            case Fetched.Failed(var why) -> why.kind().word() + ": " + why;
        };
    }

    @Test
    void fetchesAPolicyHoweverItIsSent() throws Exception {
        assertThat(fetch(REQUEST + OK + "S:\n" + POLICY + "CLOSE\n")).isEqualTo("enforce");
        assertThat(fetch(REQUEST + OK + "S: Content-Length: 69\nS:\n" + POLICY)).isEqualTo("enforce");
        assertThat(fetch(REQUEST + OK + "S: Transfer-Encoding: chunked\nS:\nS: 45\n" + POLICY + "S:\nS: 0\nS:\n"))
                .isEqualTo("enforce");
    }

    @Test
    void nothingButAPolicyIsOne() throws Exception {
        String body = "S:\n" + POLICY + "CLOSE\n";
        assertThat(fetch(REQUEST + OK.replace("200 OK", "301 elsewhere") + "S: Location: https://a.example/\n" + body))
                .isEqualTo("sts-policy-fetch-error: mta-sts.there.example answers 301");
        assertThat(fetch(REQUEST + OK.replace("200 OK", "404 no") + body)).endsWith("answers 404");
        assertThat(fetch(REQUEST + OK.replace("text/plain", "text/html") + body))
                .startsWith("sts-policy-invalid: ");
        assertThat(fetch(REQUEST + OK + "S:\nS: <html>\nCLOSE\n"))
                .isEqualTo("sts-policy-invalid: it has a line that is none of a policy: \"<html>\"");
        assertThat(fetch(REQUEST + "S: 220 mail ready\nCLOSE\n"))
                .isEqualTo("sts-policy-fetch-error: mta-sts.there.example: the answer is not HTTP");
        assertThat(fetch(REQUEST + OK + "S: Content-Length: 65537\nS:\n")).contains("more than 65536 bytes");
        assertThat(fetch(REQUEST + OK + "S:\n" + "S: mx: a.example\n".repeat(5000) + "CLOSE\n"))
                .contains("more than 65536 bytes");
        assertThat(fetch(REQUEST + OK + "S: Content-Length: 90\nS:\n" + POLICY + "CLOSE\n"))
                .contains("broke off");
    }

    @Test
    void theWebServerProvesWhoItIs() throws Exception {
        certificateFor = "there.example";
        assertThat(fetch("TLS\n"))
                .isEqualTo("sts-webpki-invalid: mta-sts.there.example: the certificate is for another name");
        certificateFor = HOST;
        end = TestCertificates.NOW;
        assertThat(fetch("TLS\n")).startsWith("sts-webpki-invalid: ").contains("not valid at this time");
        end = LATER;
        trusted = false;
        assertThat(fetch("TLS\n")).startsWith("sts-webpki-invalid: ").contains("signed by nobody");
        trusted = true;
        certificateFor = "*.there.example";
        assertThat(fetch(REQUEST + OK + "S:\n" + POLICY + "CLOSE\n")).isEqualTo("enforce");
    }

    @Test
    void aWebServerThatIsNotThereIsTold() throws Exception {
        assertThat(fetch(ZONE, 1))
                .startsWith("sts-policy-fetch-error: mta-sts.there.example: 127.0.0.2: nobody listens");
        assertThat(fetch("", 1)).endsWith("it has no address in the DNS");
        assertThat(fetch(HOST + " A !timeout", 1)).contains("the DNS does not tell its address");
        assertThat(fetch("S: HTTP/1.1 200 OK\nCLOSE\n"))
                .startsWith("sts-webpki-invalid: ")
                .contains("plain text");
    }
}
