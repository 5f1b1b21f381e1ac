package org.mailstead.server.cli;

import java.util.List;
import org.mailstead.directory.Account;
import org.mailstead.directory.Use;
import org.mailstead.oauth.Grant;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = {
            "Shows the programs that an account's holder has let in on the sign-in page (OAuth).",
            "What they may do, since when, when they were used last, and from which network address they got their last token.",
            "Their names are what they call themselves."
        },
        footer = {"", "Example:", "  mailstead account tokens list ann@example.org"})
final class AccountTokens extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    AccountTokens(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        List<Grant> grants = desk.grants().of(account.id());
        if (json()) {
            desk.say(Json.line(json -> {
                json.writeStartArray();
                for (var each : grants) {
                    json.writeStartObject();
                    json.writeStringProperty("id", each.id());
                    json.writeStringProperty("program", each.program());
                    json.writeStringProperty("scope", each.scope());
                    json.writeStringProperty("since", each.since().toString());
                    json.writeStringProperty("lastUsed", each.lastUsed().toString());
                    json.writeStringProperty("lastFrom", each.lastFrom());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }));
        } else if (grants.isEmpty()) {
            desk.say("No program was let in to " + account.address() + ".");
        } else {
            grants.forEach(each -> desk.say(text(desk, each)));
        }
    }

    private static String text(Desk desk, Grant grant) {
        QueueText time = desk.queueText();
        String uses =
                String.join(", ", grant.uses().stream().sorted().map(Use::name).toList());
        return grant.id().substring(0, AccountTokensRevoke.SHOWN) + "  " + grant.program() + ": " + uses + "; since "
                + time.time(grant.since()) + ", last used " + time.time(grant.lastUsed()) + " from " + grant.lastFrom();
    }
}
