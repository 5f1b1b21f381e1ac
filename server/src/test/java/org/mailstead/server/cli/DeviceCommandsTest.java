package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sets up an account on a device, from the terminal to the file. */
class DeviceCommandsTest {
    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void init() {
        terminal = new TestTerminal(folder);
        assertThat(terminal.run("init", "example.org").exit()).isZero();
        assertThat(terminal.run("domain", "add", "bücher.example").exit()).isZero();
        assertThat(terminal.run("account", "add", "ann@example.org").exit()).isZero();
    }

    @Test
    void aProfileIsWritten() throws Exception {
        var made = terminal.run("account", "profile", "ann@example.org", "--name", "Ann", "--out", "ann.mobileconfig");
        assertThat(made.err()).isEmpty();
        assertThat(made.out())
                .startsWith("Not signed: there is no certificate from an authority")
                .endsWith("\nWritten to " + folder.resolve("ann.mobileconfig") + ".\n");
        assertThat(Files.readString(folder.resolve("ann.mobileconfig")))
                .startsWith("<?xml ")
                .contains("<string>mail.example.org</string>", "<integer>993</integer>", "<string>Ann</string>");
        assertThat(terminal.run("account", "remove", "ann@example.org", "--yes").err())
                .isEmpty();
        assertThat(terminal.run("account", "add", "bob@bücher.example").err()).isEmpty();
        assertThat(terminal.run(
                                "account",
                                "profile",
                                "bob@bücher.example",
                                "--protocol",
                                "pop3",
                                "--out",
                                "b.mobileconfig")
                        .exit())
                .isZero();
        assertThat(Files.readString(folder.resolve("b.mobileconfig")))
                .contains("<string>bob@xn--bcher-kva.example</string>", "EmailTypePOP");
    }

    @Test
    void aLinkIsMade() {
        assertThat(terminal.run("account", "profile", "ann@example.org", "--link", "--json")
                        .out())
                .matches("\\{\"link\":\"https://mail\\.example\\.org/profile/[A-Za-z0-9_-]{60,200}\"}\n");
        assertThat(terminal.run("account", "profile", "ann@example.org", "--link")
                        .out())
                .contains("█", "\nhttps://mail.example.org/profile/", "Good for a day, and for one use.");
        assertThat(terminal.run("account", "profile", "ann@example.org").err())
                .isEqualTo("Say where to: --out FILE, or --link.\n");
    }

    @Test
    void aCodeIsShownOrWritten() throws Exception {
        assertThat(terminal.run("account", "qr", "ann@example.org").out()).contains("█", "\u001b[0m");
        assertThat(terminal.run("account", "qr", "ann@example.org", "--json").out())
                .isEqualTo(
                        "{\"text\":\"[1,[1,1],[0,\\\"mail.example.org\\\",993,3,1,\\\"ann@example.org\\\"],[[[0,"
                                + "\\\"mail.example.org\\\",465,3,1,\\\"ann@example.org\\\"],[\\\"ann@example.org\\\",\\\"ann\\\"]]]]\"}\n");
        assertThat(terminal.run("account", "qr", "ann@example.org", "--out", "ann.png")
                        .out())
                .isEqualTo("Written to " + folder.resolve("ann.png") + ".\n");
        assertThat(ImageIO.read(folder.resolve("ann.png").toFile()).getWidth()).isGreaterThan(200);
        assertThat(terminal.run("account", "qr", "ann@example.org", "--out", "ann.svg")
                        .exit())
                .isZero();
        assertThat(Files.readString(folder.resolve("ann.svg"))).contains("<svg ");
    }

    @Test
    void programsAreListed() {
        assertThat(terminal.run("account", "export", "ann@example.org").out())
                .contains("\nneomutt ", "\nsender ", " a card with what to enter\n");
        assertThat(terminal.run("account", "export", "ann@example.org", "--to", "files")
                        .err())
                .isEqualTo("Say for which program, before --to.\n");
        assertThat(terminal.run("account", "export", "ann@example.org", "pine").err())
                .startsWith("There is no program \"pine\"; there are: thunderbird, ");
    }

    @Test
    void anExportIsShownOrWritten() throws Exception {
        assertThat(terminal.run("account", "export", "ann@example.org", "Mutt").out())
                .startsWith("1. Put away your password, where the command in the file finds it: pass insert")
                .contains(
                        "IMAP: mail.example.org, port 993, SSL/TLS",
                        "set imap_pass = \"`pass show mail/ann@example.org`\"");
        var made = terminal.run(
                "account",
                "export",
                "ann@example.org",
                "mutt",
                "--to",
                "files",
                "--password-from",
                "file",
                "--language",
                "de");
        assertThat(made.err()).isEmpty();
        assertThat(made.out())
                .startsWith("1. Legen Sie Ihr Passwort dorthin")
                .endsWith("\nWritten to " + folder.resolve("files/ann@example.org.muttrc") + ".\n");
        assertThat(Files.readString(folder.resolve("files/ann@example.org.muttrc")))
                .contains("set imap_pass = \"`cat ~/.mail-secrets/ann@example.org`\"");
        assertThat(terminal.run("account", "export", "ann@example.org", "k9", "--to", "files")
                        .exit())
                .isZero();
        assertThat(ImageIO.read(folder.resolve("files/ann@example.org.png").toFile())
                        .getWidth())
                .isGreaterThan(200);
        // Nothing but words.
        assertThat(terminal.run("account", "export", "ann@example.org", "samsung", "--to", "files")
                        .out())
                .startsWith("1. Settings, Add account, Other")
                .doesNotContain("Written");
        assertThat(terminal.run("account", "export", "ann@example.org", "mbsync", "--protocol", "pop3")
                        .err())
                .isEqualTo("mbsync (isync) reads mail by IMAP only. Choose another program for this account.\n");
        assertThat(terminal.run("account", "export", "ann@example.org", "mutt", "--password-from", "paper")
                        .err())
                .isEqualTo("--password-from takes pass, keyring or file, not \"paper\".\n");
        assertThat(terminal.run("account", "export", "ann@example.org", "mutt", "--name", "a\nb")
                        .err())
                .isEqualTo(
                        "The name \"a?b\" cannot be given to a mail program. Take line breaks and the like out of it.\n");
    }

    @Test
    void mistakesAreSentences() throws Exception {
        assertThat(terminal.run("account", "qr", "eve@example.org").err())
                .isEqualTo("There is no account eve@example.org.\n");
        assertThat(terminal.run("account", "qr", "ann@example.org", "--out", "ann.gif")
                        .err())
                .isEqualTo("--out takes a file that ends with .png or .svg, not \"ann.gif\".\n");
        assertThat(terminal.run("account", "qr", "ann@example.org", "--protocol", "jmap")
                        .err())
                .isEqualTo("--protocol takes imap or pop3, not \"jmap\".\n");
        assertThat(terminal.run("account", "qr", "ann@example.org", "--name", "x".repeat(4000))
                        .err())
                .isEqualTo("The name is too long for a QR code.\n");
        assertThat(terminal.run("account", "profile", "ann@example.org", "--out", "none/ann.mobileconfig")
                        .err())
                .startsWith("The file " + folder.resolve("none/ann.mobileconfig") + " cannot be written");
        Path file = folder.resolve("mailstead.toml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("# imaps = 993", "imaps = \"off\"")
                        .replace("# imap = 143", "imap = \"off\""));
        assertThat(terminal.run("account", "qr", "ann@example.org").err())
                .startsWith("An account cannot be set up: IMAP and sending (submissions, submission) have to be");
    }
}
