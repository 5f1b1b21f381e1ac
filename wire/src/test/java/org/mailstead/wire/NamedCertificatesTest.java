package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One certificate per name. */
@Timeout(60)
class NamedCertificatesTest {
    @TempDir
    Path folder = Path.of("");

    private TlsServer server = TlsSetupTest.notYet();

    @BeforeEach
    void certificates() throws IOException {
        SelfSigned.write(
                folder.resolve("c.pem"),
                folder.resolve("k.pem"),
                List.of("default.test", "both.test"),
                Clock.systemUTC());
        server = TlsServer.fromPem(folder.resolve("c.pem"), folder.resolve("k.pem"), Clock.systemUTC());
        server.show(
                Optional.empty(),
                List.of(
                        named("first", "first.test", "both.test"),
                        named("star", "*.wild.test"),
                        named("exact", "exact.wild.test")));
    }

    private static ServerCertificate named(String... names) {
        return SelfSigned.make(List.of(names), Clock.systemUTC());
    }

    @ParameterizedTest
    @CsvSource({
        "first.test, first",
        "FIRST.Test, first",
        "both.test, first",
        "exact.wild.test, exact",
        "other.wild.test, star",
        "two.labels.wild.test, default.test",
        "wild.test, default.test",
        "unknown.test, default.test",
        "default.test, default.test",
        "192.0.2.1, default.test",
        ", default.test"
    })
    void whatIsShown(@Nullable String asked, String expected) throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3"))
            try (var pair = Loopback.open()) {
                var client = Loopback.tlsClient(pair.peer(), version);
                ask(client, asked);
                assertThat(subject(pair, client)).isEqualTo("CN=" + expected);
            }
        if (asked != null)
            assertThat(server.shownTo(asked).own().getSubjectX500Principal().getName())
                    .isEqualTo("CN=" + expected);
    }

    @Test
    void newOnesAreTakenUpAndOldConnectionsGoOn() throws Exception {
        try (var old = Loopback.open();
                var fresh = Loopback.open()) {
            var client = Loopback.tlsClient(old.peer());
            ask(client, "first.test");
            assertThat(subject(old, client)).isEqualTo("CN=first");
            server.show(Optional.empty(), List.of(named("second", "first.test")));
            var next = Loopback.tlsClient(fresh.peer());
            ask(next, "first.test");
            assertThat(subject(fresh, next)).isEqualTo("CN=second");
            old.connection().write("still here");
            old.connection().flush();
            assertThat(client.getInputStream().readNBytes(10)).asString().isEqualTo("still here");
        }
    }

    @Test
    void anotherCanTakeThePlaceOfTheFiles() {
        server.show(Optional.of(named("instead", "host.test")), List.of(named("first", "first.test")));
        assertThat(server.shownTo("unknown.test").names()).contains("host.test");
        assertThat(server.inFiles().names()).contains("default.test");
        server.reload();
        assertThat(server.shownTo("unknown.test").names()).contains("host.test");
        server.show(Optional.empty(), List.of());
        assertThat(server.shownTo("unknown.test").names()).contains("default.test");
    }

    @Test
    void theDefaultIsReadAgainWithoutForgettingTheOthers() throws Exception {
        SelfSigned.write(folder.resolve("c.pem"), folder.resolve("k.pem"), List.of("renewed.test"), Clock.systemUTC());
        server.reload();
        assertThat(server.shownTo("unknown.test").names()).containsExactly("renewed.test");
        assertThat(server.shownTo("first.test").names()).contains("first.test");
    }

    /** Not only with the default certificate. Java's client does not come with another name than it had; OpenSSL's does, in interop. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSessionIsGoneOnWith(String version) throws Exception {
        for (String name : List.of("first.test", "exact.wild.test", "unknown.test")) {
            var seen = new CountsCertificates();
            var context = trusting(seen);
            String first = shake(context, version, name);
            assertThat(shake(context, version, name)).isEqualTo(first);
            assertThat(seen.count).as(name).hasValue(1);
        }
    }

    /** What was begun with a certificate that is replaced is begun anew. */
    @Test
    void aSessionEndsWithItsCertificate() throws Exception {
        var seen = new CountsCertificates();
        var context = trusting(seen);
        assertThat(shake(context, "TLSv1.3", "first.test")).isEqualTo(" CN=first");
        server.show(Optional.empty(), List.of(named("second", "first.test")));
        assertThat(shake(context, "TLSv1.3", "first.test")).isEqualTo(" CN=second");
        assertThat(seen.count).hasValue(2);
    }

    private static SSLContext trusting(TrustManager trust) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return context;
    }

    /** A session that is gone on with shows none. */
    private static final class CountsCertificates extends Loopback.TrustsAnybody {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            count.incrementAndGet();
        }
    }

    private static void ask(SSLSocket client, @Nullable String name) {
        var parameters = client.getSSLParameters();
        parameters.setServerNames(name == null ? List.of() : List.of(new SNIHostName(name)));
        client.setSSLParameters(parameters);
    }

    private String subject(Loopback pair, SSLSocket client) throws Exception {
        var peer = new FutureTask<>(() -> {
            client.startHandshake();
            client.getOutputStream().write('\n');
            client.getInputStream().readNBytes(1);
            var shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        });
        Thread.startVirtualThread(peer);
        pair.connection().startTls(server);
        pair.connection().readLine(10);
        pair.connection().write("x");
        pair.connection().flush();
        return peer.get();
    }

    // ---- challenges ----

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aChallengeIsAnsweredWhileThereIsOne(String version) throws Exception {
        server.beginChallenge("First.test", SelfSigned.proof("first.test", new byte[32], Clock.systemUTC()));
        assertThat(shake(version, "first.test", "acme-tls/1")).isEqualTo("acme-tls/1 CN=first.test");
        assertThat(shake(version, "first.test", "http/1.1")).isEqualTo("http/1.1 CN=first");
        assertThat(shake(version, "first.test")).isEqualTo(" CN=first");
        assertThatThrownBy(() -> shake(version, "unknown.test", "acme-tls/1"))
                .isInstanceOf(SSLHandshakeException.class);
        server.endChallenge("first.test");
        assertThat(shake(version, "first.test", "acme-tls/1")).isEqualTo(" CN=first");
    }

    @Test
    void whatAProofHolds() throws Exception {
        var proof = SelfSigned.proof("first.test", new byte[] {1, 2, 3}, Clock.systemUTC());
        assertThat(proof.names()).containsExactly("first.test");
        assertThat(proof.own().getCriticalExtensionOIDs()).contains("1.3.6.1.5.5.7.1.31");
        // An octet string within the one that every extension is in.
        assertThat(proof.own().getExtensionValue("1.3.6.1.5.5.7.1.31")).containsExactly(4, 5, 4, 3, 1, 2, 3);
    }

    private String shake(String version, String name, String... protocols) throws Exception {
        return shake(trusting(new Loopback.TrustsAnybody()), version, name, protocols);
    }

    /** What was agreed on, and whose certificate was shown. The client comes from the same place each time. */
    private String shake(SSLContext context, String version, String name, String... protocols) throws Exception {
        SSLEngine client = context.createSSLEngine("same", 1);
        client.setUseClientMode(true);
        var parameters = client.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setServerNames(List.of(new SNIHostName(name)));
        parameters.setApplicationProtocols(protocols);
        client.setSSLParameters(parameters);
        SSLEngine ours = server.engine();
        var toServer = ByteBuffer.allocate(64 * 1024);
        var toClient = ByteBuffer.allocate(64 * 1024);
        for (int i = 0; i < 50 && !(done(client) && done(ours)); i++) {
            step(client, toClient, toServer);
            step(ours, toServer, toClient);
        }
        assertThat(done(client) && done(ours)).isTrue();
        // What the server still has to give, such as the means to go on later.
        step(client, toClient, toServer);
        var shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
        return client.getApplicationProtocol() + " "
                + shown.getSubjectX500Principal().getName();
    }

    private static boolean done(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && !engine.getSession().getProtocol().equals("NONE");
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && !done(engine)) engine.beginHandshake();
        var nothing = ByteBuffer.allocate(64 * 1024);
        for (int i = 0; i < 50; i++) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask())
                        task.run();
                }
                case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
                default -> {
                    in.flip();
                    boolean had = in.hasRemaining();
                    if (had) engine.unwrap(in, nothing);
                    in.compact();
                    if (!had) return;
                }
            }
        }
    }
}
