package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mailstead doctor --accounts}: each line is read as the command line of one, and each is told of in its turn. */
class DoctorAccountsTest {
    @TempDir
    private Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void begin() {
        terminal = new TestTerminal(folder);
    }

    private void file(String... lines) throws IOException {
        Files.writeString(folder.resolve("accounts"), String.join("\n", lines) + "\n");
    }

    private String mistake(String... lines) throws IOException {
        file(lines);
        var outcome = terminal.run("doctor", "--accounts", "accounts");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        return outcome.err().replace(folder.toString() + "/", "");
    }

    @Test
    void wordsMayBeQuoted() throws IOException {
        file(
                "# all of them",
                "",
                "   ann@example.org --said \"a # \\\"b\\\" \\\\\" ",
                "'bert b'@example.org   # his",
                "carl@example.org --said it's one'");
        var lines = new AccountsFile(folder.resolve("accounts")).lines();
        assertThat(lines)
                .extracting(line -> line.account().address())
                .containsExactly("ann@example.org", "bert b@example.org", "carl@example.org");
        assertThat(lines.getLast().place()).endsWith("accounts, line 5");
    }

    @Test
    void nobodyIsExaminedWhereALineCannotBeRead() throws IOException {
        assertThat(mistake("# nobody")).startsWith("There is no account in accounts. Write one on each line.");
        assertThat(mistake("ann@example.org --said \"no end"))
                .startsWith("accounts, line 1: a quotation mark has no end.");
        assertThat(mistake("ann@example.org", "", "bert@example.org --watch"))
                .startsWith("accounts, line 3: Unknown option: '--watch'.");
        assertThat(mistake("--imap mail.example.org"))
                .startsWith("accounts, line 1: there is no address, and no --from.");
        assertThat(mistake("ann@example.org --password-stdin"))
                .startsWith("accounts, line 1: there is one input for all lines.");
        assertThat(mistake("a@b.org\n".repeat(1001))).startsWith("accounts has 1001 accounts, and 1000 are looked at");
        assertThat(terminal.run("doctor", "--accounts", "none").err()).startsWith("--accounts: ");
    }

    @Test
    void itGoesWithNothingThatIsOfOneAccount() throws IOException {
        file("ann@example.org");
        assertThat(terminal.run("doctor", "bert@example.org", "--accounts", "accounts")
                        .err())
                .startsWith("With --accounts, addresses, servers and passwords are told by the lines of the file.");
        assertThat(terminal.run("doctor", "--accounts", "accounts", "--imap", "mail.example.org")
                        .err())
                .startsWith("With --accounts, ");
        assertThat(terminal.run("doctor", "--accounts", "accounts", "--watch").err())
                .startsWith("--accounts looks once at each.");
    }

    private TestTerminal.Outcome examined(NameServer names, String... more) {
        var all = new ArrayList<>(
                List.of("doctor", "--accounts", "accounts", "--no-beacon", "--resolver", names.address()));
        all.addAll(List.of(more));
        return terminal.run(all.toArray(String[]::new));
    }

    @Test
    void eachIsToldOfInItsTurn() throws IOException {
        try (var server = new Greeter();
                var names = new NameServer("example.test. MX 10 mail.example.test.\n")) {
            Files.writeString(folder.resolve("ann"), " Hunter 2\nsecond\n");
            file(
                    "ann@example.test --imap 127.0.0.1:" + server.port() + "/none --password-file ann",
                    "bert@example.test --imap 127.0.0.1:1/none",
                    "carl",
                    "dora@example.test --imap 127.0.0.1:" + server.port() + "/none --password-file nowhere");
            var told = examined(names);
            assertThat(told.exit()).isEqualTo(1);
            assertThat(told.out().lines().filter(line -> line.matches(".*(@|, line|of 4).*")))
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("ann@example.test works."),
                            line -> assertThat(line).isEqualTo("bert@example.test does not work."),
                            line -> assertThat(line)
                                    .endsWith(
                                            "accounts, line 3: \"carl\" is not a mail address. Write it like ann@example.org."),
                            line -> assertThat(line).contains("accounts, line 4: --password-file: "),
                            line -> assertThat(line).isEqualTo("Accounts that work: 1 of 4."));
            assertThat(server.heard()).anyMatch(line -> line.equals("a LOGIN \"ann@example.test\" \" Hunter 2\""));
            assertThat(told.out()).doesNotContain("Hunter");
        }
    }

    @Test
    void forScriptsEachIsALine() throws IOException {
        try (var names = new NameServer("example.test. MX 10 mail.example.test.\n")) {
            file("bert@example.test --imap 127.0.0.1:1/none", "carl", "dora@example.test --imap 127.0.0.1:1/none");
            var lines = examined(names, "--json").out().lines().toList();
            assertThat(lines)
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("{\"address\":\"bert@example.test\",\"well\":false"),
                            line -> assertThat(line).startsWith("{\"address\":\"carl\",\"well\":false,\"mistake\":\""),
                            line -> assertThat(line).startsWith("{\"address\":\"dora@example.test\""));
        }
    }
}
