package org.mailstead.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.backing.BackedMail.Standing;
import org.mailstead.directory.Account;
import org.mailstead.directory.Directory;
import org.mailstead.gateway.VaultException;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = {
            "Shows how an account is set: how its holder signs in, and where the mailbox is.",
            "Of a mailbox at another provider it says what opens it, and what kept the last program from it."
        },
        footer = {"", "Example:", "  mailstead account show ann@example.org"})
final class AccountShow extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    AccountShow(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        Directory directory = desk.directory();
        boolean password = directory.hasPassword(account.address());
        boolean factor = directory.secondFactors().isOn(account.address());
        boolean administrator = directory.isAdministrator(account.id());
        int programs = directory.appPasswords().of(account.address()).size();
        Optional<Standing> mailbox;
        try {
            mailbox = BackingText.of(desk, account);
        } catch (VaultException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
        List<String> lines = new ArrayList<>();
        lines.add(account.address() + (administrator ? ", an administrator" : ""));
        lines.add(password ? "It has a password here." : "Its password is in a directory elsewhere.");
        lines.add("App passwords: " + programs + ". Second factor: " + (factor ? "on." : "off."));
        mailbox.ifPresentOrElse(
                standing -> lines.addAll(BackingText.people(standing)), () -> lines.add("The mailbox is here."));
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeBooleanProperty("administrator", administrator);
                    json.writeBooleanProperty("password", password);
                    json.writeNumberProperty("appPasswords", programs);
                    json.writeBooleanProperty("secondFactor", factor);
                    mailbox.ifPresent(standing -> BackingText.json(json, standing));
                },
                String.join("\n", lines));
    }
}
