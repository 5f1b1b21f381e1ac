package org.mailstead.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.setup.Visitor.PASSWORD;
import static org.mailstead.setup.Visitor.text;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.AppPassword;
import org.mailstead.directory.AppPasswords;
import org.mailstead.directory.Caller;
import org.mailstead.directory.Invites;
import org.mailstead.directory.SignIn;
import org.mailstead.directory.Use;
import org.mailstead.discovery.Endpoint;
import org.mailstead.exports.Field;
import org.mailstead.exports.MailProgram;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.testkit.Authenticator;
import org.mailstead.texts.Language;
import org.mailstead.web.WebResponse;

/** What people see who set up a device, from the first page to a password that lets them in. */
class SetupPagesTest {
    private static final Pattern SECRET = Pattern.compile("class=\"secret value\"[^>]*>([^<]+)<");
    private static final Pattern POLL = Pattern.compile("data-poll=\"([^\"]+)\"");
    private static final InetAddress PHONE = InetAddress.ofLiteral("198.51.100.4");

    private final Visitor.Place place = new Visitor.Place();
    private final Visitor ann = new Visitor(place);

    private static String page(Device device, MailProgram program, String more) {
        return "/setup?address=ann%40example.test&device=" + device.word() + "&program=" + program.word() + more;
    }

    private List<AppPassword> passwords() {
        return place.directory.appPasswords().of(place.ann.address());
    }

    private WebResponse signedIn(Device device, MailProgram program) {
        return ann.send(ann.get(page(device, program, "")), SetupPages.SIGN_IN, "password", PASSWORD);
    }

    private SignIn tries(String password, Use use) {
        return place.signIns.password(
                "ann@example.test", password, new Caller(use, PHONE, 993, Optional.of("TLSv1.3"), "iPhone Mail", "c1"));
    }

    @Test
    void leadsFromTheAddressToTheProgram() {
        assertThat(text(ann.get("/setup"))).contains("name=\"address\"").contains("<html lang=\"en\">");
        String devices = text(ann.get("/setup?address=ann%40example.test"));
        for (Device each : Device.values())
            assertThat(devices).contains("/setup?address=ann%40example.test&amp;device=" + each.word() + "\"");
        String programs = text(ann.get("/setup?address=ann%40example.test&device=iphone"));
        assertThat(programs)
                .contains("program=apple-phone\"")
                .contains("program=any\"")
                .doesNotContain("thunderbird");
        assertThat(text(ann.get("/setup?address=ann%40example.test&device=iphone&program=samsung")))
                .as("a program that is not on this device")
                .isEqualTo(programs);
    }

    @Test
    void everyProgramIsToldEverythingItAsksForInEveryLanguage() {
        var labels = new ArrayList<String>();
        for (Language language : Language.values()) {
            for (Device device : Device.values()) {
                assertThat(device.programs()).as(device.word()).isNotEmpty();
                for (MailProgram program : device.programs()) {
                    for (String protocol : List.of("", "&protocol=pop3")) {
                        var answer = ann.get(page(device, program, protocol + "&lang=" + language.tag()));
                        String text = text(answer);
                        labels.add(text);
                        assertThat(answer.status()).isEqualTo(200);
                        assertThat(text)
                                .contains("<html lang=\"" + language.tag() + "\">")
                                .contains("mail.example.test")
                                .contains(">ann@example.test</code>");
                        if (program.fields().stream().anyMatch(each -> each.value() == Field.Value.OUT_PORT))
                            assertThat(text).contains(">587</code>");
                        if (program.fields().stream().anyMatch(each -> each.value() == Field.Value.OUT_SECURITY))
                            assertThat(text).contains("STARTTLS");
                        if (program.fields().stream().anyMatch(each -> each.value() == Field.Value.IN_PORT))
                            assertThat(text).contains(protocol.isEmpty() ? ">993</code>" : ">995</code>");
                    }
                }
            }
        }
        assertThat(labels).hasSizeGreaterThan(60);
    }

    @Test
    void doesNotTellWhoIsHere() {
        for (Device device : Device.values()) {
            for (MailProgram program : device.programs()) {
                // Links to profiles have a seal over the address, and so differ from person to person.
                String of = page(device, program, "");
                String known = text(ann.get(of))
                        .replaceAll("/profile/[A-Za-z0-9_-]+", "/profile/")
                        .replaceAll("(?s)<svg.*?</svg>", "");
                String unknown = text(ann.get(of.replace("ann%40", "nobody%40")))
                        .replaceAll("/profile/[A-Za-z0-9_-]+", "/profile/")
                        .replaceAll("(?s)<svg.*?</svg>", "");
                assertThat(unknown.replace("nobody", "ann")).isEqualTo(known);
            }
        }
        var nobody = ann.send(
                ann.get(page(Device.IPHONE, MailProgram.APPLE_PHONE, "").replace("ann%40", "nobody%40")),
                SetupPages.SIGN_IN,
                "password",
                "wrong");
        var wrong = ann.send(
                ann.get(page(Device.IPHONE, MailProgram.APPLE_PHONE, "")), SetupPages.SIGN_IN, "password", "wrong");
        assertThat(nobody.status()).isEqualTo(wrong.status()).isEqualTo(403);
        assertThat(text(nobody)).contains("That is not right.");
        assertThat(text(wrong))
                .contains("That is not right.")
                .doesNotContain(">wrong<")
                .doesNotContain("value=\"wrong\"");
    }

    @Test
    void saysSoWhereMailIsNotKeptHere() {
        for (String address : List.of(
                "ann@elsewhere.test",
                "ann",
                "@example.test",
                "ann@",
                "\"><script>alert(1)</script>@example.test",
                "a b@example.test",
                "x".repeat(250) + "@nowhere.test")) {
            var answer = ann.get("/setup?address=" + org.mailstead.web.FormFields.encoded(address));
            assertThat(answer.status()).as(address).isEqualTo(404);
            assertThat(text(answer)).contains("is not kept on this server").doesNotContain("<script>alert");
        }
        assertThat(ann.get("/setup?address=" + "x".repeat(400) + "@example.test")
                        .status())
                .as("too long for an address: asked for again")
                .isEqualTo(200);
        String other = text(ann.get("/setup?address=jo@b%C3%BCcher.test&device=other&program=any"));
        assertThat(other).contains("jo@xn--bcher-kva.test");
        assertThat(ann.get("/setup?address=%zz").status()).isEqualTo(400);
        assertThat(ann.get("/setup?address=a&address=b").status()).isEqualTo(400);
    }

    @Test
    void makesAPasswordForTheDevice() {
        WebResponse before = signedIn(Device.IPHONE, MailProgram.APPLE_PHONE);
        assertThat(text(before))
                .contains("You are signed in as ann@example.test")
                .contains("Mail (Apple), iPhone or iPad");
        WebResponse made = ann.send(before, SetupPages.MAKE, "label", "Ann's <phone>");
        var secret = SECRET.matcher(text(made));
        assertThat(secret.find()).isTrue();
        assertThat(text(made)).contains("Ann&#39;s &lt;phone&gt;").contains("/profile/");
        assertThat(made.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(passwords()).singleElement().satisfies(each -> {
            assertThat(each.label()).isEqualTo("Ann's <phone>");
            assertThat(each.uses()).isEqualTo(AppPasswords.everything());
        });
        assertThat(tries(secret.group(1), Use.IMAP)).isInstanceOf(SignIn.Welcome.class);
        assertThat(text(ann.send(before, SetupPages.MAKE, "label", "Ann's <phone>")))
                .contains("There is a password of that name already.");
        assertThat(text(ann.send(before, SetupPages.MAKE, "label", " "))).contains("The device needs a name");
        assertThat(passwords()).hasSize(1);
    }

    @Test
    void whatOnlySendsGetsAPasswordForSendingOnly() {
        ann.send(signedIn(Device.OTHER, MailProgram.SENDER), SetupPages.MAKE, "label", "Printer");
        assertThat(passwords())
                .singleElement()
                .satisfies(each -> assertThat(each.uses()).isEqualTo(Set.of(Use.SMTP)));
    }

    @Test
    void proposesNamesThatAreFree() {
        WebResponse before = signedIn(Device.MAC, MailProgram.THUNDERBIRD);
        assertThat(text(before)).contains("value=\"Thunderbird, Mac\"");
        ann.send(before, SetupPages.MAKE, "label", "Thunderbird, Mac");
        assertThat(text(ann.get(page(Device.MAC, MailProgram.THUNDERBIRD, ""))))
                .contains("value=\"Thunderbird, Mac 2\"");
    }

    @Test
    void watchesUntilTheProgramReadsAndSends() {
        WebResponse made =
                ann.send(signedIn(Device.IPHONE, MailProgram.APPLE_PHONE), SetupPages.MAKE, "label", "Phone");
        var secret = SECRET.matcher(text(made));
        var poll = POLL.matcher(text(made));
        assertThat(secret.find() && poll.find()).isTrue();
        String state = Visitor.unescaped(poll.group(1));
        assertThat(text(ann.get(state))).isEqualTo("{\"text\":\"Waiting for your program …\",\"done\":false}");
        place.clock.advance(Duration.ofSeconds(5));
        tries("something else", Use.IMAP);
        assertThat(text(ann.get(state)))
                .contains("sends a wrong password")
                .contains("198.51.100.4")
                .contains("\"done\":false");
        place.clock.advance(Duration.ofSeconds(5));
        tries(secret.group(1), Use.IMAP);
        assertThat(text(ann.get(state)))
                .contains("connected by IMAP from 198.51.100.4, with iPhone Mail. Now send yourself a message.");
        assertThat(text(ann.get(state.replace("lang=en", "lang=de"))))
                .contains("Schicken Sie sich nun selbst eine Nachricht.");
        tries(secret.group(1), Use.SMTP);
        assertThat(text(ann.get(state))).contains("You are finished.").contains("\"done\":true");
        place.directory.appPasswords().revoke(place.ann.address(), "Phone");
        assertThat(text(ann.get(state))).contains("taken back");
        assertThat(new Visitor(place).get(state).status()).isEqualTo(403);
        assertThat(ann.get("/setup/state?number=x&since=1").status()).isEqualTo(400);
        assertThat(ann.get("/setup/state?number=1&since=9999999999999999999").status())
                .isEqualTo(400);
        assertThat(ann.get("/setup/state").status()).isEqualTo(400);
    }

    @Test
    void anInvitationOpensOnce() {
        String link = SetupPages.link("", place.directory.invites().make(place.ann.address(), Invites.GOOD_FOR));
        for (int i = 0; i < 3; i++)
            assertThat(text(new Visitor(place).get(link))).contains("Set up mail for ann@example.test");
        ann.headers.put("Sec-Fetch-Site", "cross-site");
        assertThat(text(ann.post(link, Map.of()))).contains("Set up mail for ann@example.test");
        assertThat(ann.cookies).as("brought by another site").isEmpty();
        ann.headers.put("Sec-Fetch-Site", "same-origin");
        WebResponse begun = ann.follow(ann.post(link, Map.of("device", "iphone", "program", "apple-phone")));
        assertThat(text(begun))
                .contains("You are signed in as ann@example.test")
                .contains("Make a password");
        var second = new Visitor(place);
        for (WebResponse over : List.of(second.get(link), second.post(link, Map.of()), ann.post(link, Map.of()))) {
            assertThat(over.status()).isEqualTo(410);
            assertThat(text(over)).contains("This link is over");
        }
        assertThat(second.cookies).isEmpty();
        assertThat(second.get("/setup/nothing").status()).isEqualTo(410);
        ann.send(begun, SetupPages.MAKE, "label", "Phone");
        assertThat(passwords()).hasSize(1);
    }

    @Test
    void showsACodeForATelephoneThatLiesBeside() {
        WebResponse code = ann.send(signedIn(Device.IPHONE, MailProgram.APPLE_PHONE), SetupPages.OTHER_DEVICE);
        var link = Pattern.compile(Visitor.ORIGIN + "(/setup/[^<\"]+)").matcher(text(code));
        assertThat(link.find()).isTrue();
        String scanned = Visitor.unescaped(link.group(1));
        assertThat(scanned)
                .contains("device=iphone")
                .contains("program=apple-phone")
                .doesNotContain("address");
        var phone = new Visitor(place);
        WebResponse begin = phone.get(scanned);
        WebResponse begun =
                phone.follow(phone.post(scanned.substring(0, scanned.indexOf('?')), Visitor.fields(begin, "Begin")));
        assertThat(text(begun)).contains("Set up Mail (Apple)").contains("signed in as ann@example.test");
    }

    @Test
    void asksForTheSecondFactor() {
        var factors = place.directory.secondFactors();
        var begun = factors.begin(place.ann.address());
        factors.confirm(place.ann.address(), Authenticator.code(begun.secret(), place.clock.instant()));
        place.clock.advance(Duration.ofMinutes(1));
        WebResponse wanted = signedIn(Device.IPHONE, MailProgram.APPLE_PHONE);
        assertThat(text(wanted)).contains("This account has a second factor.").contains("name=\"code\"");
        assertThat(text(ann.send(wanted, SetupPages.SIGN_IN, "password", PASSWORD, "code", "000000")))
                .contains("Check the password and the code.");
        assertThat(text(ann.send(
                        wanted,
                        SetupPages.SIGN_IN,
                        "password",
                        PASSWORD,
                        "code",
                        Authenticator.code(begun.secret(), place.clock.instant()))))
                .contains("signed in as");
    }

    @Test
    void sessionsEnd() {
        signedIn(Device.IPHONE, MailProgram.APPLE_PHONE);
        WebResponse page = ann.get(page(Device.IPHONE, MailProgram.APPLE_PHONE, ""));
        assertThat(text(page)).contains("signed in as");
        String cookie = ann.cookies.get("__Host-mailstead-setup");
        assertThat(cookie).isNotNull();
        for (String forged : List.of(
                cookie.substring(0, cookie.length() - 1) + (cookie.endsWith("A") ? "B" : "A"),
                cookie.replaceFirst("\\.[0-9]+\\.", ".9999999999."),
                "x." + cookie.substring(cookie.indexOf('.') + 1),
                "..",
                "")) {
            ann.cookies.put("__Host-mailstead-setup", forged);
            assertThat(text(ann.get(page(Device.IPHONE, MailProgram.APPLE_PHONE, ""))))
                    .doesNotContain("signed in as");
        }
        ann.cookies.put("__Host-mailstead-setup", cookie);
        place.clock.advance(BrowserSession.LIFE);
        assertThat(ann.send(page, SetupPages.MAKE, "label", "x").status()).isEqualTo(403);
        assertThat(passwords()).isEmpty();
        place.clock.advance(Duration.ofHours(-1));
        assertThat(text(ann.send(page, SetupPages.SIGN_OUT))).doesNotContain("signed in as");
        assertThat(ann.cookies).doesNotContainKey("__Host-mailstead-setup");
    }

    @Test
    void formsFromElsewhereDoNothing() {
        WebResponse page = signedIn(Device.IPHONE, MailProgram.APPLE_PHONE);
        var form = Visitor.fields(page, "value=\"make\"");
        form.put(SetupPages.ACTION, SetupPages.MAKE);
        form.put("label", "Phone");
        ann.headers.put("Sec-Fetch-Site", "cross-site");
        assertThat(ann.post("/setup", form).status()).isEqualTo(403);
        ann.headers.remove("Sec-Fetch-Site");
        var without = new java.util.HashMap<>(form);
        without.remove("seal");
        assertThat(ann.post("/setup", without).status()).isEqualTo(403);
        var other = new Visitor(place);
        other.get("/setup");
        assertThat(other.post("/setup", form).status()).isEqualTo(403);
        assertThat(passwords()).isEmpty();
        assertThat(ann.post("/setup", form).status()).isEqualTo(200);
        assertThat(passwords()).hasSize(1);
    }

    @Test
    void saysSoWhereTheProtocolIsOff() {
        place.offers(new Endpoint(Protocol.IMAP, Security.TLS, 993));
        assertThat(text(ann.get(page(Device.WINDOWS, MailProgram.THUNDERBIRD, ""))))
                .contains("does not offer that");
        place.offers(
                new Endpoint(Protocol.POP3, Security.STARTTLS, 110), new Endpoint(Protocol.SMTP, Security.TLS, 465));
        assertThat(text(ann.get(page(Device.WINDOWS, MailProgram.THUNDERBIRD, ""))))
                .contains("does not offer that");
        assertThat(text(ann.get(page(Device.WINDOWS, MailProgram.THUNDERBIRD, "&protocol=pop3"))))
                .contains(">110</code>")
                .contains("STARTTLS")
                .contains(">465</code>")
                .contains("SSL/TLS");
        assertThat(text(ann.get(page(Device.OTHER, MailProgram.SENDER, "")))).contains(">465</code>");
    }

    @Test
    void labelsBelongToFieldsAndPicturesSayNothing() {
        for (String address : List.of(
                "/setup", "/setup?address=ann%40example.test", page(Device.OTHER, MailProgram.ANY_PROGRAM, ""))) {
            String text = text(ann.get(address));
            var inputs = Pattern.compile("<input id=\"([a-z]+)\"").matcher(text);
            while (inputs.find()) assertThat(text).contains("<label for=\"" + inputs.group(1) + "\">");
            assertThat(text.split("<h1", -1)).as("one heading").hasSize(2);
            assertThat(Arrays.stream(text.split("<svg", -1)).skip(1))
                    .allMatch(each -> each.substring(0, each.indexOf('>')).contains("aria-hidden=\"true\"")
                            || each.startsWith(" xmlns"));
            assertThat(text).contains("<main>").contains("lang=\"de\"");
        }
    }
}
