package org.mailstead.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.gateway.Enrolment;
import org.mailstead.gateway.Gateway;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.GatewayFolder;
import org.mailstead.gateway.Habits;
import org.mailstead.gateway.HttpsForms;
import org.mailstead.gateway.KeyCost;
import org.mailstead.gateway.PageLinks;
import org.mailstead.gateway.PersonNotices;
import org.mailstead.gateway.Registration;
import org.mailstead.gateway.Surroundings;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MovableClock;

/** A person whose access has ended, in front of the page; and others who want in. */
@Timeout(120)
class StatusPagesTest {
    private static final String ANN = "ann@contoso.test";
    private static final String BOB = "bob@contoso.test";
    private static final Pattern COOKIE =
            Pattern.compile("(?m)^Set-Cookie: (mailstead-gateway=[0-9a-f]{32}); Path=(/[0-9a-f]{32});"
                    + " HttpOnly; SameSite=Strict\r?$");

    @TempDir
    Path path;

    private final MovableClock clock = new MovableClock("2026-11-28T12:00:00Z");
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("NullAway.Init")
    private MadeUpProvider provider;

    @SuppressWarnings("NullAway.Init")
    private GatewayFolder folder;

    @SuppressWarnings("NullAway.Init")
    private Surroundings around;

    @SuppressWarnings("NullAway.Init")
    private Gateway gateway;

    @SuppressWarnings("NullAway.Init")
    private StatusPages pages;

    private String password = "";

    @BeforeEach
    void open() throws Exception {
        provider = new MadeUpProvider(path);
        folder = new GatewayFolder(path.resolve("gateway"), KeyCost.CHEAP, new SecureRandom());
        around = new Surroundings(
                new HttpsForms(Optional.empty()), provider.outside(), clock, new SecureRandom(), time -> {
                    if (time.equals(StatusPages.AFTER_WRONG)) pauses.add(time);
                    else Thread.sleep(time);
                });
        password = enrolled(ANN);
        enrolled(BOB);
        var links = new PageLinks(folder, clock, new SecureRandom());
        gateway = Gateway.open(
                folder,
                new Gateway.Ports(List.of(InetAddress.ofLiteral("127.0.0.1")), Map.of(Protocol.IMAP, 0)),
                around,
                new PersonNotices(folder, links, Optional.empty(), clock));
        pages = StatusPages.open(0, gateway, folder, around, links);
    }

    @AfterEach
    void close() {
        pages.close();
        gateway.close();
        provider.close();
    }

    private String enrolled(String address) throws Exception {
        provider.person = address;
        var account = new GatewayAccount(
                address, provider.servers(address), Optional.of(provider.oauth()), "client", Habits.NONE);
        var enrolment = new Enrolment(folder, around, account, new Registration("client", ""), "Apple <Mail>");
        try (var browser = enrolment.byBrowser(0)) {
            MadeUpProvider.browse(browser.page());
            return browser.await().password().orElseThrow().text();
        }
    }

    /** What a mail program hears. */
    private String heard() throws IOException {
        int port = Objects.requireNonNull(gateway.ports().get(Protocol.IMAP));
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.getOutputStream()
                    .write(("a LOGIN " + ANN + " " + password + "\r\nb LOGOUT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void endsAccess() throws IOException {
        assertThat(heard()).contains("a OK");
        provider.revoke(ANN);
        clock.advance(Duration.ofHours(2));
    }

    private String send(String method, String target, String body, String... headers) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), pages.port()));
            var request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
            if (!body.isEmpty())
                request.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                        .append(body.length())
                        .append("\r\n");
            for (String each : headers) request.append(each).append("\r\n");
            socket.getOutputStream().write((request + "\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private String host() {
        return "Host: 127.0.0.1:" + pages.port();
    }

    private String link() throws IOException {
        return URI.create(folder.page().orElseThrow()).getPath();
    }

    /** A browser that was let in: its path, and the header with its cookie. */
    private record Visitor(String path, String cookie) {}

    private Visitor visitor(String link) throws IOException {
        String answer = send("GET", link, "", host());
        assertThat(answer).startsWith("HTTP/1.1 303").contains("Referrer-Policy: no-referrer");
        Matcher cookie = COOKIE.matcher(answer);
        assertThat(cookie.find()).isTrue();
        assertThat(answer).contains("Location: " + cookie.group(2) + "\r\n");
        return new Visitor(cookie.group(2), "Cookie: " + cookie.group(1));
    }

    private String page(Visitor visitor, String query) throws IOException {
        return send("GET", visitor.path() + query, "", host(), visitor.cookie());
    }

    private String post(Visitor visitor, String body, String... headers) throws IOException {
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(host(), visitor.cookie()));
        return send("POST", visitor.path(), body, all.toArray(String[]::new));
    }

    @Test
    void aLinkLetsOneBrowserInAndIsInAFileOfItsPersonOnly() throws IOException {
        String link = link();
        assertThat(Files.getPosixFilePermissions(folder.path().resolve("page.html")))
                .hasSize(2);
        Visitor visitor = visitor(link);
        assertThat(page(visitor, ""))
                .startsWith("HTTP/1.1 200")
                .contains(ANN, BOB, "Apple &lt;Mail&gt;", "not yet", "waits for a program to sign in")
                .contains("Content-Security-Policy: default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .contains("Cache-Control: no-store")
                .doesNotContain("Access-Control", "<Mail>", link);
        assertThat(send("GET", link, "", host())).startsWith("HTTP/1.1 403").contains("used already");
        assertThat(link()).as("the next one is in the file").isNotEqualTo(link);
        assertThat(page(visitor(link()), "")).startsWith("HTTP/1.1 200");
    }

    @Test
    void nobodyElseSeesAnything() throws IOException {
        Visitor visitor = visitor(link());
        for (String target :
                List.of("/", "/aaaaaaaaaa", "/" + "0".repeat(32), "/favicon.ico", visitor.path() + "?again=1"))
            assertThat(send("GET", target, "", host()))
                    .as(target)
                    .startsWith("HTTP/1.1 403")
                    .contains("page.html")
                    .doesNotContain(ANN);
        assertThat(pauses).as("who guesses has to wait").hasSize(3);
        assertThat(send("GET", visitor.path() + "?again=1", "", host(), "Cookie: mailstead-gateway=" + "0".repeat(32)))
                .startsWith("HTTP/1.1 403");
        Visitor other = visitor(link());
        assertThat(send("GET", visitor.path() + "?again=1", "", host(), other.cookie()))
                .as("a cookie of another path")
                .startsWith("HTTP/1.1 403");
        clock.advance(Sessions.IDLE.plusSeconds(1));
        assertThat(page(visitor, "?again=1")).startsWith("HTTP/1.1 403");
    }

    /** Names can be made to lead to this machine by whoever owns them. */
    @Test
    void underANameThereIsNothing() throws IOException {
        Visitor visitor = visitor(link());
        for (String name : List.of("evil.example", "localhost", "127.0.0.1.evil.example", "[::1]", ""))
            assertThat(send("GET", visitor.path(), "", "Host: " + name + ":" + pages.port(), visitor.cookie()))
                    .as(name)
                    .matches("(?s)HTTP/1\\.1 4.*")
                    .doesNotContain(ANN);
    }

    /** From the provider's page, or the file, a browser brings no cookie; from a page of ours it does. */
    @Test
    void whoComesFromElsewhereGoesOnFromAPageOfOurs() throws IOException {
        Visitor visitor = visitor(link());
        String bounced = send("GET", visitor.path() + "?lang=de&sign-in=x", "", host());
        assertThat(bounced)
                .startsWith("HTTP/1.1 200")
                .contains("0;url=" + visitor.path() + "?lang=de&amp;sign-in=x&amp;again=1")
                .doesNotContain(ANN, "<form");
        assertThat(page(visitor, "?lang=de&sign-in=x&again=1")).contains("Mailstead-Gateway", ANN);
    }

    @Test
    void aBrowserThatLooksAheadDoesNotUseTheLinkUp() throws IOException {
        String link = link();
        assertThat(send("GET", link, "", host(), "Sec-Purpose: prefetch;prerender"))
                .startsWith("HTTP/1.1 503");
        assertThat(visitor(link).path()).isNotEmpty();
    }

    @Test
    void formsOfOtherPagesBeginNothing() throws IOException {
        Visitor visitor = visitor(link());
        String form = "account=ann%40contoso.test&how=browser";
        assertThat(send("POST", visitor.path(), form, host())).startsWith("HTTP/1.1 403");
        assertThat(post(visitor, form, "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
        assertThat(post(visitor, form, "Sec-Fetch-Site: same-site")).startsWith("HTTP/1.1 403");
        assertThat(post(visitor, "account=eve%40contoso.test")).startsWith("HTTP/1.1 404");
        assertThat(post(visitor, "%")).startsWith("HTTP/1.1 400");
        assertThat(post(visitor, form, "Sec-Fetch-Site: same-origin")).startsWith("HTTP/1.1 303");
    }

    private String begun(Visitor visitor, String form) throws IOException {
        String answer = post(visitor, form);
        assertThat(answer).startsWith("HTTP/1.1 303");
        Matcher there = Pattern.compile("Location: " + visitor.path() + "(\\?[a-z0-9&=-]+)\r\n")
                .matcher(answer);
        assertThat(there.find()).isTrue();
        return there.group(1);
    }

    private void waitsUntilOver(Visitor visitor, String signIn) throws Exception {
        while (!page(visitor, signIn + "&state=1").contains("\"done\":true")) Thread.sleep(20);
    }

    private static URI target(String page) {
        Matcher target = Pattern.compile("href=\"(http://127\\.0\\.0\\.1:\\d+/authorize[^\"]+)\"")
                .matcher(page);
        assertThat(target.find()).isTrue();
        return URI.create(target.group(1).replace("&amp;", "&"));
    }

    /** The whole way of somebody who never types a command. */
    @Test
    void whoseAccessHasEndedSignsInAgainByTheLinkInTheirMailProgram() throws Exception {
        endsAccess();
        String alert = heard();
        Matcher link = Pattern.compile("\\* NO \\[ALERT] Sign in again: http://127\\.0\\.0\\.1:(\\d+)(/[a-z2-9]{10}) ")
                .matcher(alert);
        assertThat(link.find()).as(alert).isTrue();
        assertThat(link.group(1)).isEqualTo(Integer.toString(pages.port()));
        Visitor visitor = visitor(link.group(2));
        String page = page(visitor, "");
        assertThat(page)
                .contains("<h3>D39 · sign-in has expired</h3>", "needs you", "Sign in again")
                .contains("The provider says: AADSTS50173: &lt;b&gt;changed")
                .contains("2026-11-28 ")
                .doesNotContain(BOB);
        assertThat(page(visitor, "?lang=de")).contains("D39 · Anmeldung", "Neu anmelden", "braucht Sie");
        assertThat(post(visitor, "account=bob%40contoso.test&how=browser"))
                .as("the link was told for ann's account only")
                .startsWith("HTTP/1.1 404");
        String go = begun(visitor, "account=ann%40contoso.test&how=browser&lang=en");
        String onward = page(visitor, go);
        assertThat(onward).contains("You go on at 127.0.0.1", "http-equiv=\"refresh\"");
        String signIn = go.replace("go=", "sign-in=");
        assertThat(page(visitor, signIn)).contains("data-poll", "Signing in for " + ANN);
        assertThat(page(visitor, signIn + "&state=1")).endsWith("{\"rungs\":{},\"done\":false}");
        provider.person = ANN;
        String back = MadeUpProvider.browse(target(onward)).body();
        assertThat(back)
                .contains("0;url=http://127.0.0.1:" + pages.port() + visitor.path() + signIn.replace("&", "&amp;"));
        waitsUntilOver(visitor, signIn);
        assertThat(page(visitor, signIn))
                .contains(ANN + " works again", "Programs need nothing new", "Sending does not work yet");
        assertThat(page(visitor, "")).contains(">works</b>").doesNotContain("D39");
        assertThat(heard()).contains("a OK");
    }

    @Test
    void whoSignsInAsSomebodyElseIsToldSo() throws Exception {
        endsAccess();
        Visitor visitor = visitor(link());
        String go = begun(visitor, "account=ann%40contoso.test&how=browser");
        provider.person = BOB;
        MadeUpProvider.browse(target(page(visitor, go)));
        String signIn = go.replace("go=", "sign-in=");
        waitsUntilOver(visitor, signIn);
        assertThat(page(visitor, signIn))
                .contains("ann@contoso.test is not signed in", "You signed in as bob@contoso.test");
        assertThat(heard()).contains("[UNAVAILABLE]");
    }

    @Test
    void aCodeIsThereForOtherDevices() throws Exception {
        Visitor visitor = visitor(link());
        String signIn = begun(visitor, "account=ann%40contoso.test&how=code");
        assertThat(page(visitor, signIn)).contains("ABCD-EFGH", "https://login.imitated.test/device");
    }

    @Test
    void eachProgramIsToldWhatToEnter() throws Exception {
        Visitor visitor = visitor(link());
        String page = page(visitor, "");
        assertThat(page).contains("?account=ann%40contoso.test&amp;for=thunderbird&amp;lang=en");
        assertThat(page(visitor, "?account=ann%40contoso.test&for=neomutt&lang=de"))
                .contains("NeoMutt", "account=ann%40contoso.test&amp;for=neomutt&amp;file=0", "Zurück zu allen Konten");
        assertThat(page(visitor, "?account=ann%40contoso.test&for=neomutt&file=0"))
                .startsWith("HTTP/1.1 200")
                .contains("attachment; filename=", "localhost");
        assertThat(page(visitor, "?account=ann%40contoso.test&for=neomutt&file=9"))
                .startsWith("HTTP/1.1 404");
    }

    /** Its servers are somebody else's, perhaps. */
    @Test
    void nobodySignsInByAFileThatWasChanged() throws Exception {
        assertThat(heard()).contains("a OK");
        Path file = folder.path().resolve(ANN + ".account");
        Files.writeString(file, Files.readString(file).replace("/token", "/thief"));
        assertThat(heard()).contains("[UNAVAILABLE] What to do: http://127.0.0.1:");
        Visitor visitor = visitor(link());
        assertThat(page(visitor, "")).contains("was changed by something else than the gateway", "D63");
        assertThat(post(visitor, "account=ann%40contoso.test&how=browser"))
                .startsWith("HTTP/1.1 403")
                .contains("Nobody is signed in by it");
    }

    @Test
    void thereIsNoLinkToAPageThatIsClosed() throws IOException {
        pages.close();
        assertThat(folder.page()).isEmpty();
    }
}
