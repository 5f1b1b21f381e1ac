package org.mailstead.setup;

import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.directory.AppPasswords;
import org.mailstead.discovery.MailSettings;
import org.mailstead.discovery.ProfileLinks;
import org.mailstead.exports.AccountCode;
import org.mailstead.exports.Export;
import org.mailstead.exports.MailProgram;
import org.mailstead.exports.QrPicture;
import org.mailstead.exports.Screen;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.web.HtmlBody;

/** The last page: what to do in the program, with which password, and whether it works. */
final class ProgramPage {
    private final AppPasswords appPasswords;
    private final ProfileLinks profiles;
    private final String origin;
    private final MailSettings settings;
    private final Steps.Place place;
    private final HtmlBody body;
    private final Wording wording;

    ProgramPage(
            AppPasswords appPasswords, ProfileLinks profiles, String origin, MailSettings settings, Steps.Place place) {
        this.appPasswords = appPasswords;
        this.profiles = profiles;
        this.origin = origin;
        this.settings = settings;
        this.place = place;
        this.body = place.body();
        this.wording = place.wording();
    }

    /** Returns the page's title. */
    String write(Device device, MailProgram program) {
        String name = program.name(wording.language());
        String title = wording.get("set-up", "program", name);
        body.leaf("h1", title)
                .leaf("p", wording.get("for", "address", place.choice().address()));
        place.sayWrong();
        var made = Optional.ofNullable(place.said().made());
        var password = made.map(it -> new Screen.Password(it.secret(), true))
                .orElseGet(() -> Screen.Password.words(wording.language()));
        var screen = Screen.of(
                program, settings.account(login(), ""), place.choice().reading(), wording.language(), password);
        if (screen.isEmpty()) {
            body.leaf("p", wording.get("not-offered"), "class", "wrong");
            Steps.back(place, place.choice().withoutProgram(), "other-program");
            return title;
        }
        place.said().invite().ifPresentOrElse(invite -> otherDevice(invite), () -> {
            password(device, name);
            if (made.isPresent() || place.visitor().isEmpty()) instructions(program, screen.get());
            made.ifPresent(it -> test(it));
        });
        ends(program);
        return title;
    }

    /** With A-labels: programs refuse others, and this server knows both. */
    private String login() {
        String address = place.choice().address();
        return address.substring(0, address.lastIndexOf('@') + 1) + settings.domain();
    }

    private void password(Device device, String name) {
        body.leaf("h2", wording.get("password-title"));
        var made = place.said().made();
        if (made != null) {
            body.leaf("p", wording.get("password-made", "label", made.password().label()));
            body.leaf("code", made.secret(), "class", "secret value", "data-name", wording.get("password-title"));
            return;
        }
        Optional<Account> visitor = place.visitor();
        if (visitor.isEmpty()) {
            signIn();
            return;
        }
        body.leaf("p", wording.get("password-of-device"));
        place.beginForm();
        place.choice().each((key, value) -> PageFrame.hidden(body, key, value));
        String wanted = wording.get("label-of", "program", name, "device", wording.get("device." + device.word()));
        String label = Steps.freeLabel(wanted, appPasswords.of(visitor.get().address()));
        place.field("label", SetupPages.LABEL, label, "type", "text", "maxlength", "60", "autocomplete", "off");
        place.button("make", SetupPages.MAKE);
        body.close();
        if (device.isPhone()) {
            place.beginForm();
            place.choice().each((key, value) -> PageFrame.hidden(body, key, value));
            body.leaf("p", wording.get("on-phone"))
                    .leaf(
                            "button",
                            wording.get("show-code"),
                            "name",
                            SetupPages.ACTION,
                            "value",
                            SetupPages.OTHER_DEVICE);
            body.close();
        }
    }

    private void signIn() {
        body.leaf("p", wording.get("password-own"));
        body.open("details", place.said().wrong() == null ? new String[0] : new String[] {"open", ""});
        body.leaf("summary", wording.get("password-better"));
        body.leaf("p", wording.get("password-why"));
        place.beginForm();
        place.choice().with("").each((key, value) -> PageFrame.hidden(body, key, value));
        SignInForm.write(place);
        body.close().close();
    }

    private void instructions(MailProgram program, Screen screen) {
        body.leaf("h2", wording.get("do-title"));
        boolean byHand = switch (program.way()) {
            case PROFILE -> {
                profile(program);
                yield false;
            }
            case CODE -> code(program);
            case AUTOMATIC -> {
                body.leaf("p", wording.get(program, "automatic"));
                yield false;
            }
            case FIELDS -> true;
        };
        if (byHand) {
            body.leaf("p", program.byHand(wording.language()));
            write(program, screen);
            return;
        }
        body.open("details").leaf("summary", wording.get("by-hand-title"));
        body.leaf("p", program.byHand(wording.language()));
        write(program, screen);
        body.close();
    }

    private void write(MailProgram program, Screen screen) {
        body.open("table").leaf("caption", wording.get(program, "where")).open("tbody");
        for (Export.Row each : screen.rows()) {
            body.open("tr");
            if (each.isHeading()) body.leaf("th", each.label(), "colspan", "2", "scope", "colgroup");
            else {
                body.leaf("th", each.label(), "scope", "row").open("td");
                if (each.verbatim()) body.leaf("code", each.value(), "class", "value", "data-name", each.label());
                else body.text(each.value());
                body.close();
            }
            body.close();
        }
        body.close().close();
    }

    private void profile(MailProgram program) {
        String path = ProfilePage.PATH
                + profiles.make(
                        new ProfileLinks.Meant(login(), "", place.choice().reading()));
        body.leaf("p", wording.get(program, "profile"));
        body.open("p")
                .leaf("a", wording.get("get-profile"), "class", "button", "href", path)
                .close();
        body.leaf("p", wording.get("profile-elsewhere"));
        code(origin + path, "profile-code");
    }

    /** Returns whether there is none. */
    private boolean code(MailProgram program) {
        var text = new AccountCode(settings.account(login(), ""), place.choice().reading(), settings.showsPassword())
                .text();
        if (text.isEmpty()) return true;
        body.leaf("p", wording.get(program, "code"));
        code(text.get(), "account-code");
        return false;
    }

    private void code(String text, String label) {
        body.open("div", "class", "qr", "role", "img", "aria-label", wording.get(label))
                .ours(new QrPicture(text).svgInPage())
                .close();
    }

    private void otherDevice(String invite) {
        String link = place.choice().with("").at(SetupPages.link(origin, invite));
        body.leaf("h2", wording.get("scan-title")).leaf("p", wording.get("scan"));
        code(link, "scan-title");
        body.open("p")
                .leaf("code", link, "class", "value", "data-name", wording.get("scan-link"))
                .close();
    }

    private void test(AppPasswords.Made made) {
        var since = place.said().since();
        body.leaf("h2", wording.get("test.title"));
        body.leaf(
                "p",
                wording.get("test.waiting"),
                "class",
                "test",
                "role",
                "status",
                "aria-live",
                "polite",
                "data-poll",
                SelfTest.address(made.password(), since, wording.language()));
        body.leaf("p", wording.get("test.without-script"), "class", "without-script");
        body.open("p")
                .leaf("a", wording.get("why.link"), "href", place.choice().at(WhyPage.PATH))
                .close();
    }

    private void ends(MailProgram program) {
        body.open("p", "data-copy", wording.get("copy"), "data-copied", wording.get("copied"))
                .close();
        if (!program.onlySends() && place.said().made() == null) {
            boolean pop3 = place.choice().reading() == Protocol.POP3;
            Steps.back(
                    place, place.choice().with(pop3 ? Protocol.IMAP : Protocol.POP3), pop3 ? "with-imap" : "with-pop3");
        }
        Steps.back(place, place.choice().withoutProgram(), "other-program");
    }
}
