package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.Tokens.Verdict;
import org.mailstead.oauth.Grant;
import org.mailstead.server.DataFolder;
import org.mailstead.server.OpenStore;

/** On a data folder that no server works on. */
class TokensCommandsTest {
    private static final String ANN = "ann@example.org";

    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void setUp() {
        terminal = new TestTerminal(folder);
        terminal.run("init", "example.org");
        terminal.run("account", "add", ANN);
    }

    private interface Work<T> {
        T on(OpenStore open);
    }

    private <T> T inStore(Work<T> work) {
        try (var data = DataFolder.take(folder.resolve("mailstead-data"));
                var open = OpenStore.open(data, Clock.systemUTC(), new SecureRandom())) {
            return work.on(open);
        }
    }

    private String letIn(String program) {
        return inStore(open -> open.grants(Clock.systemUTC(), new SecureRandom())
                .begin(
                        new Grant.Agreed(
                                open.directory()
                                        .account(MailAddress.of(ANN))
                                        .orElseThrow()
                                        .id(),
                                "open",
                                program,
                                "imap smtp"),
                        InetAddress.ofLiteral("192.0.2.1"))
                .access());
    }

    private Verdict check(String token) {
        return inStore(
                open -> open.grants(Clock.systemUTC(), new SecureRandom()).check(token));
    }

    @Test
    void whoWasLetInIsShownAndLetOut() {
        assertThat(terminal.run("account", "tokens", "list", ANN).out())
                .isEqualTo("No program was let in to ann@example.org.\n");
        String lynx = letIn("Lynx");
        String other = letIn("Other");
        String shown = terminal.run("account", "tokens", "list", ANN).out();
        assertThat(shown)
                .contains("  Lynx: IMAP, SMTP; since ", " from 192.0.2.1\n")
                .doesNotContain(lynx);
        assertThat(terminal.run("account", "tokens", "list", ANN, "--json").out())
                .contains("\"program\":\"Lynx\",\"scope\":\"imap smtp\"", "\"lastFrom\":\"192.0.2.1\"");
        String id = shown.lines()
                .filter(line -> line.contains("Lynx"))
                .findFirst()
                .orElseThrow()
                .substring(0, 8);
        assertThat(terminal.run("account", "tokens", "revoke", ANN, id.substring(0, 7))
                        .err())
                .startsWith("No program \"" + id.substring(0, 7) + "\" was let in.");
        assertThat(check(lynx)).isInstanceOf(Verdict.Good.class);
        assertThat(terminal.run("account", "tokens", "revoke", ANN, id).out()).isEqualTo("Taken back from: Lynx.\n");
        assertThat(check(lynx)).isEqualTo(new Verdict.Unknown());
        assertThat(check(other)).isInstanceOf(Verdict.Good.class);
        assertThat(terminal.run("account", "tokens", "revoke", ANN, "all", "--json")
                        .out())
                .isEqualTo("{\"address\":\"ann@example.org\",\"revoked\":1}\n");
        assertThat(check(other)).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void aNewPasswordLetsProgramsOut() {
        String lynx = letIn("Lynx");
        assertThat(terminal.run("account", "password", ANN, "--keep-programs").out())
                .startsWith("Changed the password of ann@example.org.\nPassword: ");
        assertThat(check(lynx)).isInstanceOf(Verdict.Good.class);
        assertThat(terminal.run("account", "password", ANN).out())
                .startsWith("Changed the password of ann@example.org. Let out, until they ask anew: Lynx.\nPassword: ");
        assertThat(check(lynx)).isEqualTo(new Verdict.Unknown());
    }
}
