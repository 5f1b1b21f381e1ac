package org.mailstead.server.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import org.mailstead.dns.DnsName;
import org.mailstead.finder.Found;
import org.mailstead.finder.Look;
import org.mailstead.finder.SettingsCheck;
import org.mailstead.server.Json;
import org.mailstead.settings.MailServer;
import tools.jackson.core.JsonGenerator;

/** What mail programs find, for people and for scripts. */
record SetupCheckText(DnsName domain, SettingsCheck check, boolean signedIn) {
    String people() {
        var text = new StringBuilder("What mail programs find for " + domain.toUnicode() + "\n\n");
        for (Found each : check.found()) {
            text.append(each.isWhole() ? "  " : "! ").append(each.program()).append('\n');
            for (MailServer server : each.servers())
                text.append("      ").append(server).append('\n');
            if (each.servers().isEmpty()) text.append("      nothing\n");
            else text.append("      from ").append(each.from()).append('\n');
        }
        if (!check.traps().isEmpty()) text.append("\nWhat leads programs astray\n\n");
        for (Look trap : check.traps()) {
            text.append("! ")
                    .append(trap.place())
                    .append(": ")
                    .append(trap.said())
                    .append('\n');
            if (!trap.advice().isEmpty())
                text.append("      ").append(trap.advice()).append('\n');
        }
        if (!check.troubles().isEmpty()) text.append("\nWhat is to be mended\n\n");
        for (String trouble : check.troubles())
            text.append("! ").append(trouble).append('\n');
        return text.append('\n').append(summary()).append('\n').toString();
    }

    private String summary() {
        if (check.found().isEmpty()) return "Nothing was looked for.";
        if (check.isWell())
            return "Every program finds servers that answer"
                    + (signedIn ? ", and all of them let the account in." : ". To sign in too: --sign-in ADDRESS.");
        return "To be mended: " + check.traps().size() + " of what leads astray, "
                + check.troubles().size() + " of what was found. Records to publish: mailstead dns records "
                + domain.toUnicode();
    }

    String json() {
        return Json.object(json -> {
            json.writeStringProperty("domain", domain.toString());
            json.writeBooleanProperty("well", check.isWell());
            json.writeArrayPropertyStart("programs");
            for (Found each : check.found()) found(json, each);
            json.writeEndArray();
            json.writeArrayPropertyStart("traps");
            for (Look trap : check.traps()) look(json, trap);
            json.writeEndArray();
            json.writeArrayPropertyStart("troubles");
            check.troubles().forEach(json::writeString);
            json.writeEndArray();
        });
    }

    private static void found(JsonGenerator json, Found found) {
        json.writeStartObject();
        json.writeStringProperty("program", found.program());
        json.writeStringProperty("from", found.from());
        json.writeStringProperty(
                "servers", found.servers().stream().map(MailServer::toString).collect(Collectors.joining(", ")));
        json.writeArrayPropertyStart("looks");
        for (Look each : found.looks()) look(json, each);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void look(JsonGenerator json, Look look) {
        json.writeStartObject();
        json.writeStringProperty("place", look.place());
        json.writeStringProperty("state", look.state().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("said", look.said());
        json.writeStringProperty("advice", look.advice());
        json.writeEndObject();
    }
}
