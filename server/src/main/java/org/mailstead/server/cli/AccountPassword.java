package org.mailstead.server.cli;

import java.util.List;
import java.util.Optional;
import org.mailstead.oauth.Grant;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "password",
        description = {
            "Sets a new password. Prints a generated one unless one is given.",
            "Where the LDAP directory knows the password, it is changed there; --here gives the account one of its own in its place,",
            "and --external takes that away again (see docs/ldap.md).",
            "Programs that were let in by way of the browser are let out, and ask anew; app passwords stay."
        },
        footer = {"", "Example:", "  mailstead account password ann@example.org --ask"})
final class AccountPassword extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Mixin
    private PasswordOptions password = new PasswordOptions();

    @Option(names = "--here", description = "give a password to an account whose password is in the LDAP directory")
    private boolean here;

    @Option(names = "--external", description = "from now on the password is the one in the LDAP directory")
    private boolean external;

    @Option(names = "--keep-programs", description = "programs that were let in by way of the browser stay so")
    private boolean keepPrograms;

    AccountPassword(Program program) {
        super(program);
    }

    @Override
    Optional<String> secret(Terminal terminal) {
        if (external && (here || password.isGiven()))
            throw new Mistake("With --external the account has no password here. Leave the other options out.");
        return password.read(terminal);
    }

    @Override
    void run(Desk desk) {
        if (external) remove(desk);
        else change(desk);
    }

    private void remove(Desk desk) {
        var account = desk.account(address).address();
        desk.directory().removePassword(account);
        desk.say(
                json(),
                json -> json.writeStringProperty("address", account.toString()),
                "The password of " + account + " is the one in the LDAP directory from now on.");
    }

    private void change(Desk desk) {
        var changed = desk.account(address);
        var account = changed.address();
        if (!here && !desk.directory().hasPassword(account))
            throw new Mistake("The password of " + account
                    + " is in the LDAP directory, and is changed there. To give the account one here in its place: mailstead account"
                    + " password " + account + " --here");
        String chosen = PasswordOptions.givenOrGenerated(desk);
        desk.directory().changePassword(account, chosen);
        // Whoever knew the old password may have let a program of his own in.
        List<Grant> ended = keepPrograms ? List.of() : desk.grants().of(changed.id());
        ended.forEach(desk.grants()::revoke);
        boolean show = desk.secret().isEmpty();
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.toString());
                    if (show) json.writeStringProperty("password", chosen);
                    json.writeNumberProperty("programsLetOut", ended.size());
                },
                "Changed the password of " + account + "." + letOut(ended) + (show ? "\nPassword: " + chosen : ""));
    }

    private static String letOut(List<Grant> ended) {
        if (ended.isEmpty()) return "";
        return " Let out, until they ask anew: "
                + String.join(", ", ended.stream().map(Grant::program).toList()) + ".";
    }
}
