package org.mailstead.server.cli;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailstead.inbound.KnownSender;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.server.Json;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "senders",
        description = {
            "Shows what was learnt of those who write to an account, from what its holder does with their mail, and where",
            "their next mail goes: to the inbox, to Junk, or wherever the checks send it. A @ before a domain stands for",
            "all of it, a ? before an address for mail that only claims to come from there."
        },
        footer = {
            "",
            "Example:",
            "  mailstead account senders ann@example.org",
            "  mailstead account senders ann@example.org --forget shop@example.net"
        })
final class AccountSenders extends OnDirectory {
    private static final Actor BY = new Actor("command", "", "");

    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(
            names = "--forget",
            paramLabel = "SENDER",
            description = "one of those that are shown, to begin anew with it")
    private @Nullable String forget;

    AccountSenders(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        MailAccount mail = desk.mail().account(desk.account(address).id().value());
        if (forget != null) forget(desk, mail, forget);
        else list(desk, KnownSender.of(mail, desk.clock().instant()));
    }

    private void forget(Desk desk, MailAccount mail, String sender) {
        if (!mail.senderVotes().forget(sender.toLowerCase(Locale.ROOT), BY))
            throw new Mistake("Nothing was learnt of " + sender + ". See those of whom something was with: mailstead"
                    + " account senders " + address);
        desk.say(
                json(),
                json -> json.writeStringProperty("forgotten", sender),
                "What was learnt of " + sender + " is forgotten.");
    }

    private void list(Desk desk, List<KnownSender> senders) {
        if (json()) {
            desk.say(Json.line(json -> {
                json.writeStartArray();
                for (var each : senders) {
                    json.writeStartObject();
                    json.writeStringProperty("sender", each.sender());
                    json.writeStringProperty("goesTo", each.standing());
                    json.writeNumberProperty("score", each.score());
                    json.writeNumberProperty("wanted", each.wanted());
                    json.writeNumberProperty("unwanted", each.unwanted());
                    json.writeStringProperty("last", each.last().toString());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }));
        } else if (senders.isEmpty()) {
            desk.say("Nothing was learnt yet: " + address
                    + " has written to nobody, and has put nobody's mail among the junk.");
        } else {
            senders.forEach(each -> desk.say(text(each)));
        }
    }

    private static String text(KnownSender each) {
        return String.format(
                Locale.ROOT,
                "%-10s  %+5.1f  %s (%d for, %d against, last on %s)",
                each.standing(),
                each.score(),
                each.sender(),
                each.wanted(),
                each.unwanted(),
                LocalDate.ofInstant(each.last(), ZoneId.systemDefault()));
    }
}
