package org.mailstead.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.mailstead.message.Spool;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionWriter;
import org.mailstead.testkit.MovableClock;

/** A mail store over the memory engine, with a clock that tests move. */
final class MailFixture {
    static final Actor BY = new Actor("test", "", "");

    final MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
    final MemoryStore store = MemoryStore.withConflicts(clock, new Random(2), 0.2);
    final PartitionWriter writer = new PartitionWriter(store, new Random(1));
    final MailStore mail = new MailStore(store, writer, clock);
    final MailAccount account = mail.account("ann");
    final Mailbox inbox = account.mailbox(MailboxName.INBOX).orElseThrow();

    static MailboxName name(String text) {
        return MailboxName.of(text).orElseThrow();
    }

    PreparedMessage message(String text) {
        try (var spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")))) {
            spool.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            return mail.prepare(spool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int append(MailboxId to, String subject, FlagSet flags) {
        PreparedMessage message = message("Subject: " + subject + "\n\nbody of " + subject + "\n");
        return account.append(to, message, flags, clock.instant(), BY).uid();
    }

    int append(String subject) {
        return append(inbox.id(), subject, FlagSet.NONE);
    }

    /** Who the last entry of an account's journal says it was. */
    Actor lastActor(String accountId) {
        var actors = new ArrayList<Actor>();
        store.rows(new Partition(MailStore.PARTITION_KIND, accountId))
                .scan(
                        AccountKeys.journal(1, Long.MAX_VALUE - 1),
                        (_, row) -> actors.add(JournalEntry.decode(row).by()));
        return actors.getLast();
    }

    Mailbox now(MailboxId id) {
        return account.mailbox(id).orElseThrow();
    }
}
