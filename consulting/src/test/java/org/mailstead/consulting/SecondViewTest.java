package org.mailstead.consulting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailstead.consulting.Browser.text;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.consulting.ViewDesk.Access;
import org.mailstead.dns.DnsName;
import org.mailstead.doctor.Case;
import org.mailstead.doctor.Verdict;
import org.mailstead.ladder.Credential;
import org.mailstead.ladder.View;
import org.mailstead.ladder.ViewJson;
import org.mailstead.testkit.Caller;
import org.mailstead.testkit.MailHosts;
import org.mailstead.testkit.MovableClock;
import org.mailstead.testkit.Mutator;
import org.mailstead.web.Seal;
import org.mailstead.web.WebResponse;

/** A server that tells what it sees, and who asks it. */
@Timeout(180)
class SecondViewTest {
    private static final String SERVER = "https://server.example.test";
    private static final String ASK = "/doctor/view?domain=example.org&hosts=mail.example.org";

    private final MovableClock clock = new MovableClock("2026-11-28T08:00:00Z");
    private final Hosts far = new Hosts();
    private final Hosts near = new Hosts();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    SecondViewTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        far.close();
        near.close();
    }

    private ViewDesk desk(Access access) {
        return new ViewDesk(access, new Seal(new byte[32]), far::outside, clock);
    }

    private Browser asking(ViewDesk desk) {
        return new Browser(desk.routes(_ -> true));
    }

    /** The server as it is reached from near, with whatever it answers. */
    private Elsewhere there(String url, Function<String, WebResponse> answers) {
        near.hosts.host("server.example.test").port(443, MailHosts.atOnce(caller -> serve(caller, answers)));
        return DistantServer.at(url, near::around);
    }

    private void serve(Caller caller, Function<String, WebResponse> answers) throws IOException {
        String request = caller.hear();
        // Somebody who does not believe the certificate says nothing.
        if (request == null) return;
        asked.add(request);
        for (String line = caller.hear(); line != null && !line.isEmpty(); line = caller.hear()) asked.add(line);
        var answer = answers.apply(request.split(" ")[1]);
        caller.raw(("HTTP/1.1 " + answer.status() + " x\r\nContent-Type: " + answer.type() + "\r\nContent-Length: "
                        + answer.body().length + "\r\n\r\n" + text(answer))
                .getBytes(StandardCharsets.UTF_8));
    }

    private Examined examined(Elsewhere elsewhere) {
        var question = new Question(
                Hosts.ANN, Optional.empty(), Optional.of(new Credential.Password(Hosts.PASSWORD)), Set.of(), "");
        return near.examiner(elsewhere).examine(question, _ -> {});
    }

    private static List<Case> causes(Examined examined) {
        return examined.report().verdicts().stream().map(Verdict::what).toList();
    }

    private static void everywhere(Hosts world, MailHosts.Door door) {
        for (int port : List.of(993, 143, 995, 110, 465, 587, 25, 2525))
            world.hosts.host("mail.example.org").port(port, door);
    }

    @Test
    void blockingIsToldFromAServerThatIsDown() {
        var browser = asking(desk(Access.OPEN));
        everywhere(near, new MailHosts.Door.Refuses());
        assertThat(causes(examined(Elsewhere.NOBODY))).contains(Case.NOBODY_ANSWERS);
        var both = examined(there(SERVER, browser::get));
        assertThat(both.silence()).isEmpty();
        assertThat(both.report().evidence().there()).isPresent();
        assertThat(causes(both)).contains(Case.ADDRESS_BLOCKED);
        everywhere(near, new MailHosts.Door.Swallows());
        assertThat(causes(examined(there(SERVER, browser::get)))).contains(Case.PORTS_BLOCKED);
        everywhere(far, new MailHosts.Door.Swallows());
        clock.advance(Duration.ofMinutes(2));
        assertThat(causes(examined(there(SERVER, browser::get)))).contains(Case.NOBODY_ANSWERS);
        assertThat(String.join("\n", asked))
                .contains("GET /doctor/view?domain=example.org&hosts=mail.example.org HTTP/1.1")
                .doesNotContain("ann", Hosts.PASSWORD, "Cookie");
    }

    @Test
    void whatTheServerDoesNotTellIsSaidAndTheRestGoesOn() {
        var closed = asking(desk(Access.SIGNED_IN));
        var without = examined(there(SERVER, closed::get));
        assertThat(without.report().isWell()).isTrue();
        assertThat(without.silence().orElseThrow()).startsWith("it answers 403: This server looks for those only");
        var html = examined(there(SERVER, _ -> WebResponse.of(500, WebResponse.HTML, "<h1>\u001b[31mno")));
        assertThat(html.silence()).contains("it answers 500");
        assertThat(examined(there(SERVER, _ -> WebResponse.of(200, "application/json", "{}")))
                        .silence())
                .contains("what it answers is no view of servers");
        var large = "x".repeat(3 * 1024 * 1024);
        assertThat(examined(there(SERVER, _ -> WebResponse.of(200, "application/json", large)))
                        .silence())
                .isPresent();
        near.hosts.host("server.example.test").refuses(443);
        assertThat(examined(DistantServer.at(SERVER, near::around)).silence().orElseThrow())
                .contains("connection refused");
        near.hosts.host("server.example.test").shows(near.hosts.authority().of("other.example.test"));
        assertThat(examined(there(SERVER, closed::get)).silence()).isPresent();
    }

    @Test
    void aPassIsGoodForADayAndForThatOnly() {
        var desk = desk(Access.SIGNED_IN);
        String link = desk.link(SERVER, "a1").orElseThrow();
        assertThat(examined(there(link, asking(desk)::get)).report().evidence().there())
                .isPresent();
        String pass = link.substring(link.indexOf("pass="));
        var browser = asking(desk);
        assertThat(browser.get(ASK + "&" + pass).status()).isEqualTo(200);
        assertThat(browser.get(ASK + "&" + pass.replace("a1.", "a2.")).status()).isEqualTo(403);
        assertThat(browser.get(ASK + "&pass=%00").status()).isEqualTo(403);
        clock.advance(Duration.ofDays(1));
        assertThat(browser.get(ASK + "&" + pass).status()).isEqualTo(403);
        assertThat(desk(Access.OFF).routes(_ -> true)).isEmpty();
        assertThat(desk(Access.OFF).link(SERVER, "a1")).isEmpty();
    }

    @Test
    void onlyMailPortsOfPublicHostsAreLookedAt() throws IOException {
        far.hosts.host("inside.example.org").address("10.0.0.5");
        far.hosts.host("self.example.org").address("127.0.0.1");
        var view = ViewJson.read(text(asking(desk(Access.OPEN)).get(ASK + "+inside.example.org+self.example.org")))
                .orElseThrow();
        assertThat(view.ports()).extracting(port -> port.host()).containsOnly("mail.example.org");
        assertThat(far.hosts.connections())
                .isNotEmpty()
                .allMatch(each -> each.matches("mail\\.example\\.org:(993|143|995|110|465|587|25|2525)"));
        for (String wrong : List.of(
                "hosts=192.0.2.1&domain=example.org",
                "hosts=localhost&domain=example.org",
                "hosts=a.test+b.test+c.test+d.test+e.test+f.test+g.test+h.test+i.test&domain=example.org",
                "hosts=&domain=example.org",
                "hosts=[::1]&domain=example.org",
                "hosts=mail.example.org",
                "hosts=mail.example.org&domain=%zz",
                "hosts=mail.example.org&domain=x&domain=y"))
            assertThat(asking(desk(Access.OPEN)).get("/doctor/view?" + wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
    }

    @Test
    void answersAreKeptForAMinuteAndNobodyAsksTooOften() {
        var browser = asking(desk(Access.OPEN));
        String first = text(browser.get(ASK));
        int looked = far.hosts.connections().size();
        for (int i = 1; i < 6; i++) assertThat(text(browser.get(ASK))).isEqualTo(first);
        assertThat(far.hosts.connections()).hasSize(looked);
        assertThat(browser.get(ASK).status()).isEqualTo(429);
        assertThat(browser.get(ASK).headers()).containsEntry("Retry-After", "60");
        browser.from = InetAddress.ofLiteral("2001:db8::1");
        for (int i = 0; i < 6; i++) assertThat(browser.get(ASK).status()).isEqualTo(200);
        browser.from = InetAddress.ofLiteral("2001:db8::2");
        assertThat(browser.get(ASK).status()).as("the same network").isEqualTo(429);
        for (int i = 0; i < 100; i++) {
            browser.from = InetAddress.ofLiteral("203.0.113." + i);
            browser.get(ASK);
        }
        browser.from = InetAddress.ofLiteral("203.0.113.200");
        assertThat(browser.get(ASK).status()).as("all together").isEqualTo(429);
        clock.advance(Duration.ofMinutes(1));
        assertThat(browser.get(ASK).status()).isEqualTo(200);
        assertThat(far.hosts.connections()).hasSizeGreaterThan(looked);
    }

    @Test
    void addressesOfServers() {
        for (String wrong :
                List.of("http://m.test", "m.test", "https://", "https://ann@m.test", "https://m.test/%", "ftp://x", ""))
            assertThatThrownBy(() -> DistantServer.at(wrong, near::around))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Write it like https://mail.example.org.");
    }

    /** What comes back in place of a view. */
    @Test
    void damagedAnswersAreNoViews() {
        View view = ViewJson.read(text(asking(desk(Access.OPEN)).get(ASK))).orElseThrow();
        Mutator.run(
                81,
                2_000,
                List.of(ViewJson.write(view).getBytes(StandardCharsets.UTF_8)),
                List.of("[", "{", "\"ports\":"),
                bytes -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    ViewJson.read(text)
                            .ifPresent(read -> assertThat(ViewJson.write(read)).doesNotContain("\u001b"));
                });
        var elsewhere = there(SERVER, _ -> WebResponse.of(200, "application/json", "{\"hosts\":".repeat(2000)));
        assertThat(elsewhere.view(List.of("mail.example.org"), DnsName.of("example.org")))
                .isInstanceOf(Elsewhere.Answer.Silent.class);
    }
}
