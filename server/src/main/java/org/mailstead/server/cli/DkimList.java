package org.mailstead.server.cli;

import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "Shows the keys that sign mail of a domain, as lines of a zone file to publish.",
        footer = {"", "Example:", "  mailstead dkim list example.org"})
final class DkimList extends OnDirectory {
    @Parameters(paramLabel = "DOMAIN", description = "one of this server's domains")
    private String domain = "";

    DkimList(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var keys = DkimText.dkim(desk).of(domain);
        if (keys.isEmpty())
            throw new Mistake(
                    "No key signs for " + domain + ". Make the first ones with: mailstead dkim rotate " + domain);
        DkimText.say(desk, json(), keys);
    }
}
