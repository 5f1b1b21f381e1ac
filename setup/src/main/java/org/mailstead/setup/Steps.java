package org.mailstead.setup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.directory.AppPassword;
import org.mailstead.directory.AppPasswords;
import org.mailstead.discovery.Domains;
import org.mailstead.discovery.MailSettings;
import org.mailstead.discovery.ProfileLinks;
import org.mailstead.dns.DnsName;
import org.mailstead.exports.MailProgram;
import org.mailstead.web.FormSeal;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.WebResponse;

/** The pages one after the other: address, device, program, and what to do there. */
final class Steps {
    private static final int NOT_FOUND = 404;

    private final Domains domains;
    private final AppPasswords appPasswords;
    private final ProfileLinks profiles;
    private final Supplier<String> origin;

    Steps(Domains domains, AppPasswords appPasswords, ProfileLinks profiles, Supplier<String> origin) {
        this.domains = domains;
        this.appPasswords = appPasswords;
        this.profiles = profiles;
        this.origin = origin;
    }

    /**
     * What happened just now.
     *
     * @param wrong the key of what to say about it; null if nothing went wrong
     * @param code whether the form to sign in asks for the code of a second factor
     * @param made a password for this device
     * @param since when it was made
     * @param invite a link for another device
     */
    record Said(
            @Nullable String wrong,
            boolean code,
            AppPasswords.@Nullable Made made,
            Instant since,
            Optional<String> invite) {
        static final Said NOTHING = new Said(null, false, null, Instant.EPOCH, Optional.empty());

        static Said wrong(String key) {
            return new Said(key, false, null, Instant.EPOCH, Optional.empty());
        }

        static Said wrongCode() {
            return new Said("wrong-code", true, null, Instant.EPOCH, Optional.empty());
        }

        static Said codeWanted() {
            return new Said("code-wanted", true, null, Instant.EPOCH, Optional.empty());
        }

        static Said made(AppPasswords.Made made, Instant now) {
            return new Said(null, false, made, now, Optional.empty());
        }

        static Said invited(String invite) {
            return new Said(null, false, null, Instant.EPOCH, Optional.of(invite));
        }
    }

    /** All that a page is made from. */
    record Place(Choice choice, Wording wording, Optional<Account> visitor, String seal, Said said, HtmlBody body) {
        void beginForm() {
            body.open("form", "method", "post", "action", SetupPages.PATH);
            PageFrame.hidden(body, FormSeal.FIELD, seal);
        }

        void field(String label, String name, String value, String... more) {
            body.leaf("label", wording.get(label), "for", name);
            var attributes = new ArrayList<>(List.of("id", name, "name", name));
            if (!value.isEmpty()) attributes.addAll(List.of("value", value));
            attributes.addAll(List.of(more));
            attributes.addAll(List.of("required", ""));
            body.open("input", attributes.toArray(new String[0]));
        }

        void button(String key, String action) {
            body.leaf("button", wording.get(key), "class", "yes", "name", SetupPages.ACTION, "value", action);
        }

        void sayWrong() {
            if (said.wrong() != null) body.leaf("p", wording.get(said.wrong()), "class", "wrong", "role", "alert");
        }
    }

    WebResponse next(int status, Choice asked, Optional<Account> visitor, String seal, Said said) {
        // Whoever is signed in sets up their own account, whatever an address says.
        Choice choice =
                visitor.map(account -> asked.with(account.address().toString())).orElse(asked);
        var place = new Place(choice, new Wording(choice.language()), visitor, seal, said, new HtmlBody());
        if (choice.address().isEmpty()) return finished(status, place, address(place));
        Optional<MailSettings> settings = settings(choice.address());
        if (settings.isEmpty()) {
            place.body()
                    .leaf(
                            "p",
                            place.wording().get("not-here", "address", choice.address()),
                            "class",
                            "wrong",
                            "role",
                            "alert");
            return finished(NOT_FOUND, place, address(place));
        }
        if (choice.device().isEmpty()) return finished(status, place, devices(place));
        if (choice.program().isEmpty())
            return finished(status, place, programs(place, choice.device().get()));
        var result = new ProgramPage(appPasswords, profiles, origin.get(), settings.get(), place);
        return finished(
                status,
                place,
                result.write(choice.device().get(), choice.program().get()));
    }

    private static WebResponse finished(int status, Place place, String title) {
        return PageFrame.page(
                status, place.choice(), SetupPages.PATH, place.visitor(), place.seal(), title, place.body());
    }

    /** The same for people who are here and people who are not: the domain decides. */
    private Optional<MailSettings> settings(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1 || address.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '<' || c == '>'))
            return Optional.empty();
        return DnsName.parse(address.substring(at + 1).toLowerCase(Locale.ROOT)).flatMap(domains::of);
    }

    private static String address(Place place) {
        var wording = place.wording();
        place.body().leaf("h1", wording.get("title")).leaf("p", wording.get("intro"));
        place.sayWrong();
        place.body().open("form", "method", "get", "action", SetupPages.PATH);
        place.choice().with("").each((name, value) -> PageFrame.hidden(place.body(), name, value));
        place.field(
                "address",
                Choice.ADDRESS,
                place.choice().address(),
                "type",
                "email",
                "autocomplete",
                "email",
                "maxlength",
                "300");
        place.body().leaf("button", wording.get("go-on"), "class", "yes").close();
        return wording.get("title");
    }

    private static String devices(Place place) {
        String title = place.wording().get("which-device");
        place.body().leaf("h1", title);
        place.sayWrong();
        place.body().open("ul", "class", "tiles");
        for (Device each : Device.values())
            tile(
                    place,
                    place.choice().with(each),
                    Pictures.of(each),
                    place.wording().get("device." + each.word()));
        place.body().close();
        if (place.visitor().isEmpty()) back(place, place.choice().with(""), "other-address");
        return title;
    }

    private static String programs(Place place, Device device) {
        String title = place.wording().get("which-program");
        place.body().leaf("h1", title);
        place.sayWrong();
        place.body().open("ul", "class", "tiles");
        for (MailProgram each : device.programs())
            tile(
                    place,
                    place.choice().with(each),
                    Pictures.of(each),
                    each.name(place.wording().language()));
        place.body().close();
        back(place, place.choice().withoutDevice(), "other-device");
        return title;
    }

    private static void tile(Place place, Choice choice, String picture, String name) {
        place.body().open("li").open("a", "href", choice.at(SetupPages.PATH)).ours(picture);
        place.body().leaf("span", name).close().close();
    }

    static void back(Place place, Choice choice, String key) {
        place.body()
                .open("p")
                .leaf("a", place.wording().get(key), "href", choice.at(SetupPages.PATH))
                .close();
    }

    /** A name for the password that the account has not given yet. */
    static String freeLabel(String wanted, Iterable<AppPassword> present) {
        for (int i = 1; ; i++) {
            String label = i == 1 ? wanted : wanted + " " + i;
            boolean taken = false;
            for (AppPassword each : present) taken |= each.label().equalsIgnoreCase(label);
            if (!taken) return label;
        }
    }
}
