package org.mailstead.server.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountId;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.History;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        description = {
            "Tells what was downloaded by POP3, deleted and brought back in an account, when, and from where.",
            "There is a line for each session. It reaches back 30 days. What is deleted can be brought back for 14 days: account restore."
        },
        footer = {"", "Example:", "  mailstead account history ann@example.org --since 3d"})
final class AccountHistory extends OnDirectory {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(names = "--since", paramLabel = "TIME", description = Since.FORMS + " (default: all there is)")
    private @Nullable String since;

    @Option(names = "--all", description = "also what arrived and what was moved")
    private boolean all;

    AccountHistory(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        MailAccount mail = desk.mail().account(account.id().value());
        Instant from =
                since == null ? Instant.EPOCH : Since.parse(since, desk.clock().instant(), ZoneId.systemDefault());
        List<History.Line> lines = History.of(mail, from).stream()
                .filter(line -> all || line.takes())
                .toList();
        if (json()) desk.say(json(lines));
        else if (lines.isEmpty())
            desk.say("Nothing is known" + (since == null ? "" : " since then")
                    + ": nothing was downloaded by POP3, deleted or brought back.");
        else for (History.Line line : lines) desk.say(text(desk, line));
    }

    private static String json(List<History.Line> lines) {
        return Json.line(json -> {
            json.writeStartArray();
            for (History.Line line : lines) {
                json.writeStartObject();
                json.writeStringProperty("time", line.first().toString());
                json.writeStringProperty("until", line.last().toString());
                json.writeStringProperty("protocol", line.by().protocol());
                json.writeStringProperty("program", line.by().program());
                json.writeStringProperty("address", line.by().address());
                json.writeNumberProperty("downloaded", line.downloaded());
                json.writeNumberProperty("deleted", line.removed());
                json.writeNumberProperty("hidden", line.hidden());
                json.writeNumberProperty("restored", line.restored());
                json.writeNumberProperty("added", line.added());
                json.writeNumberProperty("moved", line.moved());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static String text(Desk desk, History.Line line) {
        var deeds = new ArrayList<String>();
        tell(deeds, "downloaded", line.downloaded());
        tell(deeds, "deleted", line.removed());
        tell(deeds, "hid", line.hidden());
        tell(deeds, "brought back", line.restored());
        tell(deeds, "added", line.added());
        tell(deeds, "moved or replaced", line.moved());
        String last = deeds.removeLast();
        String told = deeds.isEmpty() ? last : String.join(", ", deeds) + " and " + last;
        return TIME.format(line.first().atZone(ZoneId.systemDefault())) + " " + who(desk, line.by()) + " " + told
                + (last.endsWith(" 1") ? " message" : " messages");
    }

    private static void tell(List<String> deeds, String verb, long count) {
        if (count > 0) deeds.add(verb + " " + count);
    }

    private static String who(Desk desk, Actor by) {
        String place = by.program().isEmpty()
                ? by.address()
                : by.program() + (by.address().isEmpty() ? "" : " (" + by.address() + ")");
        String whose = by.account().isEmpty()
                ? ""
                : " of "
                        + desk.directory()
                                .account(new AccountId(by.account()))
                                .map(other -> other.address().toString())
                                .orElse("an account that is gone");
        return switch (by.protocol()) {
            case "pop3" -> place.isEmpty() ? "The server, for POP3 and by its days," : "POP3 on " + place;
            case "command" -> "A command";
            default -> by.protocol().toUpperCase(Locale.ROOT) + (place.isEmpty() ? "" : " on " + place) + whose;
        };
    }
}
