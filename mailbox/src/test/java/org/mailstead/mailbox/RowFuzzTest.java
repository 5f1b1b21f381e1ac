package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mailstead.message.MessageIndex;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Partition;
import org.mailstead.store.RowReader;
import org.mailstead.store.StoreFault;
import org.mailstead.testkit.Mutator;

/** Rows that a bad disk or another version has changed: read as something, or a fault that says so. */
class RowFuzzTest {
    private static final List<Consumer<byte[]>> READERS = List.of(
            AccountRow::decode,
            MailboxRow::decode,
            JournalEntry::decode,
            row -> MessageRow.decode(1, row),
            row -> MessageIndex.decode(MessageRecord.decode(row).index()),
            row -> Grants.decode("ann", row),
            SenderVotes::decode,
            FetchedMail.Mark::decode,
            row -> UidSet.read(new RowReader(row)).size());

    @Test
    void damagedRowsAreFaultsAndNothingElse() {
        Mutator.run(31, 4_000, rows(), List.of("\0", "\u00ff\u00ff\u00ff\u00ff\u007f", "\u0080"), row -> {
            for (Consumer<byte[]> reader : READERS) {
                try {
                    reader.accept(row);
                } catch (StoreFault damaged) {
                    assertThat(damaged.getMessage()).isNotEmpty();
                }
            }
        });
    }

    /** All rows of an account in which everything has happened. */
    private static List<byte[]> rows() {
        var fixture = new MailFixture();
        MailAccount account = fixture.account;
        MailboxId inbox = fixture.inbox.id();
        Mailbox archive = account.create(MailFixture.name("a/b"), Set.of(), MailFixture.BY);
        for (int i = 0; i < 4; i++) fixture.append(inbox, "x" + i, new FlagSet(0, new TreeSet<>(Set.of("work"))));
        account.copy(inbox, UidSet.of(1), archive.id(), MailFixture.BY);
        account.move(inbox, UidSet.of(2), archive.id(), MailFixture.BY);
        account.remove(inbox, UidSet.of(3), MailFixture.BY);
        account.subscribe(MailFixture.name("a"), true, MailFixture.BY);
        var votes = List.of(
                new SenderVotes.Vote(0, 1, fixture.account.now()), new SenderVotes.Vote(7, -1, fixture.account.now()));
        account.senderVotes().vote(Map.of("eve@example.test", votes), MailFixture.BY);
        var rows = new ArrayList<byte[]>();
        fixture.store
                .rows(new Partition(MailStore.PARTITION_KIND, account.id()))
                .scan(KeyRange.prefix(new byte[0]), (_, row) -> rows.add(row));
        return rows;
    }
}
