package org.mailstead.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.wire.AddressRange;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.Permits;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.SharedPort;
import org.mailstead.wire.TlsServer;

@Timeout(120)
class WebServerTest {
    private static final WebLimits LIMITS =
            new WebLimits(8 * 1024, 100, Duration.ofSeconds(60), Duration.ofSeconds(60), 64, Duration.ofSeconds(5));

    @TempDir
    Path folder = Path.of("");

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final List<WebServer> servers = new ArrayList<>();
    private @org.jspecify.annotations.Nullable TlsServer tls;

    @BeforeEach
    void certificate() throws IOException {
        writeCertificate();
        tls = TlsServer.fromPem(folder.resolve("c.pem"), folder.resolve("k.pem"), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        go.countDown();
        servers.forEach(WebServer::close);
    }

    private void writeCertificate() throws IOException {
        SelfSigned.write(
                folder.resolve("c.pem"), folder.resolve("k.pem"), List.of("localhost", "127.0.0.1"), Clock.systemUTC());
    }

    private TlsServer tls() {
        return Objects.requireNonNull(tls);
    }

    private Router router() {
        return new Router(List.of(
                Route.get("a.test"::equals, "/page", request -> WebResponse.of(200, "text/html", "<p>Hello")),
                new Route(
                        "a.test"::equals,
                        "/both",
                        Map.of(
                                "GET", request -> WebResponse.of(200, "text/plain", "query " + request.query()),
                                "POST",
                                        request -> WebResponse.of(
                                                200, "text/plain", new String(request.body(), StandardCharsets.UTF_8))),
                        true,
                        LIMITS.bodyBytes()),
                Route.get(
                        host -> true,
                        "/who",
                        request -> WebResponse.of(
                                200, "text/plain", request.remote().getHostAddress())),
                Route.get(host -> true, "/slow", request -> {
                    asked.countDown();
                    await();
                    return WebResponse.of(200, "text/plain", "done");
                }),
                Route.get(host -> true, "/broken", request -> {
                    throw new IllegalStateException("secret detail");
                })));
    }

    private void await() {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private WebServer open(WebLimits limits, Permits permits, List<AddressRange> proxies) throws ListenException {
        var free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var guest = new SharedPort.Guest("never-asked-for", connection -> {});
        var shared = Optional.of(new SharedPort("https", tls(), proxies, List.of(guest)));
        var server = WebServer.open(
                List.of(
                        new WebPort("https", "listen.https", free, true, proxies, shared),
                        new WebPort("http", "listen.http", free, false, proxies)),
                tls(),
                permits,
                router(),
                limits);
        servers.add(server);
        return server;
    }

    private WebServer open() throws ListenException {
        return open(LIMITS, new Permits(1000, 1000), List.of());
    }

    private static int port(WebServer server, String name) {
        return Objects.requireNonNull(server.ports().get(name));
    }

    private String https(WebServer server, String request) throws IOException {
        try (var visitor = Visitor.tls(port(server, "https"), tls())) {
            return visitor.says(request.replace("\\r\\n", "\r\n")).hears();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET /page HTTP/1.1\\r\\nHost: a.test                        | 200 OK                              | <p>Hello
            GET /page HTTP/1.1\\r\\nHost: A.TEST.:8443                  | 200 OK                              | <p>Hello
            HEAD /page HTTP/1.1\\r\\nHost: a.test                       | 200 OK                              | ``
            GET /page HTTP/1.1\\r\\nHost: b.test                        | 404 Not Found                       | There is nothing here.
            GET /pag HTTP/1.1\\r\\nHost: a.test                         | 404 Not Found                       | There is nothing here.
            GET /page/ HTTP/1.1\\r\\nHost: a.test                       | 404 Not Found                       | There is nothing here.
            GET /x/../page HTTP/1.1\\r\\nHost: a.test                   | 200 OK                              | <p>Hello
            GET /x/%2e%2e/page HTTP/1.1\\r\\nHost: a.test               | 400 Bad Request                     | This request cannot be understood.
            POST /page HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 0 | 405 Method Not Allowed              | That cannot be done here. What can: GET, HEAD.
            TRACE /both HTTP/1.1\\r\\nHost: a.test                      | 405 Method Not Allowed              | That cannot be done here. What can: GET, HEAD, POST.
            GET /both?x=1 HTTP/1.1\\r\\nHost: a.test                    | 200 OK                              | query x=1
            GET /page HTTP/1.1                                          | 400 Bad Request                     | This request cannot be understood.
            GET /page HTTP/1.1\\r\\nHost: a.test\\r\\nHost: b.test      | 400 Bad Request                     | This request cannot be understood.
            GET /page HTTP/1.1\\r\\nHost: a.test\\r\\nX : y             | 400 Bad Request                     | This request cannot be understood.
            GET /page HTTP/9.9\\r\\nHost: a.test                        | 505 HTTP Version Not Supported      | This cannot be done.
            EHLO there                                                  | 505 HTTP Version Not Supported      | This cannot be done.
            ((                                                          | 400 Bad Request                     | This request cannot be understood.
            GET /broken HTTP/1.1\\r\\nHost: a.test                      | 500 Server Error                    | Something went wrong here. The log of the server says what.
            """)
    void everyRequestHasItsAnswer(String request, String status, String body) throws Exception {
        String answer = https(open(), request + "\\r\\nConnection: close\\r\\n\\r\\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status + "\r\n");
        String[] parts = answer.split("\r\n\r\n", 2);
        assertThat(parts[1].strip()).isEqualTo(body.strip());
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("jetty", "server:", "secret", "exception");
        assertThat(parts[0])
                .contains("X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none'")
                .contains("Referrer-Policy: no-referrer", "X-Frame-Options: DENY");
    }

    @Test
    void aMethodThatIsNotThereIsToldWithThoseThatAre() throws Exception {
        assertThat(https(
                        open(), "PUT /both HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .contains("\r\nAllow: GET, HEAD, POST\r\n");
    }

    @Test
    void bodiesHaveALimit() throws Exception {
        var server = open();
        String head = "POST /both HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n";
        assertThat(https(server, head + "Content-Length: 100\r\n\r\n" + "x".repeat(100)))
                .endsWith("x".repeat(100));
        assertThat(https(server, head + "Content-Length: 101\r\n\r\n" + "x".repeat(101)))
                .startsWith("HTTP/1.1 413 ");
        assertThat(https(server, head + "Transfer-Encoding: chunked\r\n\r\n65\r\n" + "x".repeat(101) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void headersHaveALimit() throws Exception {
        var server = open();
        assertThat(https(server, "GET /page HTTP/1.1\r\nHost: a.test\r\nX: " + "x".repeat(9000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("The request's header is too large.");
        assertThat(https(server, "GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: a.test\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
    }

    @Test
    void withoutTlsOneIsSentToWhereThereIs() throws Exception {
        var server = open();
        String end = " HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        try (var visitor = Visitor.plain(port(server, "http"))) {
            assertThat(visitor.says("GET /page?x=1" + end).hears())
                    .startsWith("HTTP/1.1 302 ")
                    .contains("\r\nLocation: https://a.test:" + port(server, "https") + "/page?x=1\r\n");
        }
        try (var visitor = Visitor.plain(port(server, "http"))) {
            assertThat(visitor.says("POST /page" + end).hears()).startsWith("HTTP/1.1 403 ");
        }
        try (var visitor = Visitor.plain(port(server, "http"))) {
            assertThat(visitor.says("GET /both" + end).hears()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aNewCertificateIsTakenUp() throws Exception {
        var server = open();
        var before = tls().chain().getFirst();
        try (var visitor = Visitor.tls(port(server, "https"), tls())) {
            assertThat(visitor.certificate()).isEqualTo(before);
            writeCertificate();
            tls().reload();
            // A connection under way goes on.
            assertThat(visitor.says("GET /who HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n")
                            .hears())
                    .startsWith("HTTP/1.1 200 ");
        }
        try (var visitor = Visitor.tls(port(server, "https"), tls())) {
            assertThat(visitor.certificate())
                    .isEqualTo(tls().chain().getFirst())
                    .isNotEqualTo(before);
        }
    }

    @Test
    void programsOfOthersAreServed() throws Exception {
        var server = open();
        try (var client = HttpClient.newBuilder()
                .sslContext(Visitor.trusting(tls().chain()))
                .build()) {
            var request = HttpRequest.newBuilder(URI.create("https://localhost:" + port(server, "https") + "/who"))
                    .build();
            for (int i = 0; i < 3; i++) {
                var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("127.0.0.1");
                assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
            }
        }
    }

    /** Each sends a byte now and then, so that none is ever idle. */
    @Test
    void whoSendsByteByByteIsCutOff() throws Exception {
        // Long enough for whoever hurries on a busy machine.
        var server = open(
                new WebLimits(8192, 100, Duration.ofSeconds(3), Duration.ofSeconds(60), 8, Duration.ofSeconds(5)),
                new Permits(1000, 1000),
                List.of());
        var slow = new ArrayList<Thread>();
        var cut = new CountDownLatch(40);
        for (int i = 0; i < 40; i++) {
            boolean encrypted = i % 2 == 0;
            slow.add(Thread.ofVirtual().start(() -> {
                try (var visitor =
                        encrypted ? Visitor.tls(port(server, "https"), tls()) : Visitor.plain(port(server, "http"))) {
                    visitor.says("GET /who HTTP/1.1\r\nX: ");
                    while (true) {
                        visitor.says("x");
                        Thread.sleep(20);
                    }
                } catch (IOException e) {
                    cut.countDown();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        // Nobody else has to wait for them.
        assertThat(https(server, "GET /who HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        cut.await();
        for (var thread : slow) thread.join();
        while (server.connections() > 0) Thread.onSpinWait();
    }

    /** Before it is known whether it is Jetty's. */
    @Test
    void whoNeverBeginsTlsIsCutOff() throws Exception {
        var permits = new Permits(1000, 1000);
        var server = open(
                new WebLimits(8192, 100, Duration.ofMillis(400), Duration.ofSeconds(60), 8, Duration.ofSeconds(5)),
                permits,
                List.of());
        var silent = new ArrayList<Visitor>();
        for (String begun : List.of("", "\u0016", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001"))
            silent.add(Visitor.plain(port(server, "https")).says(begun));
        for (var visitor : silent) {
            assertThat(visitor.hears()).isEmpty();
            visitor.close();
        }
        while (server.connections() > 0 || permits.taken() > 0) Thread.onSpinWait();
    }

    @Test
    void oneAddressGetsSoManyConnections() throws Exception {
        var server = open(LIMITS, new Permits(100, 3), List.of());
        int http = port(server, "http");
        try (var a = Visitor.plain(http);
                var b = Visitor.plain(http);
                var c = Visitor.plain(http)) {
            for (var visitor : List.of(a, b, c)) {
                visitor.says("GET /both HTTP/1.1\r\nHost: a.test\r\n\r\n");
                assertThat(visitor.hearsLine()).isEqualTo("HTTP/1.1 200 OK");
            }
            try (var d = Visitor.plain(http)) {
                assertThat(d.hearsLine()).isEqualTo("HTTP/1.1 503 Service Unavailable");
            } catch (SocketException e) {
                // Reset before it was read: as good.
                assertThat(e).hasMessageContaining("reset");
            }
        }
        while (server.connections() > 0) Thread.onSpinWait();
        try (var visitor = Visitor.plain(http)) {
            visitor.says("GET /both HTTP/1.1\r\nHost: a.test\r\n\r\n");
            assertThat(visitor.hearsLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aProxySaysForWhomItConnects() throws Exception {
        var server = open(LIMITS, new Permits(100, 100), AddressRange.LOOPBACK);
        try (var visitor = Visitor.plain(port(server, "http"))) {
            visitor.says("GET /both HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
            assertThat(visitor.hears()).doesNotContain("200 OK");
        }
        var direct = open(LIMITS, new Permits(100, 100), List.of());
        try (var visitor = Visitor.plain(port(direct, "http"))) {
            visitor.says("PROXY TCP4 192.0.2.9 192.0.2.1 4711 80\r\nGET /both HTTP/1.1\r\nHost: a.test\r\n\r\n");
            assertThat(visitor.hearsLine()).startsWith("HTTP/1.1 400 ");
        }
        try (var visitor = Visitor.plain(port(server, "http"))) {
            visitor.says("PROXY TCP4 192.0.2.9 192.0.2.1 4711 80\r\n"
                    + "GET /both HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
            assertThat(visitor.hears()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void whatIsUnderWayIsAnsweredBeforeTheEnd() throws Exception {
        var server = open();
        try (var visitor = Visitor.tls(port(server, "https"), tls())) {
            visitor.says("GET /slow HTTP/1.1\r\nHost: a.test\r\n\r\n");
            asked.await();
            var closing = Thread.ofVirtual().start(server::close);
            // No new ones are taken by then, so the stop has begun.
            while (isOpen(port(server, "http"))) Thread.onSpinWait();
            go.countDown();
            assertThat(visitor.hears()).startsWith("HTTP/1.1 200 OK").endsWith("done");
            closing.join();
        }
    }

    private static boolean isOpen(int port) {
        try (var visitor = Visitor.plain(port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aPortThatIsTakenIsToldWithItsSetting() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), other.getLocalPort());
            var ports = List.of(new WebPort("https", "listen.https", taken, true, List.of()));
            assertThatThrownBy(() -> WebServer.open(ports, tls(), new Permits(1, 1), router(), LIMITS))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("(setting listen.https): another program is using it.");
        }
    }

    @Test
    void theLogShowsNothingThatMovesACursor() {
        assertThat(AccessLog.visible("/a\u001b[2J\r\n\u202eb")).isEqualTo("/a%1b[2J%0d%0a%202eb");
        assertThat(AccessLog.visible("x".repeat(300))).isEqualTo("x".repeat(200) + "…");
    }
}
