package org.mailstead.server.cli;

import static java.util.stream.Collectors.joining;

import org.mailstead.directory.Alias;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

@Command(
        name = "list",
        description = "Lists the aliases and where their mail goes.",
        footer = {"", "Example:", "  mailstead alias list"})
final class AliasList extends OnDirectory {
    AliasList(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var aliases = desk.directory().aliases();
        if (json()) {
            desk.say(Json.line(json -> {
                json.writeStartArray();
                for (var alias : aliases) {
                    json.writeStartObject();
                    write(json, alias);
                    json.writeEndObject();
                }
                json.writeEndArray();
            }));
        } else if (aliases.isEmpty()) {
            desk.say("There are no aliases yet. Make one with \"mailstead alias add\".");
        } else {
            aliases.forEach(alias -> desk.say(text(alias)));
        }
    }

    static void write(JsonGenerator json, Alias alias) {
        json.writeStringProperty("alias", alias.address().toString());
        json.writeArrayPropertyStart("targets");
        alias.targets().forEach(target -> json.writeString(target.toString()));
        json.writeEndArray();
        if (alias.owner().isPresent())
            json.writeStringProperty("owner", alias.owner().get().toString());
    }

    static String text(Alias alias) {
        return alias.address() + " -> "
                + alias.targets().stream().map(Object::toString).collect(joining(", "))
                + alias.owner().map(owner -> ", owner " + owner).orElse("");
    }
}
