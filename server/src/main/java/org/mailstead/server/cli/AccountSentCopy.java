package org.mailstead.server.cli;

import java.util.Locale;
import org.mailstead.directory.Account;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "sent-copy",
        description = {
            "Has this server keep a copy of each message that an account sends, in its mailbox for sent mail, or ends"
                    + " that.",
            "For mail programs and scripts that keep none. What a program saves there itself, before or after, is not"
                    + " kept",
            "twice: the copy with the same Message-ID stands for both."
        },
        footer = {
            "",
            "Example:",
            "  mailstead account sent-copy ann@example.org on",
            "  mailstead account sent-copy ann@example.org"
        })
final class AccountSentCopy extends OnDirectory {
    @Parameters(index = "0", paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "show",
            paramLabel = "CHANGE",
            description = "on, off, or show (the default)")
    private String change = "";

    AccountSentCopy(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        var copies = desk.directory().sentCopies();
        switch (change.toLowerCase(Locale.ROOT)) {
            case "on" -> copies.keep(account.address(), true);
            case "off" -> copies.keep(account.address(), false);
            case "show" -> {}
            default -> throw new Mistake("\"" + change + "\" is none of on, off and show.");
        }
        boolean kept = copies.areKept(account.id());
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeBooleanProperty("sentCopy", kept);
                },
                kept
                        ? "A copy of what " + account.address() + " sends is kept among the sent mail."
                        : "No copy of what " + account.address() + " sends is kept by this server.");
    }
}
