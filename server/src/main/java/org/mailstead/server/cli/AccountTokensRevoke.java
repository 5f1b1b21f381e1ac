package org.mailstead.server.cli;

import java.util.List;
import java.util.Locale;
import org.mailstead.directory.Account;
import org.mailstead.oauth.Grant;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        description = {
            "Takes back the access of a program that was let in, or of all of them.",
            "No new connection is let in from then on; those that are open stay so until the program ends them."
        },
        footer = {
            "",
            "Examples:",
            "  mailstead account tokens revoke ann@example.org 1f2e3d4c",
            "  mailstead account tokens revoke ann@example.org all"
        })
final class AccountTokensRevoke extends OnDirectory {
    /** Characters by which a program is named in lists. */
    static final int SHOWN = 8;

    private static final String ALL = "all";

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Parameters(index = "1", paramLabel = "PROGRAM", description = "as \"account tokens list\" shows it, or \"all\"")
    private String which = "";

    AccountTokensRevoke(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        String wanted = which.toLowerCase(Locale.ROOT);
        List<Grant> chosen = desk.grants().of(account.id()).stream()
                .filter(each -> wanted.equals(ALL)
                        || (wanted.length() >= SHOWN && each.id().startsWith(wanted)))
                .toList();
        if (chosen.isEmpty() && !wanted.equals(ALL))
            throw new Mistake("No program \"" + which
                    + "\" was let in. See those that were with: mailstead account tokens" + " list " + address);
        chosen.forEach(desk.grants()::revoke);
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeNumberProperty("revoked", chosen.size());
                },
                chosen.isEmpty()
                        ? "No program was let in to " + account.address() + "."
                        : "Taken back from: "
                                + String.join(
                                        ", ",
                                        chosen.stream().map(Grant::program).toList()) + ".");
    }
}
