package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.message.Spool;
import org.mailstead.outbound.IncomingMail;
import org.mailstead.server.DataFolder;
import org.mailstead.server.OpenStore;
import org.mailstead.server.cli.TestTerminal.Outcome;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;

/** On a data folder that no server works on. */
class QueueCommandsTest {
    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void setUp() {
        terminal = new TestTerminal(folder);
        assertThat(terminal.run("init", "example.org").err()).isEmpty();
    }

    @Test
    void anEmptyQueueIsSaidToBeSo() {
        assertThat(out("queue", "list")).isEqualTo("The queue is empty.\n");
        assertThat(out("queue", "list", "--json")).isEqualTo("[]\n");
        assertThat(out("queue", "retry", "all")).isEqualTo("To be tried now: 0 messages.\n");
    }

    @Test
    void mailThatWaitsIsShown() throws IOException {
        queue("Q1", "a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@y.example");
        assertThat(out("queue", "list"))
                .matches("Q1  from ann@example\\.org, 15 bytes, \\d seconds ago\n"
                        + "  to a@x\\.example, b@x\\.example, c@x\\.example and 1 more: not tried yet, due now\n"
                        + "  to e@y\\.example: not tried yet, due now\n");
        assertThat(out("queue", "show", "Q1"))
                .contains("Q1  from ann@example.org")
                .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  received from a test\n");
        assertThat(out("queue", "list", "--json"))
                .startsWith("[{\"id\":\"Q1\",\"sender\":\"ann@example.org\",\"bytes\":15,")
                .contains("\"destination\":\"y.example\",\"recipients\":[\"e@y.example\"],\"tries\":0");
        assertThat(out("queue", "show", "Q1", "--json"))
                .contains("\"queued\":true")
                .contains("\"what\":\"received from a test\"");
    }

    @Test
    void whatHappenedToAMessageIsTold() throws IOException {
        queue("Q1", "a@x.example");
        assertThat(out("trace", "Q1")).startsWith("Q1  (waits in the queue)\n").endsWith("  received from a test\n");
        assertThat(out("trace", "Q1", "--json"))
                .startsWith("[{\"id\":\"Q1\",\"queued\":true,\"story\":[{\"time\":\"")
                .endsWith("\"what\":\"received from a test\"}]}]\n");
        assertThat(terminal.run("trace", "<nothing@x>").err()).startsWith("Nothing is known of a message <nothing@x>");
    }

    @Test
    void whereMailWouldGoIsAskedOfAServer() {
        assertThat(terminal.run("queue", "simulate", "a@x.example").err()).startsWith("No server is running");
        assertThat(out("queue", "simulate", "nobody@example.org"))
                .isEqualTo("nobody@example.org\n  refused: nobody here has that address\n");
    }

    @Test
    void longListsAreCut() throws IOException {
        for (int i = 1; i <= 5; i++) queue("Q" + i, "a@x.example");
        assertThat(out("queue", "list", "--most", "2"))
                .contains("Q1 ", "Q2 ")
                .doesNotContain("Q3 ")
                .contains("and 3 more messages");
    }

    @Test
    void mailIsHeldReleasedAndDropped() throws IOException {
        queue("Q1", "a@x.example");
        queue("Q2", "a@x.example");
        assertThat(out("queue", "hold", "Q1", "Q2")).isEqualTo("Held: 2 messages.\n");
        assertThat(out("queue", "list")).contains("not tried yet, held");
        assertThat(out("queue", "release", "all", "--json")).isEqualTo("{\"messages\":2}\n");
        assertThat(out("queue", "list")).doesNotContain("held");
        assertThat(out("queue", "drop", "Q1")).isEqualTo("Dropped: 1 message.\n");
        assertThat(out("queue", "show", "Q1"))
                .contains("Q1 has left the queue.\n")
                .contains("dropped");
        assertThat(terminal.run("queue", "drop", "Q1"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "There is no message Q1 in the queue. See those there are with: mailstead queue list\n"));
        assertThat(terminal.run("queue", "show", "nothing").err())
                .startsWith("There is no message nothing in the queue.");
    }

    @Test
    void theSendingOfAnAccountIsPausedAndResumed() throws IOException {
        out("account", "add", "ann@example.org");
        queue("Q1", "a@x.example");
        assertThat(out("account", "sending", "ann@example.org")).isEqualTo("ann@example.org may send.\n");
        assertThat(out("account", "sending", "ann@example.org", "pause"))
                .matches("The sending of ann@example\\.org is paused since [-0-9: ]+: an administrator paused it\\."
                        + " Held: 0\\.\n");
        assertThat(out("account", "sending", "ann@example.org", "--json"))
                .startsWith("{\"address\":\"ann@example.org\",\"paused\":true,\"since\":");
        assertThat(out("account", "sending", "ann@example.org", "resume"))
                .isEqualTo("ann@example.org may send. Released: 0.\n");
        assertThat(terminal.run("account", "sending", "ann@example.org", "stop").err())
                .isEqualTo("\"stop\" is none of pause, resume and show.\n");
        assertThat(terminal.run("account", "sending", "bob@example.org").err())
                .isEqualTo("There is no account bob@example.org.\n");
    }

    private String out(String... arguments) {
        Outcome outcome = terminal.run(arguments);
        assertThat(outcome.err()).isEmpty();
        return outcome.out();
    }

    private void queue(String id, String... to) throws IOException {
        var clock = Clock.systemUTC();
        var random = new Random(3);
        try (var data = DataFolder.tryTake(folder.resolve("mailstead-data")).orElseThrow();
                var open = OpenStore.open(data, clock, random);
                var spool = new Spool(folder)) {
            spool.write("Subject: x\r\n\r\n.".getBytes(StandardCharsets.US_ASCII));
            var recipients = List.of(to).stream()
                    .map(each -> SmtpRecipient.of(address(each)))
                    .toList();
            var mail = new IncomingMail(
                    id, Optional.of(address("ann@example.org")), MailParameters.USUAL, recipients, Optional.empty());
            open.queue(clock, random).accept(mail, spool, List.of("received from a test"));
        }
    }

    private static SmtpAddress address(String text) {
        int at = text.indexOf('@');
        return new SmtpAddress(text.substring(0, at), text.substring(at + 1));
    }
}
