package org.mailstead.server.cli;

import java.util.Locale;
import org.mailstead.directory.Account;
import org.mailstead.policy.AccountSending;
import org.mailstead.policy.AccountSending.Pause;
import org.mailstead.server.Mistake;
import org.mailstead.server.PausedMail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "sending",
        description = {
            "Shows whether an account may send, pauses its sending, or lets it send again.",
            "While it is paused its mail in the queue is held, and new mail stays in the outbox of its mail program."
        },
        footer = {
            "",
            "Examples:",
            "  mailstead account sending ann@example.org",
            "  mailstead account sending ann@example.org resume"
        })
final class AccountSends extends OnDirectory {
    /** What can be done. */
    enum Change {
        SHOW,
        PAUSE,
        RESUME
    }

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "show",
            paramLabel = "CHANGE",
            description = "pause, resume, or show (the default)")
    private String change = "";

    AccountSends(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        String id = account.id().value();
        AccountSending sending = desk.sending();
        String done = switch (wanted()) {
            case SHOW -> "";
            case PAUSE -> {
                sending.pause(id, new Pause(desk.clock().instant(), "an administrator paused it"));
                yield " Held: " + PausedMail.hold(desk.queue(), id) + ".";
            }
            case RESUME -> {
                sending.resume(id);
                yield " Released: " + PausedMail.release(desk.queue(), id) + ".";
            }
        };
        var pause = sending.pause(id);
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeBooleanProperty("paused", pause.isPresent());
                    pause.ifPresent(each -> {
                        json.writeStringProperty("since", each.since().toString());
                        json.writeStringProperty("reason", each.reason());
                    });
                },
                pause.map(each -> "The sending of " + account.address() + " is paused since "
                                        + desk.queueText().time(each.since()) + ": " + each.reason() + ".")
                                .orElse(account.address() + " may send.")
                        + done);
    }

    private Change wanted() {
        return switch (change.toLowerCase(Locale.ROOT)) {
            case "show" -> Change.SHOW;
            case "pause" -> Change.PAUSE;
            case "resume" -> Change.RESUME;
            default -> throw new Mistake("\"" + change + "\" is none of pause, resume and show.");
        };
    }
}
