package org.mailstead.server.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "password",
        description = "Sets a new password. Prints a generated one unless one is given.",
        footer = {"", "Example:", "  mailstead account password ann@example.org --ask"})
final class AccountPassword extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Mixin
    private PasswordOptions password = new PasswordOptions();

    AccountPassword(Program program) {
        super(program);
    }

    @Override
    Optional<String> secret(Terminal terminal) {
        return password.read(terminal);
    }

    @Override
    void run(Desk desk) {
        var account = Desk.address(address);
        String chosen = PasswordOptions.givenOrGenerated(desk);
        desk.directory().changePassword(account, chosen);
        boolean show = desk.secret().isEmpty();
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.toString());
                    if (show) json.writeStringProperty("password", chosen);
                },
                "Changed the password of " + account + "." + (show ? "\nPassword: " + chosen : ""));
    }
}
