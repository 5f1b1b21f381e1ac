package org.mailstead.server.cli;

import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.directory.MailAddress;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "administrator",
        description = {
            "Makes an account one that answers for this server, or ends that. Without an option, says which it is.",
            "Administrators may set the limits of accounts from a mail program (SETQUOTA); mail to postmaster goes to the",
            "first of them where no account has that address."
        },
        footer = {"", "Example:", "  mailstead account administrator ann@example.org --yes"})
final class AccountAdministrator extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(names = "--yes", negatable = true, description = "to be one, or with --no-yes not to be one any more")
    private @Nullable Boolean wanted;

    AccountAdministrator(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        MailAddress typed = Desk.address(address);
        if (wanted != null) desk.directory().setAdministrator(typed, wanted);
        Account account = desk.directory()
                .account(typed)
                .orElseThrow(() -> new Mistake(
                        "There is no account " + typed + ". See those there are with: mailstead account list"));
        boolean is = desk.directory().isAdministrator(account.id());
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeBooleanProperty("administrator", is);
                },
                account.address() + (is ? " is an administrator of this server." : " is no administrator."));
    }
}
