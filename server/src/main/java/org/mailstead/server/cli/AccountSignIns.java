package org.mailstead.server.cli;

import java.util.List;
import org.mailstead.directory.Account;
import org.mailstead.directory.SignInAttempt;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

@Command(
        name = "sign-ins",
        description = {
            "Shows the last 20 tries to sign in to an account, and what came of each.",
            "The newest stands first: when, by which protocol and port, with which TLS, from where, by which program and under",
            "which name. Tries that were alike are counted together. Below stand tries under names that nobody has and that",
            "look like this one: typing mistakes."
        },
        footer = {"", "Example:", "  mailstead account sign-ins ann@example.org"})
final class AccountSignIns extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    AccountSignIns(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        List<SignInAttempt> tries = desk.directory().history().of(account.id());
        List<SignInAttempt> like = desk.directory().history().like(account);
        if (json()) {
            desk.say(Json.object(json -> {
                json.writeArrayPropertyStart("tries");
                tries.forEach(each -> write(json, each));
                json.writeEndArray();
                json.writeArrayPropertyStart("similarNames");
                like.forEach(each -> write(json, each));
                json.writeEndArray();
            }));
            return;
        }
        if (tries.isEmpty()) desk.say("Nobody has tried to sign in to " + account.address() + ".");
        tries.forEach(each -> desk.say(text(desk, each)));
        if (!like.isEmpty()) desk.say("Under names that nobody has:");
        like.forEach(each -> desk.say(text(desk, each)));
    }

    private static void write(JsonGenerator json, SignInAttempt each) {
        json.writeStartObject();
        json.writeStringProperty("verdict", each.verdict());
        json.writeStringProperty("first", each.first().toString());
        json.writeStringProperty("last", each.last().toString());
        json.writeNumberProperty("times", each.times());
        json.writeStringProperty("use", each.use().name());
        json.writeNumberProperty("port", each.port());
        each.tls().ifPresent(tls -> json.writeStringProperty("tls", tls));
        json.writeStringProperty("from", each.from());
        json.writeStringProperty("program", each.program());
        json.writeStringProperty("name", each.typed());
        json.writeStringProperty("device", each.device());
        json.writeStringProperty("connection", each.connection());
        json.writeEndObject();
    }

    private static String text(Desk desk, SignInAttempt each) {
        return desk.queueText().time(each.last()) + "  " + each.verdict()
                + (each.times() > 1 ? " ×" + each.times() : "")
                + "  " + each.use() + (each.port() > 0 ? " on port " + each.port() : "") + ", "
                + each.tls().orElse("no TLS") + ", from " + each.from()
                + (each.program().isEmpty() ? "" : ", by " + each.program())
                + (each.typed().isEmpty() ? "" : ", as \"" + each.typed() + "\"")
                + (each.device().isEmpty() ? "" : ", with " + each.device());
    }
}
