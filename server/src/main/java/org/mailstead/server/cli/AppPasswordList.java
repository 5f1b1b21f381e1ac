package org.mailstead.server.cli;

import java.util.List;
import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.directory.AppPassword;
import org.mailstead.directory.SignInAttempt;
import org.mailstead.directory.Use;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = {
            "Shows an account's app passwords: what each is for, and when, from where and by which program it was used last."
        },
        footer = {"", "Example:", "  mailstead account app-password list ann@example.org"})
final class AppPasswordList extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    AppPasswordList(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        List<AppPassword> all = desk.directory().appPasswords().of(account.address());
        if (json()) {
            desk.say(Json.line(json -> {
                json.writeStartArray();
                for (AppPassword each : all) {
                    json.writeStartObject();
                    json.writeNumberProperty("number", each.number());
                    json.writeStringProperty("label", each.label());
                    json.writeStringProperty("uses", uses(each));
                    json.writeStringProperty("made", each.made().toString());
                    each.expires().ifPresent(end -> json.writeStringProperty("expires", end.toString()));
                    lastUse(desk, account, each).ifPresent(last -> {
                        json.writeStringProperty("lastUsed", last.last().toString());
                        json.writeStringProperty("lastFrom", last.from());
                        json.writeStringProperty("lastProgram", last.program());
                    });
                    json.writeEndObject();
                }
                json.writeEndArray();
            }));
        } else if (all.isEmpty()) {
            desk.say(account.address() + " has no app passwords. Make one with: mailstead account app-password add "
                    + account.address() + " LABEL");
        } else {
            all.forEach(each -> desk.say(text(desk, account, each)));
        }
    }

    private static Optional<SignInAttempt> lastUse(Desk desk, Account account, AppPassword password) {
        return desk.directory()
                .history()
                .lastUse(account.id(), password.label())
                .filter(last -> !last.last().isBefore(password.made()));
    }

    private static String uses(AppPassword password) {
        return String.join(
                ", ", password.uses().stream().sorted().map(Use::name).toList());
    }

    private static String text(Desk desk, Account account, AppPassword password) {
        QueueText time = desk.queueText();
        String end = password.expires().map(at -> ", ends " + time.time(at)).orElse("");
        String last = lastUse(desk, account, password)
                .map(use -> "last used " + time.time(use.last()) + " from " + use.from()
                        + (use.program().isEmpty() ? "" : " by " + use.program()))
                .orElse("never used");
        return password.label() + ": " + uses(password) + "; made " + time.time(password.made()) + end + ", " + last;
    }
}
