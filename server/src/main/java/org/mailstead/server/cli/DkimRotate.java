package org.mailstead.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rotate",
        description = {
            "Makes new keys for a domain. They are not used yet: publish them first, wait",
            "until the DNS shows them everywhere (a day at most), then: mailstead dkim use DOMAIN"
        },
        footer = {"", "Example:", "  mailstead dkim rotate example.org"})
final class DkimRotate extends OnDirectory {
    @Parameters(paramLabel = "DOMAIN", description = "one of this server's domains")
    private String domain = "";

    DkimRotate(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        DkimText.say(desk, json(), DkimText.dkim(desk).rotate(domain));
    }
}
