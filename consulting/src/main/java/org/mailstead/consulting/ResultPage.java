package org.mailstead.consulting;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.mailstead.doctor.CaseText;
import org.mailstead.doctor.Report;
import org.mailstead.doctor.ReportText;
import org.mailstead.doctor.Verdict;
import org.mailstead.exports.ExportProgram;
import org.mailstead.exports.Exports;
import org.mailstead.finder.Finding;
import org.mailstead.finder.FindingText;
import org.mailstead.ladder.Rung;
import org.mailstead.ladder.Rung.Light;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.NoteText;
import org.mailstead.texts.Language;
import org.mailstead.web.HtmlBody;

/** What came of it: one headline, one thing to do, and below all that goes with it. */
final class ResultPage {
    private final Language language;
    private final Wording wording;
    private final CaseText cases;
    private final FindingText findings;
    private final ReportText reports;

    ResultPage(Language language, Clock clock) {
        this.language = language;
        wording = new Wording(language);
        cases = new CaseText(language);
        findings = new FindingText(language, clock);
        reports = new ReportText(language, clock);
    }

    /** The rungs as a list, which a script keeps up to date while they are looked at. */
    void rungs(HtmlBody body, Function<Rung, Light> lights) {
        body.open("ul", "class", "rungs");
        for (Rung rung : Rung.values()) {
            Light light = lights.apply(rung);
            body.open("li", "class", word(light), "data-rung", word(rung));
            body.leaf("b", cases.rung(rung)).text(": ").leaf("span", words(light));
            body.close();
        }
        body.close();
    }

    String words(Light light) {
        return wording.get("light." + word(light));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param path of this page */
    HtmlBody whole(Examined examined, String path, FormPage form, Form typed) {
        Report report = examined.report();
        var body = new HtmlBody().leaf("h1", reports.headline(report), "class", report.isWell() ? "well" : "ill");
        report.headline().ifPresent(verdict -> first(body, verdict));
        examined.silence().ifPresent(why -> body.leaf("p", wording.get("silent", "why", why), "class", "note"));
        boolean asks = report.finding()
                        .filter(each -> each.trust() == Finding.Trust.ASK)
                        .isPresent()
                && report.evidence().signIns().isEmpty()
                && typed.reading().isEmpty()
                && typed.sending().isEmpty();
        if (asks) body.leaf("p", wording.get("ask"), "class", "note");
        report.corrected().ifPresent(settings -> settings(body, report, settings, path));
        others(body, report.verdicts().stream().skip(1).toList());
        remarks(body, report);
        know(body, report);
        body.leaf("h2", wording.get("rungs"));
        rungs(body, rung -> report.lights().getOrDefault(rung, Light.DARK));
        body.open("details").leaf("summary", wording.get("log"));
        body.leaf("p", wording.get("log.what"));
        body.leaf("pre", ReportText.log(report));
        body.open("p")
                .leaf("a", wording.get("log.save"), "href", path + "?" + DoctorPages.LOG + "=1")
                .close();
        body.close();
        body.leaf("h2", wording.get("again.title"));
        Form shown = asks ? typed.with(report.evidence().attempt().set()) : typed;
        form.write(body, shown, true);
        return body;
    }

    private void first(HtmlBody body, Verdict verdict) {
        body.open("section", "class", "verdict");
        body.leaf("h2", verdict.what().code() + " · " + cases.title(verdict.what()));
        body.leaf("p", cases.says(verdict));
        body.leaf("p", "→ " + cases.action(verdict), "class", "do");
        body.leaf("p", wording.get("who", "who", cases.mender(verdict.what())));
        body.leaf("p", wording.get("then", "then", cases.confirmed(verdict)));
        cases.letter(verdict).ifPresent(letter -> {
            body.leaf("p", wording.get("letter"));
            body.leaf("blockquote", letter, "class", "value", "data-name", wording.get("letter.name"));
        });
        body.close();
    }

    private void settings(HtmlBody body, Report report, AccountSettings settings, String path) {
        if (settings.servers().isEmpty()) return;
        body.leaf("h2", wording.get(report.hasCorrections() ? "settings.corrected" : "settings"));
        body.open("table").leaf("caption", settings.address());
        for (MailServer server : settings.servers()) {
            String what = wording.get(server.receives() ? "server.in" : "server.out") + " (" + server.protocol() + ")";
            body.open("tbody");
            body.open("tr")
                    .leaf("th", what, "colspan", "2", "scope", "rowgroup")
                    .close();
            row(body, "host", Optional.of(server.host()), "");
            row(body, "port", Optional.of(Integer.toString(server.port())), "");
            row(
                    body,
                    "security",
                    Optional.empty(),
                    wording.get("security." + server.security().name()));
            row(body, "user", Optional.of(server.user()), "");
            body.close();
        }
        body.close();
        if (!settings.secrets().isEmpty())
            body.leaf(
                    "p",
                    wording.get(
                            "secret", "secrets", NoteText.of(settings.secrets().getFirst(), language)));
        body.open("details").leaf("summary", wording.get("programs"));
        body.open("ul");
        for (ExportProgram each : Exports.all()) {
            body.open("li")
                    .leaf(
                            "a",
                            each.name(language) + ": " + each.description(language),
                            "href",
                            Frame.in(path + "?" + ExportPage.FOR + "=" + each.word(), language))
                    .close();
        }
        body.close().close();
    }

    private void row(HtmlBody body, String key, Optional<String> value, String words) {
        body.open("tr").leaf("th", wording.get(key), "scope", "row").open("td");
        if (value.isPresent()) body.leaf("code", value.get(), "class", "value", "data-name", wording.get(key));
        else body.text(words);
        body.close().close();
    }

    private void others(HtmlBody body, List<Verdict> others) {
        if (others.isEmpty()) return;
        body.leaf("h2", wording.get("also"));
        body.open("ul");
        for (Verdict each : others)
            body.leaf("li", each.what().code() + " · " + cases.says(each) + " → " + cases.action(each));
        body.close();
    }

    private void remarks(HtmlBody body, Report report) {
        if (report.remarks().isEmpty()) return;
        body.leaf("h2", wording.get("remarks"));
        body.open("ul");
        report.remarks().forEach(each -> body.leaf("li", reports.remark(each)));
        body.close();
    }

    /** What the provider's customers have to know, and what is odd about what was found. */
    private void know(HtmlBody body, Report report) {
        if (report.finding().isEmpty()) return;
        Finding finding = report.finding().get();
        boolean in = report.isWell() && !report.evidence().signIns().isEmpty();
        var lines = new ArrayList<String>(in ? List.of() : findings.first(finding));
        lines.addAll(findings.doubts(finding));
        if (lines.isEmpty()) return;
        body.leaf("h2", wording.get("first"));
        body.open("ul");
        lines.forEach(each -> body.leaf("li", each));
        body.close();
    }
}
