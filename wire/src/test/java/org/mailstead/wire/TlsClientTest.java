package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TlsClientTest {
    @TempDir
    Path folder;

    private TlsServer server = TlsSetupTest.notYet();
    private TlsClient client = new TlsClient(null);

    @BeforeEach
    void certificate() throws Exception {
        Path file = folder.resolve("c.pem");
        SelfSigned.write(file, folder.resolve("k.pem"), List.of("mx.test", "*.many.test"), Clock.systemUTC());
        server = TlsServer.fromPem(file, folder.resolve("k.pem"), Clock.systemUTC());
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            roots.setCertificateEntry(
                    "ours", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        client = new TlsClient(roots);
    }

    @Test
    void aChainThatProvesTheNameIsNotDoubted() throws Exception {
        assertThat(doubt(client, "mx.test")).isNull();
        assertThat(doubt(client, "one.many.test")).isNull();
    }

    @Test
    void whoeverBeginsInAnotherWayTrustsTheSame() throws Exception {
        for (TlsClient.Manner each : TlsClient.Manner.values()) {
            assertThat(doubt(client.in(each), "mx.test")).isNull();
            assertThat(doubt(client.in(each), "other.test")).isEqualTo("the certificate is for another name");
        }
    }

    @Test
    void aResumedSessionIsWorthWhatItWas() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(doubt(client, "mx.test")).isNull();
            assertThat(doubt(client, "other.test")).isEqualTo("the certificate is for another name");
        }
    }

    @Test
    void theNameHasToBeOneOfTheCertificate() throws Exception {
        assertThat(doubt(client, "a.b.many.test")).isEqualTo("the certificate is for another name");
    }

    @Test
    void aCertificateOfNobodyEncryptsNevertheless() throws Exception {
        assertThat(doubt(new TlsClient(null), "mx.test"))
                .isEqualTo("the certificate is signed by nobody this machine trusts");
    }

    @Test
    void aServerWithoutTlsIsAFailureInPlainWords() throws Exception {
        try (var pair = Loopback.open()) {
            pair.peerSends("220 what do you mean\r\n");
            assertThatThrownBy(() -> pair.connection().startTls(client, "mx.test"))
                    .isInstanceOf(TlsHandshakeFailed.class)
                    .hasMessageContaining("plain text");
        }
    }

    @Test
    void whatWasSaidBeforeTlsIsForgotten() throws Exception {
        try (var pair = Loopback.open()) {
            pair.peerSends("220 go\r\n250 injected\r\n");
            assertThat(pair.connection().readLine(100)).asString().isEqualTo("220 go");
            Thread peer = serve(pair.peer(), "250 true\r\n");
            pair.connection().startTls(client, "mx.test");
            pair.connection().within(Duration.ofSeconds(10), Duration.ofSeconds(10));
            assertThat(pair.connection().readLine(100)).asString().isEqualTo("250 true");
            peer.join();
        }
    }

    private @Nullable String doubt(TlsClient with, String name) throws Exception {
        try (var pair = Loopback.open()) {
            Thread peer = serve(pair.peer(), "hello\r\n");
            pair.connection().startTls(with, name);
            pair.connection().within(Duration.ofSeconds(10), Duration.ofSeconds(10));
            assertThat(pair.connection().readLine(100)).asString().isEqualTo("hello");
            assertThat(pair.connection().isEncrypted()).isTrue();
            peer.join();
            var shown = Objects.requireNonNull(pair.connection().shown());
            assertThat(shown.chain()).hasSize(1);
            return shown.doubt() == null ? null : shown.doubt().words();
        }
    }

    private Thread serve(Socket peer, String said) {
        return Thread.ofVirtual().start(() -> {
            try {
                var tls = server.over(peer);
                tls.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
