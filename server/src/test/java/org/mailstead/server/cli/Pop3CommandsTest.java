package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.server.cli.TestTerminal.Outcome;

class Pop3CommandsTest {
    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void setUp() {
        terminal = new TestTerminal(folder);
        terminal.run("init", "example.org");
        terminal.run("account", "add", "ann@example.org");
    }

    private Outcome pop3(String... options) {
        var all = new ArrayList<String>(List.of("account", "pop3", "ann@example.org"));
        all.addAll(List.of(options));
        return terminal.run(all.toArray(String[]::new));
    }

    @Test
    void choicesAreShownAndSet() {
        assertThat(pop3()).isEqualTo(new Outcome(0, """
                POP3 of ann@example.org:
                  downloaded messages  client (the mail program decides)
                  mailboxes shown      INBOX
                  become read          no
                  hidden               0 messages
                """, ""));
        assertThat(pop3("--on-download", "Keep", "--show", "inbox,Junk,Junk").out())
                .contains("keep (they stay; what a program deletes is hidden from POP3)")
                .contains("mailboxes shown      INBOX, Junk\n");
        assertThat(pop3("--on-download", "delete-after=14d", "--mark-seen", "--json")
                        .out())
                .isEqualTo("{\"address\":\"ann@example.org\",\"onDownload\":\"delete-after=14d\","
                        + "\"show\":[\"INBOX\",\"Junk\"],\"markSeen\":true,\"hidden\":0}\n");
        assertThat(pop3("--no-mark-seen", "--show", "INBOX", "--on-download", "delete", "--unhide")
                        .out())
                .contains("delete (they are deleted)")
                .contains("mailboxes shown      INBOX\n")
                .contains("become read          no\n");
    }

    @Test
    void whatCannotBeChosenIsExplained() {
        assertThat(pop3("--on-download", "burn").err())
                .isEqualTo("\"burn\" is none of client, keep, delete and delete-after=14d (or another number of"
                        + " days).\n");
        assertThat(pop3("--on-download", "delete-after=0").err())
                .isEqualTo("Messages can be kept for 1 to 3650 days, not 0.\n");
        assertThat(pop3("--show", "Nowhere").err()).isEqualTo("There is no mailbox \"Nowhere\".\n");
        assertThat(terminal.run("account", "pop3", "bob@example.org").exit()).isEqualTo(1);
        assertThat(pop3().out()).contains("client").contains("INBOX\n");
    }

    @Test
    void anAccountWithoutHistoryHasNothingToBringBack() {
        assertThat(terminal.run("account", "history", "ann@example.org").out())
                .isEqualTo("Nothing is known: nothing was downloaded by POP3, deleted or brought back.\n");
        assertThat(terminal.run("account", "history", "ann@example.org", "--json")
                        .out())
                .isEqualTo("[]\n");
        assertThat(terminal.run("account", "restore", "ann@example.org", "--pop3")
                        .out())
                .isEqualTo("Brought back 0 messages.\n");
        assertThat(terminal.run("account", "restore", "ann@example.org", "--into", "New", "--dry-run", "--json")
                        .out())
                .isEqualTo("{\"address\":\"ann@example.org\",\"restorable\":0,\"withoutMailbox\":0}\n");
        assertThat(pop3("--show", "New").err()).isEqualTo("There is no mailbox \"New\".\n");
        assertThat(terminal.run("account", "restore", "ann@example.org", "--since", "yesterday")
                        .err())
                .isEqualTo("\"yesterday\" is no time: write it like 2026-11-20, 2026-11-20T18:30, 3d or 12h.\n");
    }
}
