package org.mailstead.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTlsInjectionTest {
    @TempDir
    Path folder;

    /** What came in clear with STLS may be somebody else's: it must not be run inside TLS. */
    @Test
    void commandsSentAlongWithStlsAreDropped() throws IOException {
        try (var server = new Pop3Fixture(folder);
                Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            client.send("USER ann@example.test").expectStart("+OK");
            client.send("STLS", "USER mallory@example.test", "QUIT").expect("+OK begin TLS now");
            client.startTls();
            client.send("PASS ann-secret").expect("-ERR USER comes before PASS");
            assertThat(client.send("CAPA").lines()).contains("USER").doesNotContain("STLS");
            client.send("STLS").expect("-ERR this connection has TLS already");
            client.send("USER ann@example.test", "PASS ann-secret").expectStart("+OK", "+OK 0 messages");
        }
    }

    @Test
    void tlsFromTheFirstByteWorksToo() throws IOException {
        try (var server = new Pop3Fixture(folder);
                var client = new Pop3Client(server.tls.port())) {
            client.startTls();
            client.expectStart("+OK");
            client.send("USER ann@example.test", "PASS ann-secret", "QUIT").expectStart("+OK", "+OK", "+OK");
        }
    }
}
