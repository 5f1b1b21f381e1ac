package org.mailstead.doctor;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailstead.finder.FindingText;
import org.mailstead.ladder.Evidence;
import org.mailstead.ladder.HostFacts;
import org.mailstead.ladder.PortFacts;
import org.mailstead.ladder.Rung;
import org.mailstead.ladder.Rung.Light;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.NoteText;
import org.mailstead.texts.Language;
import org.mailstead.texts.Texts;

/** A report in words, for a terminal. */
public final class ReportText {
    private static final Texts TEXTS = Texts.beside(ReportText.class, "report");

    private static final double MILLIS = 1000;

    private final Language language;
    private final CaseText cases;
    private final FindingText findings;

    /** @param clock by which facts are old */
    public ReportText(Language language, Clock clock) {
        this.language = language;
        cases = new CaseText(language);
        findings = new FindingText(language, clock);
    }

    private String text(String key, Map<String, String> values) {
        return TEXTS.in(language, key, values);
    }

    /** The one sentence that counts. */
    public String headline(Report report) {
        String address = report.evidence().attempt().typed().strip();
        var first = report.headline();
        if (first.isEmpty()) return text(signedIn(report) ? "well" : "well.seen", Map.of("address", address));
        return text(report.isWell() ? "well.but" : "ill", Map.of("address", address));
    }

    private static boolean signedIn(Report report) {
        return !report.evidence().signIns().isEmpty();
    }

    /** All of it but the log. */
    public String people(Report report) {
        var text = new StringBuilder(headline(report)).append("\n");
        report.headline().ifPresent(verdict -> verdict(text, verdict));
        report.corrected().filter(_ -> report.hasCorrections()).ifPresent(settings -> settings(text, settings));
        var others = report.verdicts().stream().skip(1).toList();
        if (!others.isEmpty()) text.append('\n').append(text("also", Map.of())).append('\n');
        for (Verdict each : others)
            text.append("  ")
                    .append(each.what().code())
                    .append("  ")
                    .append(cases.says(each))
                    .append("\n       → ")
                    .append(cases.action(each))
                    .append('\n');
        remarks(text, report);
        first(text, report);
        rungs(text, report);
        return text.toString();
    }

    /** As one of several: all of it where there is something to do, else the sentence. */
    public String brief(Report report) {
        return report.verdicts().isEmpty() ? headline(report) : people(report);
    }

    /** How many of several are well. */
    public String together(int all, int well) {
        return text("together", Map.of("all", Integer.toString(all), "well", Integer.toString(well)));
    }

    private void remarks(StringBuilder text, Report report) {
        if (report.remarks().isEmpty()) return;
        text.append('\n').append(text("remarks", Map.of())).append('\n');
        report.remarks()
                .forEach(each -> text.append("  - ").append(remark(each)).append('\n'));
    }

    /** In a sentence or two. */
    public String remark(Remark remark) {
        return text("remark." + remark.kind().word(), remark.values());
    }

    private void verdict(StringBuilder text, Verdict verdict) {
        text.append('\n')
                .append(verdict.what().code())
                .append("  ")
                .append(cases.title(verdict.what()))
                .append("\n\n");
        text.append(cases.says(verdict))
                .append("\n→ ")
                .append(cases.action(verdict))
                .append("\n\n");
        text.append(text("who", Map.of("who", cases.mender(verdict.what())))).append('\n');
        text.append(text("then", Map.of("then", cases.confirmed(verdict)))).append('\n');
        cases.letter(verdict)
                .ifPresent(letter -> text.append('\n')
                        .append(text("letter", Map.of()))
                        .append("\n  ")
                        .append(letter)
                        .append('\n'));
    }

    private void settings(StringBuilder text, AccountSettings settings) {
        text.append('\n').append(text("settings", Map.of())).append('\n');
        settings.servers()
                .forEach(server -> text.append("  ")
                        .append(findings.server(server))
                        .append("  ")
                        .append(server.user())
                        .append('\n'));
        if (!settings.secrets().isEmpty())
            text.append("  ")
                    .append(text(
                            "secret",
                            Map.of("secrets", NoteText.of(settings.secrets().getFirst(), language))))
                    .append('\n');
    }

    /** What the provider's customers have to know, where nobody is in yet. */
    private void first(StringBuilder text, Report report) {
        if (report.isWell() && signedIn(report)) return;
        List<String> first = report.finding().map(findings::first).orElse(List.of());
        if (first.isEmpty()) return;
        text.append('\n').append(text("first", Map.of())).append('\n');
        first.forEach(each -> text.append("  - ").append(each).append('\n'));
    }

    private void rungs(StringBuilder text, Report report) {
        text.append('\n').append(text("rungs", Map.of())).append('\n');
        for (Rung rung : Rung.values())
            text.append("  ")
                    .append(mark(report.lights().getOrDefault(rung, Light.DARK)))
                    .append(' ')
                    .append(cases.rung(rung))
                    .append('\n');
    }

    private static char mark(Light light) {
        return switch (light) {
            case GREEN -> '✔';
            case YELLOW -> '!';
            case RED -> '✘';
            case DARK -> '·';
        };
    }

    /** What was seen, line by line, without secrets: for whoever helps. In English, since it is for them. */
    public static String log(Report report) {
        Evidence seen = report.evidence();
        var log = new StringBuilder();
        log.append("machine  ").append(seen.machine()).append('\n');
        log.append("domain   ").append(seen.here().domain()).append('\n');
        for (HostFacts host : seen.here().hosts())
            log.append("host     ")
                    .append(host.host())
                    .append("  ")
                    .append(host.answer())
                    .append(host.aliases().isEmpty() ? "" : "  by " + host.aliases())
                    .append('\n');
        seen.senders().forEach(each -> log.append("sender   ").append(each).append('\n'));
        seen.here().ports().forEach(port -> port(log, "here ", port));
        seen.there().ifPresent(there -> there.ports().forEach(port -> port(log, "there", port)));
        seen.signIns()
                .forEach(each -> log.append("sign-in  ")
                        .append(each.server())
                        .append("  as ")
                        .append(each.server().user())
                        .append("  ")
                        .append(each.mechanism())
                        .append("  ")
                        .append(each.came())
                        .append("  ")
                        .append(each.said())
                        .append('\n'));
        log.append("use      ").append(seen.use()).append('\n');
        report.remarks()
                .forEach(each -> log.append("remark   ")
                        .append(each.kind().word())
                        .append("  ")
                        .append(new TreeMap<>(each.values()))
                        .append('\n'));
        report.verdicts()
                .forEach(each -> log.append("cause    ")
                        .append(each.what().code())
                        .append("  ")
                        .append(each.what())
                        .append('\n'));
        return log.append("took     ")
                .append(seen.took().toMillis() / MILLIS)
                .append(" s\n")
                .toString();
    }

    private static void port(StringBuilder log, String from, PortFacts port) {
        log.append(from).append("    ").append(port.host()).append(':').append(port.port());
        fact(log, "IPv4", port.ipv4());
        fact(log, "IPv6", port.ipv6());
        fact(log, "first", port.first());
        fact(log, "plain", port.plain());
        fact(log, "TLS", port.tls());
        fact(log, "within TLS", port.secured());
        log.append('\n');
    }

    private static void fact(StringBuilder log, String name, Optional<?> fact) {
        fact.ifPresent(each -> log.append("  ").append(name).append(' ').append(each));
    }
}
