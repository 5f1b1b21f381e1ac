package org.mailstead.server.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Makes an account. Prints a generated password unless one is given.",
        footer = {"", "Example:", "  mailstead account add ann@example.org"})
final class AccountAdd extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the mail address, which is the user name as well")
    private String address = "";

    @Mixin
    private PasswordOptions password = new PasswordOptions();

    AccountAdd(Program program) {
        super(program);
    }

    @Override
    Optional<String> secret(Terminal terminal) {
        return password.read(terminal);
    }

    @Override
    void run(Desk desk) {
        String chosen = PasswordOptions.givenOrGenerated(desk);
        var account = desk.directory().addAccount(Desk.address(address), chosen);
        // A password the person gave is known already: no reason to put it on the screen.
        boolean show = desk.secret().isEmpty();
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    if (show) json.writeStringProperty("password", chosen);
                },
                "Added the account " + account.address() + "."
                        + (show
                                ? "\nPassword: " + chosen + "\nIt is shown only now; \"account password\" sets another."
                                : ""));
    }
}
