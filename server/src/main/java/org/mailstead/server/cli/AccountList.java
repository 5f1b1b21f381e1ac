package org.mailstead.server.cli;

import org.mailstead.server.Json;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "Lists the accounts.",
        footer = {"", "Example:", "  mailstead account list"})
final class AccountList extends OnDirectory {
    AccountList(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var accounts = desk.directory().accounts();
        if (json()) {
            desk.say(Json.line(json -> {
                json.writeStartArray();
                for (var account : accounts) {
                    json.writeStartObject();
                    json.writeStringProperty("address", account.address().toString());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }));
        } else if (accounts.isEmpty()) {
            desk.say("There are no accounts yet. Make one with \"mailstead account add\".");
        } else {
            accounts.forEach(account -> desk.say(account.address().toString()));
        }
    }
}
