package org.mailstead.server.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import org.mailstead.directory.HiddenCapabilities;
import org.mailstead.directory.MailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "capabilities",
        description = {
            "Hides single IMAP capabilities from an account, for a mail program that misuses them, or shows them again.",
            "Without options, lists what is hidden. A change is seen at the next sign-in."
        },
        footer = {"", "Example:", "  mailstead account capabilities ann@example.org --hide UIDONLY"})
final class AccountCapabilities extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(
            names = "--hide",
            split = ",",
            paramLabel = "NAME",
            description = "not to be offered, for example UIDONLY; several are parted by commas")
    private Set<String> hide = new LinkedHashSet<>();

    @Option(names = "--show", split = ",", paramLabel = "NAME", description = "to be offered again")
    private Set<String> show = new LinkedHashSet<>();

    AccountCapabilities(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        MailAddress account = Desk.address(address);
        HiddenCapabilities capabilities = desk.directory().hiddenCapabilities();
        SortedSet<String> hidden =
                hide.isEmpty() && show.isEmpty() ? capabilities.of(account) : capabilities.change(account, hide, show);
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.toString());
                    json.writeArrayPropertyStart("hidden");
                    hidden.forEach(json::writeString);
                    json.writeEndArray();
                },
                hidden.isEmpty()
                        ? "Nothing is hidden from " + account + "."
                        : "Hidden from " + account + ": " + String.join(" ", hidden));
    }
}
