package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.server.config.MailPort;
import org.mailstead.server.system.TestServer;
import org.mailstead.store.MemoryStore;
import org.mailstead.wire.SelfSigned;

/** Commands on accounts anywhere, which need no configuration, from the terminal to real servers. */
class ElsewhereCommandsTest {
    private static final String ZONE = """
            example.test. IN MX 10 mail.example.test.
            mail.example.test. IN A 127.0.0.1
            """;

    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void init() {
        terminal = new TestTerminal(folder);
    }

    @Test
    void aKnownProviderNeedsNoNetwork() {
        var shown = terminal.run("settings", "ann@contoso.onmicrosoft.com", "--offline");
        assertThat(shown.exit()).isZero();
        assertThat(shown.out())
                .startsWith(
                        "ann@contoso.onmicrosoft.com: Microsoft 365\n\n  IMAP  outlook.office365.com  port 993  SSL/TLS")
                .contains("smtp.office365.com  port 587  STARTTLS")
                .contains("Microsoft 365 takes no passwords from mail programs.")
                .contains("Sure: the table of providers (Microsoft 365).");
        assertThat(terminal.run("settings", "ann@gmx.de", "--offline", "--language", "de")
                        .out())
                .contains("Vorher zu wissen");
        assertThat(terminal.run("settings", "ann@gmail.com", "--json").out())
                .startsWith("{\"address\":\"ann@gmail.com\",\"provider\":\"google\"")
                .contains(
                        "{\"protocol\":\"imap\",\"host\":\"imap.gmail.com\",\"port\":993,\"security\":\"tls\",\"user\":\"ann@gmail.com\"}");
        assertThat(terminal.run("settings", "ann@example.test", "--offline").err())
                .contains("is not in the table");
    }

    @Test
    void aProgramGetsItsFile() throws Exception {
        var made = terminal.run("settings", "ann@gmail.com", "--for", "msmtp", "--out", "made");
        assertThat(made.exit()).isZero();
        try (var files = Files.list(folder.resolve("made"))) {
            assertThat(Files.readString(files.findFirst().orElseThrow())).contains("smtp.gmail.com");
        }
        assertThat(made.err()).startsWith("Written to " + folder.resolve("made"));
        assertThat(terminal.run("settings", "ann@gmail.com", "--for", "neomutt", "--json")
                        .out())
                .startsWith("{\"program\":\"NeoMutt");
        assertThat(terminal.run("settings", "--programs").out()).contains("thunderbird ", "postfix ");
        assertThat(terminal.run("settings", "ann@gmail.com", "--for", "abacus").err())
                .startsWith("There is no program \"abacus\" here. There are: thunderbird, ");
    }

    @Test
    void picturesStandInJsonAsTheyAre() throws Exception {
        terminal.run("settings", "ann@gmail.com", "--for", "k9", "--out", "code");
        byte[] picture;
        try (var files = Files.list(folder.resolve("code"))) {
            picture = Files.readAllBytes(files.filter(each -> each.toString().endsWith(".png"))
                    .findFirst()
                    .orElseThrow());
        }
        var shown = terminal.run("settings", "ann@gmail.com", "--for", "k9", "--json");
        assertThat(shown.out())
                .contains("\"base64\":\"" + Base64.getEncoder().encodeToString(picture) + "\"")
                .doesNotContain("\"text\":");
    }

    @Test
    void theDomainsOwnPlacesAreAsked() throws Exception {
        try (var names = new NameServer(ZONE
                + "_imaps._tcp.example.test. IN SRV 0 1 993 mail.example.test.\n"
                + "_submissions._tcp.example.test. IN SRV 0 1 465 mail.example.test.\n")) {
            var shown =
                    terminal.run("settings", "ann@example.test", "--resolver", names.address(), "--all", "--loopback");
            assertThat(shown.exit()).isZero();
            assertThat(shown.out())
                    .contains("mail.example.test  port 993", "mail.example.test  port 465")
                    .contains(
                            "Look at the servers before you enter a password: only SRV records of example.test says so.")
                    .contains("  + SRV records of example.test: [IMAP mail.example.test:993 SSL/TLS");
            assertThat(terminal.run("settings", "ann@gone.test", "--resolver", names.address())
                            .out())
                    .contains("There is no domain gone.test.");
        }
    }

    private record Account(TestServer server, NameServer names) implements AutoCloseable {
        int port(MailPort port) {
            return Objects.requireNonNull(server.ports().get(port));
        }

        @Override
        public void close() {
            server.close();
            names.close();
        }
    }

    private Account account() throws Exception {
        SelfSigned.write(
                folder.resolve("certificate.pem"),
                folder.resolve("key.pem"),
                List.of("mail.example.test"),
                Clock.systemUTC());
        return new Account(
                TestServer.start(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, 100),
                new NameServer(ZONE));
    }

    private TestTerminal.Outcome doctor(Account account, String password, String imap, String smtp, String... more) {
        var arguments = new ArrayList<>(List.of(
                "doctor",
                "ann@example.test",
                "--password-stdin",
                "--no-beacon",
                "--loopback",
                "--resolver",
                account.names().address(),
                "--imap",
                imap.replace("IMAPS", Integer.toString(account.port(MailPort.IMAPS)))
                        .replace("IMAP", Integer.toString(account.port(MailPort.IMAP))),
                "--smtp",
                smtp.replace("SMTP", Integer.toString(account.port(MailPort.SUBMISSION)))));
        arguments.addAll(List.of(more));
        return terminal.runWithInput(password + "\n", arguments.toArray(new String[0]));
    }

    @Test
    void whatWorksIsSaidToWork() throws Exception {
        try (var account = account()) {
            var told = doctor(
                    account,
                    "ann-secret",
                    "mail.example.test:IMAPS/ssl",
                    "mail.example.test:SMTP/starttls",
                    "--trust",
                    "certificate.pem",
                    "--log");
            assertThat(told.err()).isEmpty();
            assertThat(told.out())
                    .startsWith("ann@example.test works.\n")
                    .contains("✔ signing in", "✔ reading and sending", "LET_IN")
                    .doesNotContain("ann-secret");
            assertThat(told.exit()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ann-secret, mail.example.test:IMAP/starttls, mail.example.test:SMTP/ssl, D12",
        "wrong, mail.example.test:IMAP/starttls, mail.example.test:SMTP/starttls, D59",
        "ann-secret, imap.example.test:IMAP/starttls, mail.example.test:SMTP/starttls, D06"
    })
    void whatFailsIsSaidWhy(String password, String imap, String smtp, String code) throws Exception {
        try (var account = account()) {
            var told = doctor(account, password, imap, smtp, "--trust", "certificate.pem", "--json");
            assertThat(told.err()).isEmpty();
            assertThat(told.exit()).isEqualTo(1);
            assertThat(told.out()).contains("\"well\":false,", "\"causes\":[{\"code\":\"" + code + "\"");
        }
    }

    @Test
    void aCertificateOfNobodyIsTold() throws Exception {
        try (var account = account()) {
            var told = doctor(
                    account,
                    "ann-secret",
                    "mail.example.test:IMAP/starttls",
                    "mail.example.test:SMTP/starttls",
                    "--json");
            assertThat(told.out()).contains("{\"code\":\"D19\"").doesNotContain("ann-secret");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "doctor ann | \"ann\" is not a mail address. Write it like ann@example.org.",
                "doctor ann@example.test --no-secret --symptom sneezing | --symptom sneezing: there are sign-in-window",
                "doctor ann@gmail.com --no-secret --imap a@b | \"a@b\" is not a server. Write it like mail.example.org:993/ssl.",
                "doctor ann@gmail.com --no-secret --imap a.b:0 | \"a.b:0\": ports are numbers from 1 to 65535.",
                "doctor ann@gmail.com --no-secret --imap a.b/quick | \"a.b/quick\": behind the slash stands ssl, starttls or none.",
                "settings ann@gmail.com --all --ask aunt | --ask aunt: there are directory, microsoft and blocklists.",
                "settings ann@gmail.com --all --trust gone.pem | gone.pem does not exist."
            })
    void mistakesAreSentences(String line, String said) {
        var outcome = terminal.run(line.split(" "));
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains(said);
    }
}
