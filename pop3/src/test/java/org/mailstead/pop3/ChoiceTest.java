package org.mailstead.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.Pop3Choice;
import org.mailstead.directory.Pop3Choice.OnDownload;
import org.mailstead.mailbox.ExpungedMail;
import org.mailstead.mailbox.FlagBits;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.History;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;

/** What the holder of an account has chosen happens, whatever the program asks for. */
class ChoiceTest {
    @TempDir
    Path folder;

    private Pop3Fixture server;

    @BeforeEach
    void start() throws IOException {
        server = new Pop3Fixture(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void choose(UnaryOperator<Pop3Choice> change) {
        server.directory.pop3Choices().change(MailAddress.of("ann@example.test"), change);
    }

    private void session(String... commands) throws IOException {
        try (Pop3Client client = server.signIn()) {
            for (String command : commands) {
                client.send(command);
                if (command.startsWith("RETR")) client.message();
                else client.expectStart("+OK");
            }
            client.expectClosed();
        }
    }

    private List<String> unique() throws IOException {
        try (Pop3Client client = server.signIn()) {
            return client.send("UIDL").lines().stream()
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .toList();
        }
    }

    private List<History.Line> history() {
        return History.of(server.ann, Instant.EPOCH).stream()
                .filter(History.Line::takes)
                .toList();
    }

    @Test
    void keepingHidesWhatTheProgramDeletes() throws IOException {
        server.deliverNumbered(3);
        choose(before -> before.with(new OnDownload.Keep()));
        List<String> first = unique();
        try (Pop3Client client = server.signIn()) {
            client.send("RETR 1").message();
            client.send("DELE 2").expectStart("+OK message 2 is not shown any more after QUIT; it stays");
            client.send("QUIT").expect("+OK goodbye, 1 message not shown any more");
        }
        assertThat(server.view().size()).isEqualTo(3);
        assertThat(unique()).containsExactly(first.get(0), first.get(2));
        // The choice is another one now, but what the program believes to be deleted does not come again.
        choose(_ -> Pop3Choice.USUAL);
        assertThat(unique()).containsExactly(first.get(0), first.get(2));
        server.ann.fetched().showAll(Pop3Fixture.TEST);
        assertThat(unique()).isEqualTo(first);
    }

    @Test
    void deletingNeedsNoCommandButQuit() throws IOException {
        server.deliverNumbered(4);
        choose(before -> before.with(new OnDownload.Delete()));
        try (Pop3Client client = server.signIn()) {
            client.send("RETR 1").message();
            client.send("TOP 2 0").lines();
            client.send("DELE 3").expectStart("+OK message 3 goes at QUIT");
            // Takes back what was marked, not what was downloaded.
            client.send("RSET").expectStart("+OK");
            client.send("DELE 4").expectStart("+OK");
            client.send("QUIT").expect("+OK goodbye, 2 messages deleted");
        }
        assertThat(server.view().size()).isEqualTo(2);
        assertThat(history()).singleElement().satisfies(line -> {
            assertThat(line.downloaded()).isEqualTo(1);
            assertThat(line.removed()).isEqualTo(2);
            assertThat(line.by().address()).isEqualTo("127.0.0.1");
        });
    }

    @Test
    void withoutQuitNothingIsDoneButTheDownloadIsTold() throws IOException, InterruptedException {
        server.deliverNumbered(2);
        choose(before -> before.with(new OnDownload.Delete()).markingSeen(true));
        try (Pop3Client client = server.signIn()) {
            client.send("RETR 1").message();
            client.send("DELE 2").expectStart("+OK");
        }
        Pop3Fixture.await(() -> !history().isEmpty());
        assertThat(server.view().size()).isEqualTo(2);
        assertThat(server.view().flags(0)).isZero();
        assertThat(history()).singleElement().satisfies(line -> {
            assertThat(line.downloaded()).isEqualTo(1);
            assertThat(line.removed()).isZero();
        });
    }

    @Test
    void afterSomeDaysFromTheFirstDownloadItGoes() throws IOException {
        server.deliverNumbered(3);
        choose(before -> before.with(new OnDownload.DeleteAfter(14)));
        session("RETR 1", "DELE 2", "QUIT");
        assertThat(server.view().size()).isEqualTo(3);
        assertThat(unique()).hasSize(2);
        assertThat(server.expire(Duration.ofDays(13))).isZero();
        assertThat(server.expire(Duration.ofDays(15))).isEqualTo(2);
        assertThat(server.view().size()).isEqualTo(1);
        assertThat(history().getLast().by().address()).isEmpty();
    }

    @Test
    void whoKeepsLosesNothingByTheDaysChosenBefore() throws IOException {
        server.deliverNumbered(1);
        choose(before -> before.with(new OnDownload.DeleteAfter(1)));
        session("RETR 1", "QUIT");
        choose(before -> before.with(new OnDownload.Keep()));
        assertThat(server.expire(Duration.ofDays(30))).isZero();
    }

    @Test
    void downloadsBecomeReadIfThatIsWanted() throws IOException {
        server.deliverNumbered(2);
        session("RETR 1", "QUIT");
        assertThat(server.view().flags(0)).isZero();
        choose(before -> before.markingSeen(true));
        session("RETR 1", "NOOP", "QUIT");
        assertThat(server.view().flags(0)).isEqualTo(FlagBits.SEEN);
        assertThat(server.view().flags(1)).isZero();
    }

    @Test
    void severalMailboxesAreOneMaildrop() throws IOException {
        server.deliverNumbered(2);
        MailboxId junk = server.ann
                .mailbox(MailboxName.of("Junk").orElseThrow())
                .orElseThrow()
                .id();
        server.ann.append(
                junk, server.prepared("Subject: junk\r\n\r\n"), FlagSet.NONE, Instant.EPOCH, Pop3Fixture.TEST);
        List<String> inboxAlone = unique();
        choose(before -> before.showing(List.of("Junk", "Gone")));
        List<String> all = unique();
        assertThat(all).hasSize(3).doesNotHaveDuplicates();
        assertThat(all.subList(0, 2)).isEqualTo(inboxAlone);
        try (Pop3Client client = server.signIn()) {
            client.send("STAT").expect("+OK 3 63");
            client.send("LIST").expect("+OK 3 messages, 63 octets", "1 20", "2 26", "3 17", ".");
            assertThat(client.send("RETR 3").message()).isEqualTo("Subject: junk\r\n\r\n");
            client.send("DELE 1", "DELE 3", "RETR 4", "QUIT").expectStart("+OK", "+OK", "-ERR");
            client.expect("+OK goodbye, 2 messages deleted");
        }
        assertThat(server.view().size()).isEqualTo(1);
        assertThat(server.ann.view(junk).size()).isZero();
        assertThat(history()).hasSize(1);
        // A message keeps its id whatever is shown besides.
        choose(before -> before.showing(List.of()));
        assertThat(unique()).containsExactly(all.get(1));
    }

    @Test
    void whatPop3TookComesBackAndIsNotTakenAgain() throws IOException {
        server.deliverNumbered(2);
        choose(before -> before.with(new OnDownload.Delete()));
        session("RETR 1", "RETR 2", "QUIT");
        var wish = new ExpungedMail.Wish(Instant.EPOCH, true, Optional.empty());
        assertThat(server.ann.expunged().restore(wish, Pop3Fixture.TEST).messages())
                .isEqualTo(2);
        assertThat(server.view().size()).isEqualTo(2);
        assertThat(unique()).isEmpty();
    }

    @Test
    void twoSessionsThatDeleteTheSameEachEndWell() throws IOException {
        server.deliverNumbered(3);
        try (Pop3Client one = server.signIn();
                Pop3Client other = server.signIn()) {
            one.send("DELE 1", "DELE 2").expectStart("+OK", "+OK");
            other.send("DELE 2", "DELE 3").expectStart("+OK", "+OK");
            one.send("QUIT").expect("+OK goodbye, 2 messages deleted");
            // Number 2 went already: only what this session itself removed is counted.
            other.send("QUIT").expect("+OK goodbye, 1 message deleted");
        }
        assertThat(server.view().size()).isZero();
        assertThat(history()).hasSize(2);
    }
}
