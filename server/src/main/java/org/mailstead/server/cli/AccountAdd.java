package org.mailstead.server.cli;

import java.util.Optional;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = {
            "Makes an account. Prints a generated password unless one is given.",
            "With --external it has none here: the LDAP directory knows it (see docs/ldap.md)."
        },
        footer = {"", "Example:", "  mailstead account add ann@example.org"})
final class AccountAdd extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the mail address, which is the user name as well")
    private String address = "";

    @Mixin
    private PasswordOptions password = new PasswordOptions();

    @Option(names = "--external", description = "the password is in the LDAP directory")
    private boolean external;

    AccountAdd(Program program) {
        super(program);
    }

    @Override
    Optional<String> secret(Terminal terminal) {
        if (external && password.isGiven())
            throw new Mistake("An account with --external has no password here. Leave the other option out.");
        return password.read(terminal);
    }

    @Override
    void run(Desk desk) {
        if (external) addExternal(desk);
        else add(desk);
    }

    private void addExternal(Desk desk) {
        var account = desk.directory().addAccountWithoutPassword(Desk.address(address));
        desk.say(
                json(),
                json -> json.writeStringProperty("address", account.address().toString()),
                "Added the account " + account.address() + ". Its password is the one in the LDAP directory.");
    }

    private void add(Desk desk) {
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
