package org.mailstead.server.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.mailstead.certificates.Standing;
import org.mailstead.discovery.AppleProfile;
import org.mailstead.discovery.ProfileSignature;
import org.mailstead.server.OwnCertificates;
import org.mailstead.wire.ServerCertificate;
import org.mailstead.wire.TlsSetupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "profile",
        description = {
            "Writes a configuration profile that sets up the account on an iPhone, an iPad or a Mac.",
            "There is no password in it: the device asks for one. Installed once more, it replaces what it set up before."
        },
        footer = {
            "",
            "Bring the file to the device by AirDrop, in a mail or on a web page, and open it there; it is then found in the"
                    + " settings (iPhone: Profile Downloaded; Mac: Device Management). It is signed with the server's"
                    + " certificate, if that is from an authority that devices know.",
            "",
            "Example:",
            "  mailstead account profile ann@example.org --name \"Ann Example\" --out ann.mobileconfig"
        })
final class AccountProfile extends OnDirectory {
    private final Path folder;

    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the file to write, .mobileconfig")
    private Path out = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "of its person, as others see it (default: asked for)")
    private String name = "";

    @Option(names = "--protocol", paramLabel = "PROTOCOL", description = "to read with: imap (the default) or pop3")
    private String protocol = "imap";

    AccountProfile(Program program) {
        super(program);
        folder = program.folder();
    }

    @Override
    void run(Desk desk) {
        var account = AccountSettings.of(desk, address, protocol);
        String text = new AppleProfile(account.settings(), account.login(), name, account.reading())
                .text()
                .orElseThrow(account::notOffered);
        var signed = certificate(desk).flatMap(own -> ProfileSignature.sign(text, own.chain(), own.key()));
        desk.say(MadeFile.line(signed.orElseGet(() -> text.getBytes(StandardCharsets.UTF_8))));
        desk.say(
                signed.isPresent()
                        ? "Signed by " + account.settings().host() + "."
                        : "Not signed: there is no certificate from an authority, with a key of RSA or elliptic curves. Devices say so,"
                                + " and take it all the same.");
    }

    private static Optional<ServerCertificate> certificate(Desk desk) {
        try {
            return Optional.of(OwnCertificates.ofHost(desk.configuration().get(), desk.clock()))
                    .filter(own -> !Standing.isSelfMade(own));
        } catch (TlsSetupException e) {
            return Optional.empty();
        }
    }

    @Override
    boolean takesWhatIsPrinted() {
        return true;
    }

    @Override
    void take(String printed, Terminal terminal) {
        MadeFile.write(printed, folder, out, terminal);
    }
}
