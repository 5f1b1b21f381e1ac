package org.mailstead.server.cli;

import org.mailstead.directory.Account;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        description = {
            "Takes an app password back: no new connection is let in with it.",
            "Those that are open stay so until the program ends them."
        },
        footer = {"", "Example:", "  mailstead account app-password revoke ann@example.org \"Ann's iPhone\""})
final class AppPasswordRevoke extends OnDirectory {
    @Parameters(index = "0", paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Parameters(index = "1", paramLabel = "LABEL", description = "as \"account app-password list\" shows it")
    private String label = "";

    AppPasswordRevoke(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        var gone = desk.directory().appPasswords().revoke(account.address(), label);
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeStringProperty("revoked", gone.label());
                },
                "The app password \"" + gone.label() + "\" of " + account.address() + " opens nothing any more.");
    }
}
