package org.mailstead.server.cli;

import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = "Removes an account and all its mail, for good.",
        footer = {"", "Example:", "  mailstead account remove ann@example.org --yes"})
final class AccountRemove extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(names = "--yes", description = "needed: the mail cannot be brought back")
    private boolean yes;

    AccountRemove(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var wanted = Desk.address(address);
        if (!yes)
            throw new Mistake("This would delete all mail of " + wanted + ", for good. Add --yes if that is meant.");
        // The account first: whatever happens then, nobody can sign in to half a mailbox.
        var account = desk.directory().removeAccount(wanted);
        desk.mail().drop(account.id().value());
        desk.say(
                json(),
                json -> json.writeStringProperty("removed", account.address().toString()),
                "Removed the account " + account.address() + " and its mail.");
    }
}
