package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.Caller;
import org.mailstead.directory.SignInSettings;
import org.mailstead.directory.Use;
import org.mailstead.server.DataFolder;
import org.mailstead.server.OpenStore;

/** On a data folder that no server works on. */
class WhyCommandTest {
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

    private void tries(String name, String password) {
        try (var data = DataFolder.take(folder.resolve("mailstead-data"));
                var open = OpenStore.open(data, Clock.systemUTC(), new SecureRandom())) {
            var caller = new Caller(
                    Use.IMAP, InetAddress.ofLiteral("192.0.2.1"), 143, Optional.of("TLSv1.3"), "Mail 16.0", "c1");
            open.directory().signIns(SignInSettings.STANDARD).password(name, password, caller);
            open.directory().history().flush();
        }
    }

    @Test
    void theSentenceStandsAboveTheTries() {
        assertThat(terminal.run("why", ANN).out())
                .startsWith(
                        "No mail program has reached this server under the name ann@example.org.\n→ Look at the server"
                                + " name in the program: it has to be ");
        tries("ann@example.org", "wrong");
        assertThat(terminal.run("why", ANN).out())
                .startsWith("Mail 16.0 (IMAP, from 192.0.2.1) sends a wrong password (once, last today at ")
                .contains("\n→ Type the password anew in this program, for incoming and for outgoing mail.\n")
                .contains("\nThe last tries to sign in:\n  today at ")
                .contains(
                        " · wrong password · IMAP, port 143 · TLSv1.3 · 192.0.2.1 · Mail 16.0 · \"ann@example.org\"\n")
                .doesNotContain("Under names");
        assertThat(terminal.run("why", ANN, "--language", "de").out())
                .contains("\n→ Geben Sie das Passwort in diesem Programm neu ein", "\nDie letzten Versuche, sich");
    }

    @Test
    void scriptsGetJson() {
        tries("ann@example.org", "wrong");
        assertThat(terminal.run("why", ANN, "--json").out())
                .startsWith("{\"cause\":\"wrong-password\",\"works\":false,\"sentence\":\"Mail 16.0 (IMAP, ")
                .contains("\"tries\":[{\"when\":\"today at ", "\"verdict\":\"wrong password\"", "\"similarNames\":[]");
        assertThat(terminal.run("why", "nobody@example.org").err())
                .isEqualTo("There is no account nobody@example.org.\n");
        assertThat(terminal.run("why", ANN, "--language", "fr").err())
                .isEqualTo("\"fr\" is no language that people can be spoken to in. There are: en, de.\n");
    }

    @Test
    void watchingEndsAtOnceWhereThereIsNothingToWatch() {
        assertThat(terminal.run("why", "nobody@example.org", "--watch").exit()).isEqualTo(1);
    }

    @Test
    void whoWatchesIsShownWhatHasChanged() {
        var out = new StringWriter();
        var waited = new ArrayList<Duration>();
        var looks = new ArrayList<String>();
        int exit = new Watching(new PrintWriter(out), waited::add).watch(to -> {
            String what = looks.size() < 3 ? "before\n" : "after\n";
            looks.add(what);
            to.print(what);
            return 0;
        });
        assertThat(exit).isZero();
        assertThat(looks).hasSize(Watching.LOOKS);
        assertThat(waited.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Watching.LONGEST);
        assertThat(out.toString()).isEqualTo("before\n\nafter\n\nThat was 10 minutes. Go on with the same command.\n");
    }

    @Test
    void aLanguageIsShownAndSet() {
        assertThat(terminal.run("account", "language", ANN).out())
                .isEqualTo(
                        "ann@example.org is spoken to in English (en), as everybody who has not chosen a language.\n");
        assertThat(terminal.run("account", "language", ANN, "DE").out())
                .isEqualTo("ann@example.org is spoken to in Deutsch (de).\n");
        assertThat(terminal.run("account", "language", ANN, "--json").out())
                .isEqualTo("{\"address\":\"ann@example.org\",\"language\":\"de\",\"chosen\":true}\n");
        assertThat(terminal.run("account", "language", ANN, "tlh").exit()).isEqualTo(1);
    }
}
