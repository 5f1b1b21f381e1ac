package org.mailstead.consulting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.testkit.MovableClock;
import org.mailstead.web.Router;
import org.mailstead.web.WebLimits;
import org.mailstead.web.WebPort;
import org.mailstead.web.WebServer;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.Permits;

/** Who gets to see the pages on a machine, and by which name. */
@Timeout(120)
class LocalPagesTest {
    private static final Pattern COOKIE =
            Pattern.compile("(?m)^Set-Cookie: ([^;]+); Path=/; HttpOnly; SameSite=Strict\r?$");

    private final MovableClock clock = new MovableClock("2026-11-28T08:00:00Z");
    private final Hosts world = new Hosts();
    private LocalPages pages;
    private URI url;

    LocalPagesTest() throws IOException, ListenException {
        pages = new LocalPages(world.examiner(Elsewhere.NOBODY), "ann@example.org", clock, new Random(4));
        url = URI.create(pages.url());
    }

    @BeforeEach
    void isOnThisMachineOnly() {
        assertThat(url.getHost()).isEqualTo("127.0.0.1");
        assertThat(url.getQuery()).matches("token=[0-9a-f]{32}");
    }

    @AfterEach
    void close() throws IOException {
        pages.close();
        world.close();
    }

    private String ask(String target, String... headers) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), url.getPort()));
            var request = new StringBuilder("GET " + target + " HTTP/1.1\r\nConnection: close\r\n");
            for (String each : headers) request.append(each).append("\r\n");
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private String host() {
        return "Host: 127.0.0.1:" + url.getPort();
    }

    private String cookie() throws IOException {
        String answer = ask("/?" + url.getQuery(), host());
        assertThat(answer).startsWith("HTTP/1.1 303").contains("Location: /doctor\r\n", "Referrer-Policy: no-referrer");
        var cookie = COOKIE.matcher(answer);
        assertThat(cookie.find()).isTrue();
        return "Cookie: " + cookie.group(1);
    }

    @Test
    void theTokenLetsOneBrowserIn() throws IOException {
        String cookie = cookie();
        String page = ask("/doctor", host(), cookie);
        assertThat(page)
                .startsWith("HTTP/1.1 200")
                .contains("value=\"ann@example.org\"")
                .doesNotContain("from-server");
        assertThat(page).doesNotContain(url.getQuery().substring("token=".length()));
        assertThat(ask("/?" + url.getQuery(), host()))
                .startsWith("HTTP/1.1 403")
                .contains("has been used already");
        assertThat(ask("/?" + url.getQuery(), host(), cookie)).startsWith("HTTP/1.1 303");
    }

    @Test
    void nobodyElseSeesAnything() throws IOException {
        for (String target :
                List.of("/", "/doctor", "/doctor/x", "/?token=", "/?token=" + "0".repeat(32), "/?token=%", "/?x=1"))
            assertThat(ask(target, host())).as(target).startsWith("HTTP/1.1 403");
        assertThat(ask("/doctor", host(), "Cookie: mailstead-doctor-" + url.getPort() + "=" + "0".repeat(32)))
                .startsWith("HTTP/1.1 403");
        assertThat(cookie()).as("wrong tokens do not use it up").isNotEmpty();
    }

    /** Names can be made to lead to this machine by whoever owns them. */
    @Test
    void underANameThereIsNothing() throws IOException {
        String cookie = cookie();
        for (String name : List.of("evil.example", "localhost", "127.0.0.1.evil.example", "[::1]", "127.1", ""))
            assertThat(ask("/doctor", "Host: " + name + ":" + url.getPort(), cookie))
                    .as(name)
                    .doesNotContain("<html")
                    .matches("(?s)HTTP/1\\.1 4.*");
        assertThat(ask("/doctor", cookie)).startsWith("HTTP/1.1 400");
        assertThat(ask("/doctor", host(), cookie)).startsWith("HTTP/1.1 200");
    }

    @Test
    void endsWhenNobodyComesForAnHour() throws IOException {
        String cookie = cookie();
        clock.advance(Duration.ofMinutes(59));
        assertThat(pages.isIdle()).isFalse();
        ask("/doctor", host(), cookie);
        clock.advance(Duration.ofMinutes(59));
        ask("/doctor", host());
        assertThat(pages.isIdle()).isFalse();
        clock.advance(Duration.ofMinutes(1));
        assertThat(pages.isIdle()).isTrue();
    }

    @Test
    void withoutHttpsNothingIsOpenedToOthers() {
        var bind = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
        assertThatThrownBy(() -> WebServer.openPlain(
                        new WebPort("x", "x", bind, false, List.of()),
                        new Permits(1, 1),
                        new Router(List.of()),
                        WebLimits.STANDARD))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
