package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mailstead doctor --from}: what is looked at is what the person's program is set to. */
class DoctorFromTest {
    @TempDir
    private Path folder;

    private void file(String name, String... lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private TestTerminal.Outcome doctor(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "doctor";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new TestTerminal(folder).run(all);
    }

    @Test
    void theServersOfTheFileAreAsked() throws IOException {
        try (var server = new Greeter();
                var names = new NameServer("""
                    mail.example.test. A 127.0.0.1
                    example.test. MX 10 mail.example.test.
                    """)) {
            int port = server.port();
            file(
                    ".mbsyncrc",
                    "IMAPAccount home",
                    "Host mail.example.test",
                    "Port " + port,
                    "User ann@example.test",
                    "Pass hunter2",
                    "TLSType None");
            file(".msmtprc", "account a", "host mail.example.test", "port 1", "from ann@example.test");
            String[] arguments = {
                "ann@example.test",
                "--no-secret",
                "--no-beacon",
                "--loopback",
                "--resolver",
                names.address(),
                "--from",
                ".mbsyncrc",
                "--from",
                ".msmtprc"
            };
            var outcome = doctor(arguments);
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.out())
                    .startsWith("mbsync is set to this for ann@example.test (" + folder.resolve(".mbsyncrc"))
                    .contains("IMAP mail.example.test:" + port + " no encryption, user name ann@example.test")
                    .contains(".mbsyncrc, line 5: The password stands in this file as it is.")
                    .contains("msmtp is set to this for ann@example.test")
                    .contains("SMTP mail.example.test:1 no encryption")
                    .doesNotContain("hunter2");
            assertThat(server.heard()).isNotEmpty();
        }
    }

    @Test
    void anAddressThatIsNotInTheFileIsToldWhichAre() throws IOException {
        file(
                ".mbsyncrc",
                "IMAPAccount home",
                "Host mail.example.test",
                "User ann",
                "",
                "IMAPAccount other",
                "Host two.example.test");
        assertThat(doctor("ann@example.test", "--from", ".mbsyncrc").err())
                .startsWith("There is no account of ann@example.test in " + folder.resolve(".mbsyncrc"))
                .contains("  home  IMAP mail.example.test:143 STARTTLS");
    }

    @Test
    void severalAccountsAreListed() throws IOException {
        file(
                ".msmtprc",
                "account a",
                "host one.example",
                "from ann@one.example",
                "account b",
                "host two.example",
                "from ann@two.example");
        var outcome = doctor("--from", ".msmtprc");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("There are several accounts in " + folder.resolve(".msmtprc") + ".")
                .contains("  ann@one.example  SMTP one.example:25 no encryption\n")
                .contains("  ann@two.example  SMTP two.example:25 no encryption");
        assertThat(doctor("eve@example.org", "--from", ".msmtprc").err())
                .startsWith("There is no account of eve@example.org in ");
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        assertThat(doctor().err()).startsWith("Which address?").contains("--from");
        assertThat(doctor("--from", "nothing").err())
                .startsWith("There is no " + folder.resolve("nothing"))
                .contains("~/.thunderbird");
        file(".msmtprc", "account a", "host one.example");
        assertThat(doctor("--from", ".msmtprc").err()).contains("does not tell the address");
    }
}
