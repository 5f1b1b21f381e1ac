package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.ThreadModel.Mail;
import org.mailstead.message.MessageIndex;
import org.mailstead.message.StrippedSubject;

class ThreadsTest {
    private static final Mailbox MAILBOX = new MailFixture().inbox;

    private final List<MessageRow> rows = new ArrayList<>();
    private final List<MessageIndex> indexes = new ArrayList<>();
    private final List<Mail> mails = new ArrayList<>();

    /** @param day of January, when it was sent; it arrives by its number */
    private void add(int day, String subject, String id, String... references) {
        int uid = rows.size() + 1;
        var text = new StringBuilder("Subject: " + subject + "\r\n");
        text.append("Date: ").append(day).append(" Jan 2026 10:00:00 +0000\r\n");
        if (!id.isEmpty()) text.append("Message-ID: <").append(id).append("@x>\r\n");
        if (references.length > 0) text.append("References:");
        for (String reference : references) text.append(" <").append(reference).append("@x>\r\n");
        rows.add(new MessageRow(uid, 0, 1, uid, 100, uid, uid));
        indexes.add(
                MessageIndex.scan(text.append("\r\n").toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        StrippedSubject base = StrippedSubject.of(subject);
        long date = Instant.parse("2026-01-01T10:00:00Z")
                .plus(Duration.ofDays(day - 1L))
                .getEpochSecond();
        mails.add(new Mail(
                uid, date, id.isEmpty() ? null : id, List.of(references), base.text(), base.isReplyOrForward()));
    }

    private KeyTable table() {
        var block = new KeyBlock.Builder(rows.size());
        for (int i = 0; i < rows.size(); i++)
            block.add(rows.get(i).uid(), rows.get(i).date(), indexes.get(i));
        var table = new KeyTable(
                ViewEdit.fresh(MAILBOX, 1, rows), rows.isEmpty() ? UidSet.EMPTY : UidSet.range(1, rows.size()));
        assertThat(table.put(0, rows.size(), block.build())).isTrue();
        return table;
    }

    private String references() {
        return text(ReferencesThreads.references(table()));
    }

    private static String text(MailThreads threads) {
        var text = new StringBuilder();
        for (int root = threads.firstRoot(); root != MailThreads.NONE; root = threads.next(root)) {
            text.append('(').append(text(threads, root)).append(')');
        }
        return text.toString();
    }

    private static String text(MailThreads threads, int node) {
        String own = threads.isMessage(node) ? String.valueOf(threads.uid(node)) : "";
        int child = threads.firstChild(node);
        if (child == MailThreads.NONE) return own;
        if (!own.isEmpty() && threads.next(child) == MailThreads.NONE) return own + " " + text(threads, child);
        var text = new StringBuilder(own.isEmpty() ? "" : own + " ");
        for (; child != MailThreads.NONE; child = threads.next(child))
            text.append('(').append(text(threads, child)).append(')');
        return text.toString();
    }

    @Test
    void answersStandBelowWhatTheyAnswer() {
        add(1, "a", "1");
        add(2, "other", "2");
        add(4, "Re: a", "3", "1");
        add(3, "Re: a", "4", "1");
        add(5, "Re: a", "5", "1", "3");
        assertThat(references()).isEqualTo("(1 (4)(3 5))(2)");
    }

    @Test
    void aMissingParentHoldsItsChildrenTogetherAndOneOnlyChildStandsAlone() {
        add(1, "a", "1", "0");
        add(2, "b", "2", "0");
        add(3, "c", "3", "9", "8");
        assertThat(references()).isEqualTo("((1)(2))(3)");
    }

    @Test
    void loopsSelfReferencesDuplicatesAndNothingAtAll() {
        assertThat(references()).isEmpty();
        add(1, "a", "1", "2");
        add(2, "b", "2", "1");
        add(3, "c", "3", "3");
        add(4, "d", "1");
        add(5, "e", "");
        add(6, "f", "6", "1", "6", "1");
        String threads = references();
        assertThat(threads).isEqualTo(ThreadModel.references(mails));
        for (int uid = 1; uid <= 6; uid++) assertThat(threads).containsOnlyOnce(String.valueOf(uid));
    }

    @Test
    void oneBaseSubjectMakesOneThread() {
        add(1, "lunch", "1");
        add(2, "Re: lunch", "2");
        add(3, "Re: dinner", "3");
        add(4, "dinner", "4");
        add(5, "tea", "5");
        add(6, "TEA", "6");
        add(7, "", "7");
        add(8, "", "8");
        assertThat(references()).isEqualTo("(1 2)(4 3)((5)(6))(7)(8)");
    }

    @Test
    void refsLeavesSubjectsAloneAndHasTheNewestThreadLast() {
        add(9, "lunch", "1");
        add(8, "lunch", "2");
        add(1, "Re: lunch", "3", "1");
        assertThat(text(ReferencesThreads.refs(table()))).isEqualTo("(2)(1 3)");
    }

    @Test
    void orderedSubjectGoesBySubjectAlone() {
        add(2, "b", "1");
        add(3, "Re: a", "2", "1");
        add(1, "A", "3");
        add(4, "Fwd: a", "4");
        assertThat(text(OrderedSubject.threads(table()))).isEqualTo("(3 (2)(4))(1)");
    }

    @Test
    void whateverIsReferredToTheSimpleModelSaysTheSame() {
        var random = new Random(7);
        for (int round = 0; round < 1500; round++) {
            rows.clear();
            indexes.clear();
            mails.clear();
            int size = 1 + random.nextInt(14);
            int names = 2 + random.nextInt(14);
            for (int i = 0; i < size; i++) {
                String[] references = new String[random.nextInt(5)];
                for (int r = 0; r < references.length; r++) references[r] = "i" + random.nextInt(names);
                String subject =
                        List.of("", "a", "Re: a", "b", "Re: b", "c", "d", "e").get(random.nextInt(8));
                String id = random.nextInt(8) == 0 ? "" : "i" + random.nextInt(names);
                add(1 + random.nextInt(28), subject, id, references);
            }
            assertThat(references()).as("round %d", round).isEqualTo(ThreadModel.references(mails));
        }
    }

    @Test
    void longChainsAndLoopsTakeNoSquareOfTheirLength() {
        int size = 100_000;
        for (int i = 0; i < size; i++) {
            // The way back last, so that each link is made while the chain above it is long.
            int id = size - i;
            add(1 + i % 28, "x" + i % 7, "c" + id, "c" + (id - 1));
        }
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            int depth = 0;
            MailThreads threads = ReferencesThreads.references(table());
            for (int at = threads.firstRoot(); at != MailThreads.NONE; at = threads.firstChild(at)) depth++;
            assertThat(depth).isEqualTo(size);
            ReferencesThreads.refs(table());
            OrderedSubject.threads(table());
        });
    }
}
