package org.mailstead.server.cli;

import java.util.Locale;
import org.mailstead.server.Json;
import org.mailstead.zone.MailSetup;
import org.mailstead.zone.Publication;
import org.mailstead.zone.ZoneRecord;
import org.mailstead.zone.ZoneRecord.Need;

/** Records to publish, for people, for zone files and for scripts. */
record PublicationText(MailSetup setup, Publication publication) {
    private static final String INDENT = "         ";

    /** For people who fill in forms: what to type, and why. */
    String table() {
        var text = new StringBuilder("Records for the DNS of " + shown() + ", served by " + setup.host() + "\n");
        for (Need need : Need.values()) {
            var records = publication.records().stream()
                    .filter(record -> record.need() == need)
                    .toList();
            if (records.isEmpty()) continue;
            text.append('\n').append(heading(need)).append('\n');
            for (ZoneRecord record : records) {
                text.append("\n  %-6s %s%n".formatted(record.type(), record.name()));
                text.append(INDENT).append(record.value()).append('\n');
                text.append(INDENT).append(record.purpose()).append('\n');
                if (record.elsewhere())
                    text.append(INDENT)
                            .append("Belongs into another zone than that of ")
                            .append(shown())
                            .append(".\n");
            }
        }
        if (!publication.notes().isEmpty()) text.append("\nBesides\n\n");
        for (String note : publication.notes()) text.append("  - ").append(note).append('\n');
        return text.append("\nWhen they are published: mailstead dns check ")
                .append(shown())
                .append('\n')
                .toString();
    }

    private String shown() {
        return setup.domain().toUnicode();
    }

    private static String heading(Need need) {
        return switch (need) {
            case NEEDED -> "Needed: without these mail does not come, or is not trusted";
            case ADVISED -> "Advised: protection on the way, and mail programs that set themselves up";
            case OPTIONAL -> "For some: each says for whom";
        };
    }

    /** Lines to paste; those of other zones, and all words, as comments. */
    String zone() {
        var text = new StringBuilder("; " + shown() + ", served by " + setup.host() + "\n");
        String purpose = "";
        for (ZoneRecord record : publication.records()) {
            if (!record.purpose().equals(purpose))
                text.append("\n; ").append(record.purpose()).append('\n');
            purpose = record.purpose();
            if (record.elsewhere()) text.append("; in another zone: ");
            text.append(record.zoneLine()).append('\n');
        }
        if (!publication.notes().isEmpty()) text.append('\n');
        for (String note : publication.notes()) text.append("; ").append(note).append('\n');
        return text.toString();
    }

    String json() {
        return Json.object(json -> {
            json.writeStringProperty("domain", setup.domain().toString());
            json.writeStringProperty("host", setup.host().toString());
            json.writeArrayPropertyStart("records");
            for (ZoneRecord record : publication.records()) {
                json.writeStartObject();
                json.writeStringProperty("name", record.name().toString());
                json.writeStringProperty("type", record.type());
                json.writeStringProperty("value", record.value());
                json.writeStringProperty("line", record.zoneLine());
                json.writeStringProperty("need", record.need().name().toLowerCase(Locale.ROOT));
                json.writeStringProperty("purpose", record.purpose());
                json.writeBooleanProperty("elsewhere", record.elsewhere());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("notes");
            publication.notes().forEach(json::writeString);
            json.writeEndArray();
        });
    }
}
