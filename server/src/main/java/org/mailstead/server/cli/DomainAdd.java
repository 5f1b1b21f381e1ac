package org.mailstead.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Takes mail for a domain from now on.",
        footer = {"", "Example:", "  mailstead domain add example.org"})
final class DomainAdd extends OnDirectory {
    @Parameters(paramLabel = "DOMAIN", description = "the part of addresses after the @")
    private String domain = "";

    DomainAdd(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        String added = desk.directory().addDomain(domain);
        DkimText.dkim(desk).begin(added);
        desk.say(
                json(),
                json -> json.writeStringProperty("domain", added),
                "Added the domain " + added + ". What it has to publish in the DNS: mailstead dns records " + added);
    }
}
