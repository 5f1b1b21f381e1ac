package org.mailstead.server.cli;

import org.mailstead.server.Json;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "Lists the domains this server takes mail for.",
        footer = {"", "Example:", "  mailstead domain list"})
final class DomainList extends OnDirectory {
    DomainList(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var domains = desk.directory().domains();
        if (json()) {
            desk.say(Json.line(json -> {
                json.writeStartArray();
                domains.forEach(json::writeString);
                json.writeEndArray();
            }));
        } else if (domains.isEmpty()) {
            desk.say("There are no domains yet. Make one with \"mailstead domain add\".");
        } else {
            domains.forEach(desk::say);
        }
    }
}
