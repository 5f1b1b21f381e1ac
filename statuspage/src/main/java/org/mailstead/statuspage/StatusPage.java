package org.mailstead.statuspage;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.consulting.ExportPage;
import org.mailstead.consulting.Frame;
import org.mailstead.doctor.Case;
import org.mailstead.doctor.CaseText;
import org.mailstead.exports.ExportProgram;
import org.mailstead.exports.Exports;
import org.mailstead.gateway.Gateway.Status;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.GatewaySettings;
import org.mailstead.gateway.Trouble;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.statuspage.SignIns.How;
import org.mailstead.texts.Language;
import org.mailstead.web.HtmlBody;

/** Each account: how it is, what to do, who uses it, and what programs are set to. */
final class StatusPage {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Language language;
    private final Wording wording;
    private final CaseText cases;
    private final String path;
    private final ZoneId zone;

    /** @param path of the page */
    StatusPage(Language language, String path, ZoneId zone) {
        this.language = language;
        wording = new Wording(language);
        cases = new CaseText(language);
        this.path = path;
        this.zone = zone;
    }

    /** @param wrong what was wrong with what was asked for, in words */
    HtmlBody top(Map<Protocol, Integer> ports, Optional<String> wrong) {
        var body = new HtmlBody().leaf("h1", wording.get("title")).leaf("p", wording.get("what"));
        wrong.ifPresent(words -> body.leaf("p", words, "class", "wrong", "role", "alert"));
        if (ports.isEmpty()) body.leaf("p", wording.get("no-ports"), "class", "note");
        return body;
    }

    void account(
            HtmlBody body, GatewayAccount account, Status status, GatewaySettings settings, List<String> programs) {
        body.open("section").leaf("h2", account.address());
        light(body, status);
        status.trouble().ifPresent(trouble -> trouble(body, account.address(), trouble));
        boolean urgent = status.trouble()
                .filter(each -> each.kind().needsPerson() && each.kind() != Kind.TAMPERED)
                .isPresent();
        boolean may = status.trouble().map(Trouble::kind).orElse(Kind.PROVIDER) != Kind.TAMPERED;
        if (urgent) again(body, account);
        uses(body, status, programs);
        settings(body, account, settings);
        if (may && !urgent) {
            body.open("details").leaf("summary", wording.get("again.anyway"));
            again(body, account);
            body.close();
        }
        body.close();
    }

    private void light(HtmlBody body, Status status) {
        String light = status.trouble().isEmpty()
                ? status.unlocked() ? "green" : "yellow"
                : status.trouble().get().kind().needsPerson() ? "red" : "yellow";
        String words = status.trouble().isPresent()
                ? wording.get(light.equals("red") ? "light.needs" : "light.passes")
                : wording.get(status.unlocked() ? "light.works" : "light.waits");
        body.open("ul", "class", "rungs").open("li", "class", light).leaf("b", words);
        status.tokenUntil()
                .filter(_ -> status.trouble().isEmpty())
                .ifPresent(until -> body.text("; ").leaf("span", wording.get("until", "time", time(until))));
        body.close().close();
    }

    private String time(Instant instant) {
        return MINUTES.format(instant.atZone(zone));
    }

    private void trouble(HtmlBody body, String address, Trouble trouble) {
        Kind kind = trouble.kind();
        body.open("section", "class", kind.needsPerson() ? "verdict" : "note");
        String title =
                Case.of(kind.doctor()).map(each -> " · " + cases.title(each)).orElse("");
        body.leaf("h3", kind.doctor() + title);
        body.leaf("p", wording.get(kind + ".says", "address", address));
        body.leaf("p", "→ " + wording.get(kind + ".do", "address", address), "class", "do");
        if (!trouble.said().isEmpty()) body.leaf("p", wording.get("said", "said", trouble.said()));
        body.open("details").leaf("summary", wording.get("exactly"));
        body.leaf("p", trouble.words(), "lang", Language.ENGLISH.tag()).close();
        body.close();
    }

    private void again(HtmlBody body, GatewayAccount account) {
        body.open("form", "method", "post", "action", path);
        hidden(body, StatusPages.ACCOUNT, account.address());
        hidden(body, "lang", language.tag());
        if (account.oauth().isEmpty()) {
            String id = "password-" + account.address();
            body.leaf("label", wording.get("password"), "for", id);
            body.open(
                    "input",
                    "id",
                    id,
                    "name",
                    StatusPages.PASSWORD,
                    "type",
                    "password",
                    "maxlength",
                    "200",
                    "autocomplete",
                    "off");
            body.leaf("button", wording.get("again.password"), "class", "yes");
        } else {
            button(body, How.BROWSER, "yes", "again");
            if (account.oauth().get().device().isPresent()) button(body, How.CODE, "no", "again.code");
        }
        body.close();
        body.leaf("p", wording.get("again.what"), "class", "small");
    }

    private void button(HtmlBody body, How how, String look, String key) {
        body.leaf("button", wording.get(key), "name", StatusPages.HOW, "value", StatusPages.word(how), "class", look);
    }

    private static void hidden(HtmlBody body, String name, String value) {
        body.open("input", "type", "hidden", "name", name, "value", value);
    }

    private void uses(HtmlBody body, Status status, List<String> programs) {
        var all = new LinkedHashMap<String, Optional<Instant>>();
        programs.forEach(each -> all.put(each, Optional.ofNullable(status.used().get(each))));
        if (all.isEmpty()) return;
        body.open("table").leaf("caption", wording.get("programs"));
        body.open("tbody");
        all.forEach((program, last) -> body.open("tr")
                .leaf("th", program, "scope", "row")
                .leaf("td", last.map(this::time).orElseGet(() -> wording.get("never")))
                .close());
        body.close().close();
    }

    private void settings(HtmlBody body, GatewayAccount account, GatewaySettings settings) {
        body.open("details").leaf("summary", wording.get("settings"));
        body.open("table").leaf("caption", wording.get("settings.what"));
        for (MailServer each : settings.servers(account)) {
            body.open("tbody");
            String what = wording.get(each.receives() ? "server.in" : "server.out") + " (" + each.protocol() + ")";
            body.open("tr")
                    .leaf("th", what, "colspan", "2", "scope", "rowgroup")
                    .close();
            row(body, "host", each.host());
            row(body, "port", Integer.toString(each.port()));
            row(body, "user", each.user());
            body.open("tr")
                    .leaf("th", wording.get("security"), "scope", "row")
                    .leaf("td", wording.get("security.none"))
                    .close();
            body.close();
        }
        body.close();
        body.leaf("p", wording.get("password.lost", StatusPages.ACCOUNT, account.address()), "class", "small");
        body.leaf("h3", wording.get("settings.programs")).open("ul");
        String of = Frame.with(path, StatusPages.ACCOUNT, account.address());
        for (ExportProgram each : Exports.all())
            body.open("li")
                    .leaf(
                            "a",
                            each.name(language) + ": " + each.description(language),
                            "href",
                            Frame.in(Frame.with(of, ExportPage.FOR, each.word()), language))
                    .close();
        body.close().close();
    }

    private void row(HtmlBody body, String key, String value) {
        body.open("tr").leaf("th", wording.get(key), "scope", "row").open("td");
        body.leaf("code", value, "class", "value", "data-name", wording.get(key));
        body.close().close();
    }
}
