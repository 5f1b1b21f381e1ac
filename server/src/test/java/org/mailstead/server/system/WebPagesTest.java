package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** What a whole server tells over HTTPS, and to whom. */
class WebPagesTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void everyDomainHasItsPolicyAndTheServerAPage() throws Exception {
        TestServer.makeCertificate(folder);
        try (var server = TestServer.start(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, 100)) {
            String path = "/.well-known/mta-sts.txt";
            String policy = "version: STSv1\nmode: testing\nmx: mail.example.test\nmax_age: 604800\n";
            assertThat(get(server, "mta-sts.example.test", path))
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains("\nContent-Type: text/plain\n")
                    .endsWith("\n\n" + policy);
            assertThat(get(server, "mta-sts.bücher.test", path)).startsWith("HTTP/1.1 4");
            server.directory().addDomain("bücher.test");
            assertThat(get(server, "mta-sts.xn--bcher-kva.test", path)).endsWith("\n\n" + policy);
            server.directory().removeDomain("bücher.test", false);
            for (String other : new String[] {"mta-sts.xn--bcher-kva.test", "example.test", "mta-sts.", "mta-sts.x..y"})
                assertThat(get(server, other, path)).as(other).startsWith("HTTP/1.1 404 ");
            assertThat(get(server, "mail.example.test", "/"))
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains("<h1>mail.example.test</h1>", "This is a mail server.");
            assertThat(get(server, "127.0.0.1:8443", "/")).startsWith("HTTP/1.1 200 OK\n");
            assertThat(get(server, "mta-sts.example.test", "/")).startsWith("HTTP/1.1 404 ");
        }
    }

    private static String get(TestServer server, String host, String path) throws IOException {
        try (var client = Client.connectTls(server.port(MailPort.HTTPS))) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            var answer = new StringBuilder();
            for (Optional<String> line = client.line(); line.isPresent(); line = client.line())
                answer.append(line.get()).append('\n');
            return answer.toString();
        }
    }
}
