package org.mailstead.server.cli;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailstead.authenticity.AggregateReport;
import org.mailstead.reports.ReceivedDmarc.Known;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JsonGenerator;

@Command(
        name = "reports",
        description = {
            "Shows what other servers report (DMARC) of mail that claims to be from our domains: from which addresses it",
            "came, how much of it could prove that it is ours, and what to do about the rest."
        },
        footer = {"", "Example:", "  mailstead dmarc reports example.org --days 14"})
final class DmarcReportList extends OnDirectory {
    /** Sources shown to people; forged mail comes from thousands. */
    private static final int SHOWN = 30;

    /** Messages of which most have to pass before a stricter policy is advised. */
    private static final int ENOUGH = 20;

    @Mixin
    private ReportOptions about = new ReportOptions();

    DmarcReportList(Program program) {
        super(program);
    }

    /** What came from one address. */
    static final class Source {
        final String address;
        final TreeSet<String> names = new TreeSet<>();
        long messages;
        long spf;
        long dkim;
        long passed;
        long refused;

        Source(String address) {
            this.address = address;
        }

        void add(AggregateReport.Row row) {
            messages += row.count();
            if (row.spfAligned()) spf += row.count();
            if (row.dkimAligned()) dkim += row.count();
            if (row.spfAligned() || row.dkimAligned()) passed += row.count();
            if (row.disposition() == AggregateReport.Disposition.REJECT) refused += row.count();
            if (names.size() < 3) row.signatures().forEach(each -> names.add(each.domain()));
            if (names.size() < 3 && !row.envelopeFrom().isEmpty()) names.add(row.envelopeFrom());
            // Older reports name the sender here alone.
            var spfOf = row.spf();
            if (names.size() < 3 && spfOf != null) names.add(spfOf.domain());
        }
    }

    @Override
    void run(Desk desk) {
        List<Known> known = desk.received().dmarc().known(about.from(desk), about.to(desk)).stream()
                .filter(each -> about.wants(each.domain()))
                .toList();
        if (json()) {
            desk.say(Json.line(json -> {
                json.writeStartArray();
                known.forEach(each -> write(json, each));
                json.writeEndArray();
            }));
            return;
        }
        if (known.isEmpty()) desk.say(about.none("DMARC", "rua=mailto:dmarc-reports@DOMAIN in _dmarc.DOMAIN"));
        known.forEach(each -> tell(desk, each));
    }

    private static List<Source> sources(Known known) {
        var sources = new TreeMap<String, Source>();
        known.rows()
                .forEach(row -> sources.computeIfAbsent(row.source().getHostAddress(), Source::new)
                        .add(row));
        return sources.values().stream()
                .sorted((one, other) -> Long.compare(other.messages, one.messages))
                .toList();
    }

    private static void write(JsonGenerator json, Known known) {
        json.writeStartObject();
        json.writeStringProperty("domain", known.domain());
        json.writeStringProperty("policy", known.policy());
        json.writeNumberProperty("reports", known.reports());
        json.writeArrayPropertyStart("reporters");
        known.reporters().forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("sources");
        for (Source each : sources(known)) {
            json.writeStartObject();
            json.writeStringProperty("address", each.address);
            json.writeNumberProperty("messages", each.messages);
            json.writeNumberProperty("spf", each.spf);
            json.writeNumberProperty("dkim", each.dkim);
            json.writeNumberProperty("dmarc", each.passed);
            json.writeNumberProperty("refused", each.refused);
            json.writeArrayPropertyStart("names");
            each.names.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void tell(Desk desk, Known known) {
        var sources = sources(known);
        long all = sources.stream().mapToLong(each -> each.messages).sum();
        long passed = sources.stream().mapToLong(each -> each.passed).sum();
        desk.say(known.domain() + ": " + passed + " of " + all + " messages passed DMARC in " + about.days()
                + " days, say "
                + known.reports() + " reports of " + String.join(", ", known.reporters())
                + (known.policy().isEmpty() ? "" : ". Its policy is p=" + known.policy()) + ".");
        desk.say("");
        desk.say("  %-39s %9s %9s %9s %9s  %s".formatted("from", "messages", "SPF", "DKIM", "DMARC", "names in it"));
        sources.stream()
                .limit(SHOWN)
                .forEach(each -> desk.say("  %-39s %9d %9d %9d %9d  %s"
                        .formatted(
                                each.address,
                                each.messages,
                                each.spf,
                                each.dkim,
                                each.passed,
                                String.join(", ", each.names))));
        if (sources.size() > SHOWN)
            desk.say("  and " + (sources.size() - SHOWN) + " more addresses; see them with --json");
        desk.say("");
        for (String line : advice(known, sources, all, passed)) desk.say("  " + line);
        desk.say("");
    }

    private static List<String> advice(Known known, List<Source> sources, long all, long passed) {
        boolean none = sources.stream().anyMatch(each -> each.passed == 0);
        boolean half =
                sources.stream().anyMatch(each -> each.passed > 0 && (each.dkim == 0 || each.passed < each.messages));
        var advice = new java.util.ArrayList<String>();
        if (half)
            advice.add(
                    "Addresses where DKIM is less than messages send for you, but not all of it is signed. Let them sign: SPF"
                            + " alone is lost when somebody passes the mail on.");
        if (none)
            advice.add(
                    "Addresses with 0 under DMARC are forgers, or senders of yours that nobody told about SPF and DKIM (a"
                            + " newsletter, a shop, a printer). Those you know: give them a key, or name them in the SPF record.");
        boolean most = all >= ENOUGH && passed * 100 >= all * 98;
        if (known.policy().startsWith("reject") && !known.policy().contains("t=y"))
            advice.add("Others are asked to refuse what does not pass. There is nothing left to do.");
        else if (most || (all >= ENOUGH && !half))
            advice.add(
                    "If you know none of the addresses with 0, go one step on: p=quarantine; t=y, then p=quarantine, then"
                            + " p=reject, and look here again after a week each time.");
        else if (all < ENOUGH)
            advice.add("That is little to judge by: wait for more before you ask for anything stricter.");
        return advice;
    }
}
