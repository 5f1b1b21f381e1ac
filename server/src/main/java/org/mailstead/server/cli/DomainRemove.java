package org.mailstead.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = "Takes no more mail for a domain, and removes its aliases.",
        footer = {"", "Example:", "  mailstead domain remove example.org"})
final class DomainRemove extends OnDirectory {
    @Parameters(paramLabel = "DOMAIN", description = "the part of addresses after the @")
    private String domain = "";

    @Option(names = "--with-accounts", description = "remove its accounts and all their mail as well, for good")
    private boolean withAccounts;

    DomainRemove(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var accounts = desk.directory().removeDomain(domain, withAccounts);
        accounts.forEach(account -> desk.mail().drop(account.id().value()));
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("removed", domain);
                    json.writeNumberProperty("accounts", accounts.size());
                },
                "Removed the domain " + domain + counted(accounts.size()));
    }

    private static String counted(int accounts) {
        return switch (accounts) {
            case 0 -> ".";
            case 1 -> " and 1 account with its mail.";
            default -> " and " + accounts + " accounts with their mail.";
        };
    }
}
