package org.mailstead.server.cli;

import java.util.Locale;
import org.mailstead.finder.Finding;
import org.mailstead.finder.FindingText;
import org.mailstead.finder.Source;
import org.mailstead.server.Json;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import tools.jackson.core.JsonGenerator;

/** A finding for scripts. */
final class FindingJson {
    private FindingJson() {}

    static String of(Finding finding, FindingText text) {
        return Json.object(json -> {
            json.writeStringProperty("address", finding.address());
            finding.provider().ifPresent(provider -> {
                json.writeStringProperty("provider", provider.id());
                json.writeStringProperty("providerName", provider.name());
                json.writeStringProperty("checked", provider.checked().toString());
            });
            json.writeStringProperty("trust", word(finding.trust()));
            finding.from()
                    .ifPresent(
                            from -> json.writeStringProperty("from", from.look().place()));
            finding.settings().ifPresent(settings -> settings(json, settings));
            json.writeArrayPropertyStart("first");
            text.first(finding).forEach(json::writeString);
            json.writeEndArray();
            json.writeArrayPropertyStart("doubts");
            finding.doubts().forEach(doubt -> {
                json.writeStartObject();
                json.writeStringProperty("kind", word(doubt.kind()));
                json.writeStringProperty("what", doubt.what());
                json.writeStringProperty("why", doubt.why());
                json.writeStringProperty("sentence", text.doubt(doubt));
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeArrayPropertyStart("sources");
            finding.sources().forEach(source -> source(json, source));
            json.writeEndArray();
        });
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void settings(JsonGenerator json, AccountSettings settings) {
        json.writeArrayPropertyStart("servers");
        settings.servers().forEach(server -> server(json, server));
        json.writeEndArray();
        json.writeArrayPropertyStart("secrets");
        settings.secrets().forEach(secret -> json.writeString(word(secret)));
        json.writeEndArray();
    }

    static void server(JsonGenerator json, MailServer server) {
        json.writeStartObject();
        json.writeStringProperty("protocol", word(server.protocol()));
        json.writeStringProperty("host", server.host());
        json.writeNumberProperty("port", server.port());
        json.writeStringProperty("security", word(server.security()));
        json.writeStringProperty("user", server.user());
        json.writeEndObject();
    }

    private static void source(JsonGenerator json, Source source) {
        json.writeStartObject();
        json.writeStringProperty("way", word(source.kind()));
        json.writeStringProperty("place", source.look().place());
        json.writeStringProperty("state", word(source.look().state()));
        json.writeStringProperty("said", source.look().said());
        json.writeArrayPropertyStart("servers");
        source.look().servers().forEach(server -> server(json, server));
        json.writeEndArray();
        json.writeEndObject();
    }
}
