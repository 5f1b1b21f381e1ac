package org.mailstead.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mailstead.discovery.ProfileLinks;
import org.mailstead.exports.AppleProfile;
import org.mailstead.server.Mistake;
import org.mailstead.server.Profiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "profile",
        description = {
            "Makes a configuration profile that sets up the account on an iPhone, an iPad or a Mac.",
            "There is no password in it: the device asks for one. Installed once more, it replaces what it set up before."
        },
        footer = {
            "",
            "Bring the file to the device by AirDrop, in a mail or on a web page, and open it there; it is then found in the"
                    + " settings (iPhone: Profile Downloaded; Mac: Device Management). It is signed with the server's"
                    + " certificate, if that is from an authority that devices know.",
            "",
            "Examples:",
            "  mailstead account profile ann@example.org --name \"Ann Example\" --out ann.mobileconfig",
            "  mailstead account profile ann@example.org --link"
        })
final class AccountProfile extends DeviceSetup {
    @Option(names = "--out", paramLabel = "FILE", description = "the file to write, .mobileconfig")
    private @Nullable Path out;

    @Option(
            names = "--link",
            description = "print a link to it in place of a file, good for a day and for one use, and its QR code")
    private boolean link;

    @Option(names = "--name", paramLabel = "NAME", description = "of its person, as others see it (default: asked for)")
    private String name = "";

    AccountProfile(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        if ((out == null) != link) throw new Mistake("Say where to: --out FILE, or --link.");
        var account = account(desk);
        var meant = new ProfileLinks.Meant(account.login(), name, account.reading());
        String text = new AppleProfile(
                        account.said(name), meant.reading(), account.settings().showsPassword())
                .text()
                .orElseThrow(account::notOffered);
        if (link) {
            link(desk, account, meant);
            return;
        }
        var made = Profiles.content(desk.configuration().get(), text, desk.clock());
        desk.say(MadeFile.line(made.content()));
        desk.say(
                made.signed()
                        ? "Signed by " + account.settings().host() + "."
                        : "Not signed: there is no certificate from an authority, with a key of RSA or elliptic curves. Devices say so,"
                                + " and take it all the same.");
    }

    private void link(Desk desk, AccountSettings account, ProfileLinks.Meant meant) {
        int port = account.settings().httpsPort();
        if (port <= 0) throw new Mistake("Links need HTTPS on a fixed port: listen.https. Write a file with --out.");
        String url = Profiles.link(desk.configuration().get(), port, desk.directory(), meant, desk.clock());
        ShownLink.show(
                desk,
                json(),
                url,
                "Good for a day, and for one use. Whoever has it learns the address and the servers, no password.");
    }

    @Override
    @Nullable
    Path out() {
        return out;
    }
}
