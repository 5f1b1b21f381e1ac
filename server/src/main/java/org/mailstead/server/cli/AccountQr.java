package org.mailstead.server.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailstead.exports.AccountCode;
import org.mailstead.exports.QrPicture;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "qr",
        description = {
            "Shows a QR code by which Thunderbird for Android (and K-9 Mail) sets up the account.",
            "There is no password in it: the program asks for one."
        },
        footer = {
            "",
            "On the phone: Import settings, then scan the code, or in the settings of the program: Import.",
            "",
            "Examples:",
            "  mailstead account qr ann@example.org",
            "  mailstead account qr ann@example.org --name \"Ann Example\" --out ann.png"
        })
final class AccountQr extends DeviceSetup {
    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "write the code to a file, .png or .svg, in place of the terminal")
    private @Nullable Path out;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "of its person, as others see it (default: what is before the @)")
    private String name = "";

    AccountQr(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var account = account(desk);
        String text = new AccountCode(
                        account.said(name),
                        account.reading(),
                        account.settings().showsPassword())
                .text()
                .orElseThrow(account::notOffered);
        var picture = picture(text);
        if (out != null) desk.say(MadeFile.line(file(picture, out.toString())));
        else if (json()) desk.say(true, json -> json.writeStringProperty("text", text), "");
        else desk.out().print(picture.terminal());
    }

    private static QrPicture picture(String text) {
        try {
            return new QrPicture(text);
        } catch (IllegalArgumentException e) {
            throw new Mistake("The name is too long for a QR code.", e);
        }
    }

    private static byte[] file(QrPicture picture, String out) {
        String lower = out.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".png")) return picture.png();
        if (lower.endsWith(".svg")) return picture.svg().getBytes(StandardCharsets.UTF_8);
        throw new Mistake("--out takes a file that ends with .png or .svg, not \"" + out + "\".");
    }

    @Override
    @Nullable
    Path out() {
        return out;
    }
}
