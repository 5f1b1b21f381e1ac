package org.mailstead.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.web.Route;
import org.mailstead.web.Router;
import org.mailstead.web.WebLimits;
import org.mailstead.web.WebPort;
import org.mailstead.web.WebResponse;
import org.mailstead.web.WebServer;
import org.mailstead.wire.Permits;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.TlsServer;

/** From a web server on this machine. */
@Timeout(120)
class HttpsDocumentsTest {
    @TempDir
    Path folder = Path.of("");

    private @org.jspecify.annotations.Nullable WebServer server;

    @BeforeEach
    void start() throws Exception {
        SelfSigned.write(certificate(), folder.resolve("k.pem"), List.of("localhost"), Clock.systemUTC());
        var router = new Router(List.of(
                answers("/good", WebResponse.of(200, "application/json", "{\"a\":\"ü\"}")),
                answers("/missing", WebResponse.sentence(404, "no")),
                answers("/moved", WebResponse.sentence(302, "there").with("Location", "/good")),
                answers("/long", WebResponse.of(200, "application/json", "x".repeat(Documents.BYTES + 1)))));
        server = WebServer.open(
                List.of(new WebPort(
                        "https",
                        "listen.https",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        true,
                        List.of())),
                TlsServer.fromPem(certificate(), folder.resolve("k.pem"), Clock.systemUTC()),
                new Permits(100, 100),
                router,
                WebLimits.STANDARD);
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
    }

    private static Route answers(String path, WebResponse response) {
        return Route.get(_ -> true, path, _ -> response);
    }

    private Path certificate() {
        return folder.resolve("c.pem");
    }

    private URI at(String host, String path) {
        return URI.create(
                "https://" + host + ":" + Objects.requireNonNull(server).ports().get("https") + path);
    }

    private Documents trusting() throws IOException {
        return new HttpsDocuments(Optional.of(certificate()));
    }

    @Test
    void aDocumentIsFetched() throws Exception {
        assertThat(trusting().fetch(at("localhost", "/good"))).isEqualTo("{\"a\":\"ü\"}");
    }

    @Test
    void theCertificateIsLookedAt() throws Exception {
        var usual = new HttpsDocuments(Optional.empty());
        assertThatThrownBy(() -> usual.fetch(at("localhost", "/good"))).isInstanceOf(IOException.class);
        Documents ours = trusting();
        assertThatThrownBy(() -> ours.fetch(at("127.0.0.1", "/good")))
                .as("it is for another name")
                .isInstanceOf(IOException.class);
    }

    @Test
    void nothingElseIsTakenForADocument() throws Exception {
        Documents ours = trusting();
        assertThatThrownBy(() -> ours.fetch(at("localhost", "/missing"))).hasMessageContaining("404");
        assertThatThrownBy(() -> ours.fetch(at("localhost", "/moved"))).hasMessageContaining("302");
        assertThatThrownBy(() -> ours.fetch(at("localhost", "/long"))).hasMessageContaining("longer than");
        assertThatThrownBy(() -> ours.fetch(URI.create("http://localhost/good")))
                .hasMessageContaining("HTTPS");
        stop();
        assertThatThrownBy(() -> ours.fetch(at("localhost", "/good"))).hasMessageContaining("was not fetched");
    }

    @Test
    void aFileWithoutCertificatesIsSaidSo() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path broken = Files.writeString(folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        for (Path file : List.of(empty, broken, folder.resolve("none.pem")))
            assertThatThrownBy(() -> new HttpsDocuments(Optional.of(file)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.getFileName().toString());
    }
}
