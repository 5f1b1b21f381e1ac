package org.mailstead.server;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.mailstead.directory.Directory;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.inbound.Inbound;
import org.mailstead.mailbox.MailStore;
import org.mailstead.oauth.Grants;
import org.mailstead.outbound.MailQueue;
import org.mailstead.outbound.RetrySchedule;
import org.mailstead.reports.ReceivedReports;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.rocksdb.RocksSettings;
import org.mailstead.store.rocksdb.RocksStore;

/** A data folder opened for work: the engine and what stands on it. */
public record OpenStore(PartitionStore store, PartitionWriter writer, Directory directory, MailStore mail)
        implements AutoCloseable {

    /**
     * Opens the embedded store.
     *
     * @param random a secure one: passwords' salts come from it
     * @throws org.mailstead.store.StoreFault with a sentence for the person, where it cannot be opened
     */
    public static OpenStore open(DataFolder folder, Clock clock, RandomGenerator random) {
        return over(
                RocksStore.open(folder.store(), RocksSettings.STANDARD, clock),
                PasswordHashing.Cost.STANDARD,
                clock,
                random);
    }

    /** The same over any engine, which is closed with this. */
    public static OpenStore over(PartitionStore store, PasswordHashing.Cost cost, Clock clock, RandomGenerator random) {
        var writer = new PartitionWriter(store, random);
        var directory = new Directory(store, writer, new PasswordHashing(cost), clock, random);
        return new OpenStore(store, writer, directory, new MailStore(store, writer, clock));
    }

    /** The queue, to be looked at and changed while no server is at work on it. */
    public MailQueue queue(Clock clock, RandomGenerator random) {
        var destinations = new Inbound(directory, mail, reports(clock), clock).destinations();
        var around = new MailQueue.Surroundings("localhost", destinations, RetrySchedule.STANDARD);
        return new MailQueue(store, writer, around, clock, random);
    }

    /**
     * The programs that people have let in.
     *
     * @param random a secure one
     */
    public Grants grants(Clock clock, RandomGenerator random) {
        return new Grants(store, writer, directory, clock, random);
    }

    /** What other servers reported. */
    public ReceivedReports reports(Clock clock) {
        return new ReceivedReports(store, writer, clock);
    }

    @Override
    public void close() {
        store.close();
    }
}
