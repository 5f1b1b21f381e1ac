package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts whose mailbox is at a provider, from the command line; nobody answers there. */
class BackingCommandsTest {
    private static final String NOWHERE = "imap=127.0.0.1:1:tls";

    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void init() {
        terminal = new TestTerminal(folder);
        assertThat(terminal.run("init", "example.org").exit()).isZero();
        assertThat(terminal.run("account", "add", "ann@example.org").exit()).isZero();
    }

    /** Port 1 of this machine: nobody listens there. */
    private void register() throws IOException {
        Files.writeString(folder.resolve("mailstead.toml"), """

                [[app-registration]]
                domains = ["example.org"]
                token-url = "http://127.0.0.1:1/token"
                client-id = "a client"
                secret-file = "secret"
                """, StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("secret"), "not to be seen\n");
    }

    @Test
    void anAccountThatIsNotThereIsSaidBeforeAnybodySignsIn() {
        var outcome = terminal.run("account", "back", "bob@example.org", "--server", NOWHERE);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("There is no account bob@example.org.");
    }

    @Test
    void aMailboxThatDoesNotOpenIsNotKept() {
        var outcome = terminal.runWithInput(
                "the secret\n", "account", "back", "ann@example.org", "--password-stdin", "--server", NOWHERE);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("cannot be reached").doesNotContain("the secret");
        assertThat(terminal.run("account", "show", "ann@example.org").out())
                .contains("ann@example.org", "It has a password here.", "App passwords: 0. Second factor: off.")
                .endsWith("The mailbox is here.\n");
    }

    @Test
    void whoHasNoRegistrationIsToldOfBothWays() {
        var outcome = terminal.run(
                "account",
                "back",
                "ann@example.org",
                "--server",
                NOWHERE,
                "--oauth",
                "authorize=https://x.test/a",
                "--oauth",
                "token=https://x.test/t");
        assertThat(outcome.err()).contains("[[app-registration]]", "--client-id ID", "docs/gateway.md");
    }

    @Test
    void anAppRegistrationIsTriedFirstAndKeptOnlyWhenItIsSaid() throws Exception {
        register();
        var tried = terminal.run("account", "back", "ann@example.org", "--server", NOWHERE);
        assertThat(tried.exit()).isEqualTo(1);
        assertThat(tried.err())
                .startsWith("The mailbox does not open. ")
                .contains("--anyway")
                .doesNotContain("not to be seen");
        assertThat(terminal.run("account", "show", "ann@example.org").out()).contains("The mailbox is here.");
        var kept = terminal.run("account", "back", "ann@example.org", "--server", NOWHERE, "--anyway");
        assertThat(kept.exit()).isZero();
        assertThat(kept.out()).contains("ann@example.org has its mailbox at 127.0.0.1 now.", "But: ");
        assertThat(terminal.run("account", "show", "ann@example.org").out())
                .contains("The mailbox is ann@example.org at another provider:", "IMAP  127.0.0.1 port 1 ")
                .contains("The app registration of the configuration opens it.");
        assertThat(terminal.run("account", "show", "ann@example.org", "--json").out())
                .contains("\"opened\":\"app-registration\"", "\"works\":true");
        assertThat(terminal.run("why", "ann@example.org").out()).contains("at another provider");
        assertThat(terminal.run("account", "back", "ann@example.org", "--off").out())
                .isEqualTo("The mailbox of ann@example.org is here again.\n");
        assertThat(terminal.run("account", "back", "ann@example.org", "--off").out())
                .isEqualTo("The mailbox of ann@example.org was here already.\n");
    }

    @Test
    void aRegistrationThatIsTakenOutOfTheConfigurationIsMissed() throws Exception {
        byte[] before = Files.readAllBytes(folder.resolve("mailstead.toml"));
        register();
        terminal.run("account", "back", "ann@example.org", "--server", NOWHERE, "--anyway");
        Files.write(folder.resolve("mailstead.toml"), before);
        assertThat(terminal.run("account", "show", "ann@example.org").out())
                .contains("the configuration has none for its domain", "(case D62)");
    }
}
