package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.testkit.MovableClock;
import org.mailstead.testkit.PeopleAuthority;
import org.mailstead.testkit.PeopleAuthority.Holder;
import org.mailstead.testkit.ShowingClient;

@Timeout(30)
class ClientCertificatesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final PeopleAuthority OURS = PeopleAuthority.root("Ours", NOW);
    private static final PeopleAuthority STRANGE = PeopleAuthority.root("Strange", NOW);

    /** Called like ours. */
    private static final PeopleAuthority FALSE = PeopleAuthority.root("Ours", NOW);

    @TempDir
    Path folder = Path.of("");

    private final MovableClock clock = new MovableClock(NOW.toString());
    private TlsServer server = TlsSetupTest.notYet();

    /** One for all connections of a test: Java goes on with a session only where it comes to the same port. */
    private ServerSocket door;

    @BeforeEach
    void start() throws IOException {
        door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        SelfSigned.write(file("c.pem"), file("k.pem"), List.of("localhost"), clock);
        vouching(OURS.certificate());
        server = TlsServer.fromPem(file("c.pem"), file("k.pem"), Optional.of(file("ca.pem")), clock);
    }

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void vouching(X509Certificate... authorities) throws IOException {
        Files.writeString(file("ca.pem"), PeopleAuthority.pem(List.of(authorities)));
    }

    private ClientCertificates authorities() {
        return ClientCertificates.vouchedForBy(file("ca.pem"));
    }

    private boolean isBelieved(Holder holder) {
        return isBelieved(holder.chain());
    }

    private boolean isBelieved(List<X509Certificate> chain) {
        if (chain.isEmpty())
            return authorities().believed(chain, clock.instant()).isPresent();
        Optional<X509Certificate> believed = authorities().believed(chain, clock.instant());
        assertThat(believed.stream()).allMatch(chain.getFirst()::equals);
        return believed.isPresent();
    }

    // ---- which are believed

    @Test
    void whoIsVouchedForIsBelieved() {
        var wish = OURS.wish("Ann", "ann@example.test");
        assertThat(isBelieved(OURS.issue(wish))).isTrue();
        assertThat(isBelieved(OURS.issue(wish.forClients()))).isTrue();
        assertThat(isBelieved(OURS.issue(wish.forServers()))).isFalse();
        assertThat(isBelieved(OURS.issue(wish.forEncryptionOnly()))).isFalse();
        assertThat(isBelieved(List.of())).isFalse();
    }

    @Test
    void othersCannotVouch() {
        var wish = OURS.wish("Ann", "ann@example.test");
        assertThat(isBelieved(STRANGE.issue(wish))).isFalse();
        assertThat(isBelieved(FALSE.issue(wish))).as("called like ours").isFalse();
        var ann = OURS.issue(wish);
        assertThat(isBelieved(OURS.issuedBy(ann, OURS.wish("Bob", "bob@example.test"))))
                .as("who has a certificate cannot make another")
                .isFalse();
    }

    @Test
    void datesCount() {
        var wish = OURS.wish("Ann", "ann@example.test");
        assertThat(isBelieved(OURS.issue(wish.between(NOW.minus(DAY), NOW.minusSeconds(1)))))
                .isFalse();
        assertThat(isBelieved(OURS.issue(wish.between(NOW.plusSeconds(1), NOW.plus(DAY)))))
                .isFalse();
    }

    @Test
    void anAuthorityThatHasEndedVouchesForNobody() throws IOException {
        var old = PeopleAuthority.root("Old", NOW, NOW.minusSeconds(1));
        vouching(old.certificate());
        assertThat(isBelieved(old.issue(old.wish("Ann", "ann@example.test")))).isFalse();
    }

    @Test
    void authoritiesBetweenAreShownByTheClient() {
        var between = OURS.under("Between");
        Holder ann = between.issue(between.wish("Ann", "ann@example.test"));
        assertThat(ann.chain()).hasSize(2);
        assertThat(isBelieved(ann)).isTrue();
        assertThat(isBelieved(ann.chain().subList(0, 1))).isFalse();
        var withRoot = new ArrayList<>(ann.chain());
        withRoot.add(OURS.certificate());
        assertThat(isBelieved(withRoot)).isTrue();
        var mixed = List.of(
                ann.chain().getFirst(), STRANGE.certificate(), ann.chain().getLast());
        assertThat(isBelieved(mixed)).as("in whatever order").isTrue();
    }

    @Test
    void anAuthorityBetweenCanBeNamedAlone() throws IOException {
        var between = OURS.under("Between");
        vouching(between.certificate());
        assertThat(isBelieved(between.issue(between.wish("Ann", "ann@example.test"))))
                .isTrue();
        assertThat(isBelieved(OURS.issue(OURS.wish("Bob", "bob@example.test")))).isFalse();
    }

    @Test
    void aPersonsOwnCertificateInTheFileStandsForThatPersonOnly() throws IOException {
        Holder ann = STRANGE.issue(STRANGE.wish("Ann", "ann@example.test"));
        vouching(ann.chain().getFirst());
        assertThat(isBelieved(ann)).isTrue();
        assertThat(isBelieved(STRANGE.issuedBy(ann, STRANGE.wish("Bob", "bob@example.test"))))
                .isFalse();
        clock.advance(DAY.plusSeconds(1));
        assertThat(isBelieved(ann)).as("it has ended").isFalse();
    }

    @Test
    void chainsWithoutEndAreNotLookedAt() {
        var chain =
                new ArrayList<>(OURS.issue(OURS.wish("Ann", "ann@example.test")).chain());
        while (chain.size() < 9) chain.add(STRANGE.certificate());
        assertThat(isBelieved(chain)).isFalse();
        assertThat(isBelieved(chain.subList(0, 8))).isTrue();
    }

    @Test
    void aFileWithoutCertificatesIsNone() throws IOException {
        Files.writeString(file("ca.pem"), "nothing\n");
        assertThatThrownBy(this::authorities)
                .isInstanceOf(TlsSetupException.class)
                .hasMessageContaining("There is no certificate in " + file("ca.pem"));
        assertThatThrownBy(() -> server.reload()).isInstanceOf(TlsSetupException.class);
    }

    // ---- over TLS

    /** What the server makes of a client with this TLS, which says a line to show that it goes on. */
    private Optional<String> shown(SSLContext client, boolean asking, String version) throws Exception {
        try (var socket =
                        (SSLSocket) client.getSocketFactory().createSocket(door.getInetAddress(), door.getLocalPort());
                var connection = new Connection(door.accept())) {
            socket.setEnabledProtocols(new String[] {version});
            var peer = new FutureTask<>(() -> {
                socket.getOutputStream().write("hello\r\n".getBytes(StandardCharsets.US_ASCII));
                return socket.getInputStream().readNBytes(5);
            });
            Thread.ofVirtual().start(peer);
            if (asking) connection.startTlsAsking(server);
            else connection.startTls(server);
            assertThat(connection.readLine(10)).asString().isEqualTo("hello");
            connection.write("again");
            connection.flush();
            assertThat(peer.get()).asString().isEqualTo("again");
            lastSession = socket.getSession().getCreationTime();
            // The peer first: our side waits a moment for it to go.
            socket.close();
            return connection
                    .clientCertificate()
                    .map(each -> each.getSubjectX500Principal().getName());
        }
    }

    private @Nullable Long lastSession;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whatAClientShowsIsKnownAlsoWhenItComesBack(String version) throws Exception {
        SSLContext ann = ShowingClient.of(Optional.of(OURS.issue(OURS.wish("Ann", "ann@example.test"))));
        assertThat(shown(ann, true, version)).contains("CN=Ann");
        Long first = lastSession;
        assertThat(shown(ann, true, version)).contains("CN=Ann");
        assertThat(lastSession).as("the session was gone on with").isEqualTo(first);
        clock.advance(DAY.plusSeconds(1));
        assertThat(shown(ann, true, version)).as("it has ended meanwhile").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void nobodyIsShutOutForACertificate(String version) throws Exception {
        var wish = OURS.wish("Ann", "ann@example.test");
        for (Holder holder : List.of(
                STRANGE.issue(wish),
                FALSE.issue(wish),
                OURS.issue(wish.forServers()),
                OURS.issue(wish.between(NOW.minus(DAY), NOW.minusSeconds(1)))))
            assertThat(shown(ShowingClient.of(Optional.of(holder)), true, version))
                    .isEmpty();
        assertThat(shown(ShowingClient.of(Optional.empty()), true, version)).isEmpty();
    }

    @Test
    void whoIsNotAskedShowsNothing() throws Exception {
        SSLContext ann = ShowingClient.of(Optional.of(OURS.issue(OURS.wish("Ann", "ann@example.test"))));
        assertThat(shown(ann, false, "TLSv1.3")).isEmpty();
        server = TlsServer.fromPem(file("c.pem"), file("k.pem"), clock);
        assertThat(shown(ann, true, "TLSv1.3")).isEmpty();
    }

    @Test
    void aNewFileCountsAtOnce() throws Exception {
        SSLContext ann = ShowingClient.of(Optional.of(OURS.issue(OURS.wish("Ann", "ann@example.test"))));
        SSLContext bob = ShowingClient.of(Optional.of(STRANGE.issue(STRANGE.wish("Bob", "bob@example.test"))));
        assertThat(shown(ann, true, "TLSv1.3")).contains("CN=Ann");
        assertThat(shown(bob, true, "TLSv1.3")).isEmpty();
        vouching(STRANGE.certificate());
        server.reload();
        assertThat(shown(ann, true, "TLSv1.3")).isEmpty();
        assertThat(shown(bob, true, "TLSv1.3")).contains("CN=Bob");
    }
}
