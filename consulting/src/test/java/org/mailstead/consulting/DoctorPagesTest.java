package org.mailstead.consulting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.consulting.Browser.text;
import static org.mailstead.consulting.Hosts.ANN;
import static org.mailstead.consulting.Hosts.PASSWORD;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.exports.ExportProgram;
import org.mailstead.exports.Exports;
import org.mailstead.testkit.MailHosts;
import org.mailstead.testkit.MovableClock;
import org.mailstead.texts.Language;
import org.mailstead.web.Route;
import org.mailstead.web.Seal;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/** What people see who have their account examined, from the form to the settings for their program. */
@Timeout(180)
class DoctorPagesTest {
    private static final String[] SERVERS = {
        "in-protocol",
        "IMAP",
        "in-host",
        "mail.example.org",
        "in-port",
        "993",
        "in-security",
        "TLS",
        "out-host",
        "mail.example.org",
        "out-port",
        "587",
        "out-security",
        "STARTTLS"
    };

    private final MovableClock clock = new MovableClock("2026-11-28T08:00:00Z");

    private Hosts world;
    private List<Route> routes = List.of();
    private Browser ann;

    DoctorPagesTest() throws IOException {
        world = new Hosts();
        ann = new Browser(routes);
    }

    /** Lets everybody in who has a name in a header. */
    private static final class Named implements Gate {
        @Override
        public Optional<String> visitor(WebRequest request) {
            return Optional.ofNullable(request.header("Name"));
        }

        @Override
        public WebResponse stranger(WebRequest request) {
            return WebResponse.sentence(403, "who are you");
        }

        @Override
        public String address(WebRequest request) {
            return "";
        }
    }

    @BeforeEach
    void open() {
        routes = DoctorPages.onServer(
                        new Named(),
                        world.examiner(Elsewhere.NOBODY),
                        new DoctorPages.Surroundings(
                                new Seal(new byte[32]),
                                clock,
                                new Random(5),
                                who -> Optional.of("https://m.test/?pass=" + who)))
                .routes(host -> true);
        ann = browser("ann");
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private Browser browser(String name) {
        var browser = new Browser(routes);
        browser.headers.put("Name", name);
        return browser;
    }

    private WebResponse sends(String password, String... more) {
        return ann.send(ann.get("/doctor"), fields(password, more));
    }

    private static String[] fields(String password, String... more) {
        var all = new ArrayList<>(List.of("address", ANN, "password", password));
        all.addAll(List.of(SERVERS));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void fromTheFormToTheFilesOfEveryProgram() throws InterruptedException {
        String first = text(ann.get("/doctor"));
        assertThat(first)
                .contains("name=\"address\"", "type=\"password\"", "https://m.test/?pass=ann")
                .doesNotContain("<script src", "style=");
        String place = ann.result(ann.send(ann.get("/doctor"), "address", ANN, "password", PASSWORD));
        String page = text(ann.get(place));
        assertThat(page).contains(ANN + " works.</h1>", "mail.example.org</code>", "Check again");
        assertThat(world.imap.heard()).contains("AUTHENTICATE");
        String path = place.substring(0, place.indexOf('?'));
        int files = 0;
        for (ExportProgram each : Exports.all()) {
            assertThat(page).contains(path + "?for=" + each.word() + "&amp;lang=en");
            String program = text(ann.get(path + "?for=" + each.word()));
            assertThat(program).contains("in " + Browser.unescaped(each.name(Language.ENGLISH)));
            if (!program.contains("file=0")) continue;
            files++;
            var file = ann.get(path + "?for=" + each.word() + "&file=0");
            assertThat(file.headers().get("Content-Disposition")).startsWith("attachment; filename=\"");
            assertThat(file.body()).isNotEmpty();
        }
        assertThat(files).isGreaterThan(8);
        assertThat(ann.get(path + "?for=mbsync&file=9").status()).isEqualTo(404);
        assertThat(text(ann.get(path + "?log=1"))).contains("mail.example.org:993");
        assertThat(text(ann.get(path + "?lang=de"))).contains("<html lang=\"de\">", "Noch einmal prüfen");
        assertThat(ann.shown.toString()).doesNotContain(PASSWORD).doesNotContain("correct+horse");
    }

    @Test
    void aCauseIsNamedWithOneThingToDo() throws InterruptedException {
        String place = ann.result(sends("wrong secret 1", "said", "Login failed for wrong secret 1 today"));
        assertThat(text(ann.get(place)))
                .contains(ANN + " does not work.</h1>", "class=\"do\">→ ", "Login failed for … today", "class=\"red\"");
        assertThat(ann.shown.toString()).doesNotContain("wrong secret 1");
    }

    @Test
    void serversOfAnotherOrganisationAreShownBeforeAPasswordGoesThere() throws InterruptedException {
        world.hosts.record("shop.test MX 10 mail.example.org");
        world.hosts.record("_imaps._tcp.shop.test SRV 0 1 993 mail.example.org");
        world.hosts.record("_submission._tcp.shop.test SRV 0 1 587 mail.example.org");
        world.imap.let("ann@shop.test", PASSWORD);
        world.smtp.let("ann@shop.test", PASSWORD);
        String place = ann.result(ann.send(ann.get("/doctor"), "address", "ann@shop.test", "password", PASSWORD));
        String page = text(ann.get(place));
        assertThat(page).contains("value=\"mail.example.org\"", "the password was not shown to them");
        assertThat(world.imap.heard()).doesNotContain("AUTHENTICATE", "LOGIN");
        String again = ann.result(
                ann.send(ann.get(place), "password", PASSWORD, "in-security", "TLS", "out-security", "STARTTLS"));
        assertThat(text(ann.get(again))).contains("ann@shop.test works.</h1>");
        assertThat(world.imap.heard()).contains("AUTHENTICATE");
    }

    @Test
    void whatIsForeignIsTextAndNothingElse() throws InterruptedException {
        String script = "<script>alert(1)</script>";
        world.imap.greets("* OK \u001b[31m" + script + "\u202e ready");
        String place = ann.result(sends(PASSWORD, "said", script, "in-user", "\"><img src=x onerror=alert(1)>"));
        ann.get(place);
        ann.get(place.replace("?", "?log=1&"));
        var refused = ann.send(ann.get("/doctor"), "address", script + "@" + script, "in-host", script);
        assertThat(refused.status()).isEqualTo(400);
        for (String page : ann.shown.toString().split("\n\\{")) {
            if (!page.contains("text/plain") && page.contains("<html"))
                assertThat(page).doesNotContain(script, "<img src=x", "\u001b", "\u202e");
        }
        assertThat(ann.shown).contains("&lt;script&gt;");
        assertThat(ann.shown).doesNotContain("\u001b");
    }

    @Test
    void onlyTheOneWhoAskedSeesIt() throws InterruptedException {
        String place = ann.result(sends(PASSWORD));
        var bob = browser("bob");
        assertThat(bob.get(place).status()).isEqualTo(404);
        assertThat(new Browser(routes).get(place).status()).isEqualTo(403);
        assertThat(new Browser(routes).ask("POST", "/doctor", "address=x").status())
                .isEqualTo(403);
        clock.advance(Duration.ofHours(1));
        assertThat(ann.get(place).status()).isEqualTo(404);
    }

    @Test
    void formsOfOtherPagesAreRefused() {
        var page = ann.get("/doctor");
        assertThat(browser("bob").send(page, fields(PASSWORD)).status()).isEqualTo(403);
        assertThat(ann.ask("POST", "/doctor", "address=ann%40example.org").status())
                .isEqualTo(403);
        ann.headers.put("Sec-Fetch-Site", "same-site");
        assertThat(ann.send(page, fields(PASSWORD)).status()).isEqualTo(403);
        ann.headers.remove("Sec-Fetch-Site");
        clock.advance(Duration.ofHours(3));
        assertThat(ann.send(page, fields(PASSWORD)).status()).isEqualTo(403);
        assertThat(ann.ask("POST", "/doctor", "%").status()).isEqualTo(400);
        assertThat(world.hosts.connections()).isEmpty();
        assertThat(ann.shown.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void nobodyAsksTooMuch() throws InterruptedException {
        var go = new CountDownLatch(1);
        world.hosts.host("mail.example.org").port(993, (MailHosts.Service) _ -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var waiting = sends("");
        String place = Objects.requireNonNull(waiting.headers().get("Location"));
        assertThat(text(ann.get(place))).contains("is being examined", "<noscript><meta http-equiv=\"refresh\"");
        var second = sends("");
        assertThat(second.status()).isEqualTo(429);
        assertThat(text(second)).contains("still under way");
        go.countDown();
        ann.result(waiting);
        for (int i = 0; i < 19; i++)
            ann.result(sends("", "in-host", "nobody.example.org", "out-host", "nobody.example.org"));
        assertThat(text(sends(""))).contains("too many examinations within an hour");
        assertThat(browser("bob")
                        .send(browser("bob").get("/doctor"), fields(""))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void mistypedIsSaid() {
        assertThat(text(ann.send(ann.get("/doctor"), "address", "ann"))).contains("That is not a mail address.");
        assertThat(text(sends("", "in-host", "a b"))).contains("The name of a server has");
        assertThat(text(sends("", "in-port", "99999"))).contains("A port is a number");
        assertThat(text(sends("x".repeat(2000)))).contains("too long for a password");
        ann.headers.put("Accept-Language", "de");
        assertThat(text(ann.get("/doctor"))).contains("Was stimmt mit meiner Mail nicht?");
    }
}
