package org.mailstead.server.cli;

import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "use",
        description = "Signs with the keys that \"dkim rotate\" made, and retires those used so far.",
        footer = {"", "Example:", "  mailstead dkim use example.org"})
final class DkimUse extends OnDirectory {
    @Parameters(paramLabel = "DOMAIN", description = "one of this server's domains")
    private String domain = "";

    DkimUse(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var keys = DkimText.dkim(desk);
        if (!keys.use(domain))
            throw new Mistake("No new keys wait for " + domain + ". Make them with: mailstead dkim rotate " + domain);
        DkimText.say(desk, json(), keys.of(domain));
    }
}
