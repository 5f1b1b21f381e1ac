package org.mailstead.server.cli;

import java.util.List;
import java.util.Locale;
import org.mailstead.doctor.Case;
import org.mailstead.doctor.CaseText;
import org.mailstead.doctor.Remark;
import org.mailstead.doctor.Report;
import org.mailstead.doctor.ReportText;
import org.mailstead.doctor.Verdict;
import org.mailstead.imports.ImportText;
import org.mailstead.imports.Imported;
import org.mailstead.ladder.Rung;
import org.mailstead.server.Json;
import org.mailstead.texts.Language;
import tools.jackson.core.JsonGenerator;

/** A report for scripts. */
final class ReportJson {
    private static final double MILLIS = 1000;

    private ReportJson() {}

    /**
     * @param programs what they are set to; empty if none was looked at
     * @param words of the same language
     */
    static String of(Report report, List<Imported> programs, Language language, ReportText words) {
        var text = new CaseText(language);
        return Json.object(json -> {
            json.writeStringProperty("address", report.evidence().attempt().typed());
            if (!programs.isEmpty()) {
                json.writeArrayPropertyStart("programs");
                programs.forEach(each -> program(json, each, language));
                json.writeEndArray();
            }
            json.writeBooleanProperty("well", report.isWell());
            json.writeBooleanProperty("signedIn", !report.evidence().signIns().isEmpty());
            json.writeArrayPropertyStart("causes");
            report.verdicts().forEach(each -> verdict(json, each, text));
            json.writeEndArray();
            json.writeArrayPropertyStart("remarks");
            report.remarks().forEach(each -> remark(json, each, words));
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

    /** Of one among several, whose settings cannot be read. */
    static String mistake(String address, String mistake) {
        return Json.object(json -> {
            json.writeStringProperty("address", address);
            json.writeBooleanProperty("well", false);
            json.writeStringProperty("mistake", mistake);
        });
    }

    private static void remark(JsonGenerator json, Remark remark, ReportText words) {
        json.writeStartObject();
        json.writeStringProperty("name", remark.kind().word());
        json.writeStringProperty("says", words.remark(remark));
        json.writeEndObject();
    }

    private static void program(JsonGenerator json, Imported account, Language language) {
        json.writeStartObject();
        json.writeStringProperty("program", account.program());
        json.writeStringProperty("file", account.file().toString());
        json.writeStringProperty("account", account.name());
        json.writeStringProperty("address", account.address());
        json.writeArrayPropertyStart("servers");
        account.servers().forEach(each -> FindingJson.server(json, each));
        json.writeEndArray();
        json.writeBooleanProperty("oauth", account.oauth());
        json.writeStringProperty("secret", word(account.secret().kind()));
        json.writeArrayPropertyStart("remarks");
        account.remarks().forEach(each -> {
            json.writeStartObject();
            json.writeStringProperty("name", word(each.kind()));
            json.writeStringProperty("says", ImportText.of(each, language));
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
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
