package org.mailstead.store.rocksdb;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Random;
import java.util.SplittableRandom;
import org.mailstead.store.BlobId;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.Rows;
import org.mailstead.store.Transaction;

/**
 * The program {@link CrashTest} kills. Its threads count up, each a pair of rows of its own and one row they share in
 * each partition, name a blob now and then, and print a line for each commit that was acknowledged.
 */
final class CrashWriter {
    static final int PARTITIONS = 4;
    static final int THREADS = 32;
    private static final int BLOB_EVERY = 5;

    private CrashWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        RocksStore store = RocksStore.open(Path.of(arguments[0]), RocksSettings.SMALL, InstantSource.system());
        PartitionWriter writer = new PartitionWriter(store, new Random(1));
        SplittableRandom seeds = new SplittableRandom(Long.parseLong(arguments[1]));
        Thread last = Thread.currentThread();
        for (int t = 0; t < THREADS; t++) {
            int number = t;
            SplittableRandom random = seeds.split();
            last = Thread.ofVirtual().start(() -> count(store, writer, number, random));
        }
        last.join();
    }

    static Partition partition(int thread) {
        return new Partition("account", "a" + thread % PARTITIONS);
    }

    static byte[] shared() {
        return new KeyWriter().u8('s').toBytes();
    }

    /** @param side 0 or 1: both rows of a thread always hold the same number */
    static byte[] own(int thread, int side) {
        return new KeyWriter().u8('o').u8(thread).u8(side).toBytes();
    }

    static byte[] blob(int thread, long number) {
        return new KeyWriter().u8('b').u8(thread).u64(number).toBytes();
    }

    static long number(Rows rows, byte[] key) {
        byte[] value = rows.get(key);
        return value == null ? 0 : new RowReader(value).varint();
    }

    private static void count(RocksStore store, PartitionWriter writer, int thread, SplittableRandom random) {
        // Straight to the file descriptor: what is acknowledged must not wait in a buffer when the process dies.
        PrintStream out = System.out;
        try {
            for (long turn = 1; ; turn++) {
                BlobId blob = turn % BLOB_EVERY == 0 ? putBlob(store, random) : null;
                long number = writer.write(partition(thread), tx -> {
                            long next = countUp(tx, thread);
                            if (blob != null) tx.put(blob(thread, next), blob.bytes());
                            return next;
                        })
                        .result();
                out.println("ack " + thread + " " + number);
            }
        } catch (Exception e) {
            out.println("failed " + e);
        }
    }

    private static long countUp(Transaction tx, int thread) {
        long next = number(tx, own(thread, 0)) + 1;
        byte[] value = new RowWriter().varint(next).bytes(new byte[150]).toBytes();
        tx.put(own(thread, 0), value);
        tx.put(shared(), new RowWriter().varint(number(tx, shared()) + 1).toBytes());
        tx.put(own(thread, 1), value);
        return next;
    }

    private static BlobId putBlob(RocksStore store, SplittableRandom random) throws Exception {
        boolean large = random.nextInt(40) == 0;
        byte[] content = new byte[random.nextInt(large ? 1_500_000 : 8_000)];
        random.nextBytes(content);
        BlobId id = BlobId.ofSha256(MessageDigest.getInstance("SHA-256").digest(content));
        store.blobs().put(id, () -> new ByteArrayInputStream(content), content.length);
        return id;
    }
}
