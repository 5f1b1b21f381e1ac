package org.mailstead.server.cli;

import java.util.Locale;
import org.mailstead.doctor.Case;
import org.mailstead.doctor.CaseText;
import org.mailstead.doctor.Report;
import org.mailstead.doctor.ReportText;
import org.mailstead.doctor.Verdict;
import org.mailstead.ladder.Rung;
import org.mailstead.server.Json;
import org.mailstead.texts.Language;
import tools.jackson.core.JsonGenerator;

/** A report for scripts. */
final class ReportJson {
    private static final double MILLIS = 1000;

    private ReportJson() {}

    static String of(Report report, Language language) {
        var text = new CaseText(language);
        return Json.object(json -> {
            json.writeStringProperty("address", report.evidence().attempt().typed());
            json.writeBooleanProperty("well", report.isWell());
            json.writeBooleanProperty("signedIn", !report.evidence().signIns().isEmpty());
            json.writeArrayPropertyStart("causes");
            report.verdicts().forEach(each -> verdict(json, each, text));
            json.writeEndArray();
            json.writeObjectPropertyStart("rungs");
            for (Rung rung : Rung.values())
                json.writeStringProperty(word(rung), word(report.lights().getOrDefault(rung, Rung.Light.DARK)));
            json.writeEndObject();
            report.corrected().ifPresent(settings -> FindingJson.settings(json, settings));
            json.writeStringProperty("log", ReportText.log(report));
            json.writeNumberProperty("seconds", report.evidence().took().toMillis() / MILLIS);
        });
    }

    private static void verdict(JsonGenerator json, Verdict verdict, CaseText text) {
        json.writeStartObject();
        json.writeStringProperty("code", verdict.what().code());
        json.writeStringProperty("name", word(verdict.what()));
        json.writeBooleanProperty("stops", verdict.what().weight() == Case.Weight.STOPS);
        json.writeStringProperty("says", text.says(verdict));
        json.writeStringProperty("do", text.action(verdict));
        json.writeStringProperty("then", text.confirmed(verdict));
        json.writeStringProperty("mender", word(verdict.what().mender()));
        text.letter(verdict).ifPresent(letter -> json.writeStringProperty("letter", letter));
        verdict.corrected().ifPresent(server -> {
            json.writeName("corrected");
            FindingJson.server(json, server);
        });
        json.writeEndObject();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
