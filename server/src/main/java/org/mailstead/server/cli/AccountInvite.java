package org.mailstead.server.cli;

import java.time.Duration;
import org.mailstead.directory.Account;
import org.mailstead.directory.Invites;
import org.mailstead.server.Mistake;
import org.mailstead.server.TokenProviders;
import org.mailstead.server.config.MailPort;
import org.mailstead.setup.SetupPages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "invite",
        description = {
            "Makes a link by which somebody sets up their mail program, without being told a password.",
            "It opens once. The page behind it makes an app password for the device, and shows what to do on it."
        },
        footer = {
            "",
            "Whoever opens the link first can read the account's mail: send it by a way that you trust.",
            "",
            "Examples:",
            "  mailstead account invite ann@example.org",
            "  mailstead account invite ann@example.org --days 1",
            "  mailstead account invite ann@example.org --revoke"
        })
final class AccountInvite extends OnDirectory {
    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            description = "good for so many days, at most 30 (default: ${DEFAULT-VALUE})",
            defaultValue = "7")
    private int days;

    @Option(names = "--revoke", description = "take back all that nobody has used")
    private boolean revoke;

    AccountInvite(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        var invites = desk.directory().invites();
        if (revoke) {
            int count = invites.revokeAll(account.address());
            desk.say(
                    json(),
                    json -> json.writeNumberProperty("revoked", count),
                    switch (count) {
                        case 0 -> "There was none that waited.";
                        case 1 -> "One is taken back.";
                        default -> count + " are taken back.";
                    });
            return;
        }
        var configuration = desk.configuration().get();
        int port = configuration.listen().ports().of(MailPort.HTTPS);
        if (port <= 0) throw new Mistake("Links need HTTPS on a fixed port: listen.https.");
        if (days < 1 || days > Invites.LONGEST.toDays())
            throw new Mistake("--days takes a number from 1 to " + Invites.LONGEST.toDays() + ".");
        String url = SetupPages.link(
                TokenProviders.issuer(configuration, port), invites.make(account.address(), Duration.ofDays(days)));
        ShownLink.show(
                desk,
                json(),
                url,
                "Good for " + (days == 1 ? "a day" : days + " days")
                        + ", and for one use. Whoever opens it first can have a" + " password made for "
                        + account.address() + ".");
    }
}
