package org.mailstead.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.setup.Visitor.PASSWORD;
import static org.mailstead.setup.Visitor.text;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.AppPasswords;
import org.mailstead.directory.Caller;
import org.mailstead.directory.Use;
import org.mailstead.testkit.Authenticator;
import org.mailstead.texts.Language;
import org.mailstead.web.WebResponse;

/** What people see who want to know why their program does not connect. */
class WhyPageTest {
    private static final InetAddress PHONE = InetAddress.ofLiteral("198.51.100.4");

    private final Visitor.Place place = new Visitor.Place();
    private final Visitor ann = new Visitor(place);

    private WebResponse signIn(WebResponse page, String address, String password, String... more) {
        Map<String, String> fields = new LinkedHashMap<>(Visitor.fields(page, "value=\"sign-in\""));
        fields.put(Choice.ADDRESS, address);
        fields.put(SetupPages.PASSWORD, password);
        for (int i = 0; i < more.length; i += 2) fields.put(more[i], more[i + 1]);
        return ann.follow(ann.post(WhyPage.PATH, fields));
    }

    private WebResponse signedIn() {
        return signIn(ann.get("/why"), "ann@example.test", PASSWORD);
    }

    private void tries(String name, String password) {
        place.signIns.password(
                name, password, new Caller(Use.IMAP, PHONE, 993, Optional.of("TLSv1.3"), "iPhone Mail", "c1"));
    }

    @Test
    void onlyWhoIsSignedInSeesIt() {
        tries("ann@example.test", "wrong");
        assertThat(text(ann.get("/why"))).contains("name=\"password\"").doesNotContain("iPhone Mail");
        assertThat(ann.get("/why/state").status()).isEqualTo(403);
        assertThat(text(ann.get("/why/state"))).doesNotContain("iPhone Mail");
        WebResponse wrong = signIn(ann.get("/why"), "ann@example.test", "guess");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(text(wrong)).contains("That is not right.").doesNotContain("iPhone Mail");
        assertThat(text(signedIn()))
                .contains("iPhone Mail (IMAP, from 198.51.100.4) sends a wrong password (once, last today at 08:00).")
                .contains("Type the password anew in this program")
                .contains("role=\"status\" aria-live=\"polite\"")
                .contains("data-poll=\"/why/state?lang=en\"")
                .contains(
                        "<li>today at 08:00 · wrong password · IMAP, port 993 · TLSv1.3 · 198.51.100.4 · iPhone Mail");
        assertThat(text(ann.get("/why/state"))).contains("\"works\":false", "iPhone Mail");
    }

    @Test
    void aFormFromElsewhereIsNotTaken() {
        Map<String, String> fields = new LinkedHashMap<>(Visitor.fields(ann.get("/why"), "value=\"sign-in\""));
        fields.put(Choice.ADDRESS, "ann@example.test");
        fields.put(SetupPages.PASSWORD, PASSWORD);
        fields.put("seal", "1.aaaa");
        assertThat(ann.post(WhyPage.PATH, fields).status()).isEqualTo(403);
        assertThat(ann.get("/why/state").status()).isEqualTo(403);
        assertThat(ann.ask("POST", "/why", null, new byte[] {'%', '%'}).status())
                .isEqualTo(400);
    }

    @Test
    void aSecondFactorIsAskedFor() {
        var enrolment = place.directory.secondFactors().begin(place.ann.address());
        place.directory
                .secondFactors()
                .confirm(place.ann.address(), Authenticator.code(enrolment.secret(), place.clock.instant()));
        WebResponse asked = signIn(ann.get("/why"), "ann@example.test", PASSWORD);
        assertThat(text(asked)).contains("name=\"code\"");
        place.clock.advance(Duration.ofMinutes(1));
        WebResponse there = signIn(
                asked,
                "ann@example.test",
                PASSWORD,
                SetupPages.CODE,
                Authenticator.code(enrolment.secret(), place.clock.instant()));
        assertThat(text(there)).contains("No mail program has reached this server under the name ann@example.test.");
    }

    @Test
    void itFollowsWhatThePersonTries() {
        assertThat(text(signedIn())).contains("No mail program has reached");
        tries("anm@example.test", PASSWORD);
        assertThat(text(ann.get("/why/state")))
                .contains("uses the user name \\\"anm@example.test\\\", which nobody has.")
                .contains("\"like\":[\"today at 08:00 · nobody has this name · ");
        tries("ann@example.test", PASSWORD);
        assertThat(text(ann.get("/why/state"))).contains("\"works\":true", "signed in today at 08:00: it works.");
        ann.headers.put("Accept-Language", "de");
        assertThat(text(ann.get("/why")))
                .contains("hat sich heute um 08:00 angemeldet: es geht.", "<html lang=\"de\">");
    }

    /** What others type must not become markup, nor end the text of an answer. */
    @Test
    void whatWasTypedElsewhereIsTextOnly() {
        place.signIns.password(
                "ann@example.test",
                "wrong",
                new Caller(Use.IMAP, PHONE, 993, Optional.empty(), "<script>\"\\</script>", "c1"));
        assertThat(text(signedIn())).doesNotContain("<script>\"").contains("&lt;script&gt;");
        assertThat(text(ann.get("/why/state"))).contains("<script>\\\"\\\\</script>");
    }

    @Test
    void theSelfTestSaysWhy() {
        var made = place.directory
                .appPasswords()
                .make(place.ann.address(), "Phone", AppPasswords.sending(), Optional.empty());
        signedIn();
        tries("ann@example.test", made.secret());
        assertThat(text(ann.get(SelfTest.address(made.password(), place.clock.instant(), Language.ENGLISH))))
                .contains("signs in with \\\"Phone\\\", which was not made for IMAP.");
    }
}
