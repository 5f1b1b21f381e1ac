package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.net.ssl.ExtendedSSLSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TlsTest {
    @TempDir
    Path folder;

    private TlsServer server = TlsSetupTest.notYet();

    @BeforeEach
    void certificate() throws IOException {
        writeCertificate("first.test");
        server = TlsServer.fromPem(folder.resolve("c.pem"), folder.resolve("k.pem"), Clock.systemUTC());
    }

    private void writeCertificate(String name) throws IOException {
        SelfSigned.write(folder.resolve("c.pem"), folder.resolve("k.pem"), List.of(name), Clock.systemUTC());
    }

    @Test
    void talksInBothVersions() throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (var pair = Loopback.open()) {
                var client = Loopback.tlsClient(pair.peer(), version);
                var peer = inBackground(() -> {
                    client.getOutputStream().write("hello\r\n".getBytes(StandardCharsets.US_ASCII));
                    return client.getInputStream().readNBytes(5);
                });
                pair.connection().startTls(server);
                assertThat(pair.connection().readLine(10)).asString().isEqualTo("hello");
                pair.connection().write("again");
                pair.connection().flush();
                assertThat(peer.get()).asString().isEqualTo("again");
                assertThat(pair.connection().tlsFacts()).startsWith(version + " TLS_");
                assertThat(pair.connection().isEncrypted()).isTrue();
            }
        }
    }

    /** What both ends derive is the same, and another connection's is another. */
    @Test
    void whatBothEndsKnowOfAConnection() throws Exception {
        var seen = new HashSet<String>();
        for (int i = 0; i < 3; i++) {
            try (var pair = Loopback.open()) {
                assertThat(pair.connection().channelBindings()).isEmpty();
                var client = Loopback.tlsClient(pair.peer(), "TLSv1.3");
                var peer = inBackground(() -> {
                    client.startHandshake();
                    client.getOutputStream().write('\n');
                    var session = (ExtendedSSLSession) client.getSession();
                    byte[] certificate = session.getPeerCertificates()[0].getEncoded();
                    return Map.of(
                            "tls-exporter",
                            session.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32),
                            "tls-server-end-point",
                            MessageDigest.getInstance("SHA-256").digest(certificate));
                });
                pair.connection().startTls(server);
                pair.connection().readLine(10);
                assertThat(hex(pair.connection().channelBindings())).isEqualTo(hex(peer.get()));
                assertThat(seen.add(hex(peer.get()).toString())).isTrue();
            }
        }
    }

    private static Map<String, String> hex(Map<String, byte[]> bindings) {
        var hex = new TreeMap<String, String>();
        bindings.forEach((name, bytes) -> hex.put(name, HexFormat.of().formatHex(bytes)));
        return hex;
    }

    /** Without the extended master secret its keys may be those of another connection, too. RFC 9266 §4.2 */
    @Test
    void ofAnOldVersionOnlyTheCertificateIsTold() throws Exception {
        try (var pair = Loopback.open()) {
            var client = Loopback.tlsClient(pair.peer(), "TLSv1.2");
            var peer = inBackground(() -> {
                client.getOutputStream().write('\n');
                return true;
            });
            pair.connection().startTls(server);
            pair.connection().readLine(10);
            assertThat(peer.get()).isTrue();
            assertThat(pair.connection().channelBindings().keySet()).containsExactly("tls-server-end-point");
        }
    }

    @Test
    void plainTextPipelinedBehindTheUpgradeIsDropped() throws Exception {
        try (var pair = Loopback.open()) {
            pair.peerSends("STARTTLS\r\nINJECTED\r\n");
            assertThat(pair.connection().readLine(100)).asString().isEqualTo("STARTTLS");
            assertThat(pair.connection().hasBufferedInput()).isTrue();
            pair.connection().write("220 go\r\n");
            pair.connection().flush();
            assertThat(pair.peer().getInputStream().readNBytes(8)).asString().isEqualTo("220 go\r\n");
            var client = Loopback.tlsClient(pair.peer());
            var peer = inBackground(() -> {
                client.getOutputStream().write("SECURE\r\n".getBytes(StandardCharsets.US_ASCII));
                return true;
            });
            pair.connection().startTls(server);
            assertThat(pair.connection().readLine(100)).asString().isEqualTo("SECURE");
            assertThat(peer.get()).isTrue();
        }
    }

    @Test
    void tls11IsRefusedWithAPlainReason() throws Exception {
        try (var pair = Loopback.open()) {
            // A ClientHello of TLS 1.1 by hand, since this Java's own client no longer speaks it.
            pair.peer().getOutputStream().write(clientHello11());
            assertThatThrownBy(() -> pair.connection().startTls(server))
                    .isInstanceOf(TlsHandshakeFailed.class)
                    .hasMessageContaining("older than 1.2");
        }
    }

    @Test
    void plainTextOnATlsPortGetsAPlainReason() throws Exception {
        try (var pair = Loopback.open()) {
            pair.peerSends("EHLO me\r\n");
            assertThatThrownBy(() -> pair.connection().startTls(server))
                    .isInstanceOf(TlsHandshakeFailed.class)
                    .hasMessageContaining("plain text");
        }
    }

    @Test
    void peerThatDistrustsUsIsNamedAsSuch() throws Exception {
        try (var pair = Loopback.open()) {
            // The alert alone: a real client hangs up behind it, and we may still be writing then.
            pair.peer().getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, 46});
            assertThatThrownBy(() -> pair.connection().startTls(server))
                    .isInstanceOf(TlsHandshakeFailed.class)
                    .hasMessageContaining("does not trust our certificate")
                    .hasMessageContaining("certificate_unknown");
        }
    }

    @Test
    void reloadServesTheNewCertificateAndKeepsOldConnections() throws Exception {
        try (var old = Loopback.open();
                var fresh = Loopback.open()) {
            assertThat(subject(old)).isEqualTo("CN=first.test");
            writeCertificate("second.test");
            server.reload();
            assertThat(subject(fresh)).isEqualTo("CN=second.test");
            old.connection().write("still here");
            old.connection().flush();
            assertThat(old.connection().isEncrypted()).isTrue();
        }
    }

    @Test
    void reloadThatFailsKeepsTheOldCertificate() throws Exception {
        java.nio.file.Files.writeString(folder.resolve("c.pem"), "rubbish");
        assertThatThrownBy(server::reload).isInstanceOf(TlsSetupException.class);
        try (var pair = Loopback.open()) {
            assertThat(subject(pair)).isEqualTo("CN=first.test");
        }
    }

    private String subject(Loopback pair) throws Exception {
        var client = Loopback.tlsClient(pair.peer());
        var peer = inBackground(() -> {
            client.startHandshake();
            return (X509Certificate) client.getSession().getPeerCertificates()[0];
        });
        pair.connection().startTls(server);
        return peer.get().getSubjectX500Principal().getName();
    }

    private static <T> FutureTask<T> inBackground(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.startVirtualThread(task);
        return task;
    }

    private static byte[] clientHello11() {
        var hello = java.nio.ByteBuffer.allocate(50);
        hello.put(new byte[] {22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 2});
        hello.put(new byte[32]);
        hello.put(new byte[] {0, 0, 2, (byte) 0xC0, 0x13, 1, 0});
        return hello.array();
    }
}
