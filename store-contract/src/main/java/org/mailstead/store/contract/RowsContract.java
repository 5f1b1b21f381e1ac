package org.mailstead.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.store.contract.EngineUnderTest.all;
import static org.mailstead.store.contract.EngineUnderTest.bytes;
import static org.mailstead.store.contract.EngineUnderTest.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mailstead.store.Commit;
import org.mailstead.store.CommitToken;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.Rows;
import org.mailstead.store.StoreFault;
import org.mailstead.store.StoreLimitException;
import org.mailstead.store.StoreLimits;

/** Commits and reads of rows, used directly. */
public interface RowsContract extends EngineUnderTest {
    CommitToken TOKEN = new CommitToken(1, 2);

    private Commit commit(Partition partition, long expected, Op... ops) {
        return store().commit(partition, expected, TOKEN, List.of(ops));
    }

    private static Op put(String key, String value) {
        return new Op.Put(bytes(key), bytes(value));
    }

    private static Op delete(String key) {
        return new Op.Delete(bytes(key));
    }

    private static Op deleteRange(String from, String to) {
        return new Op.DeleteRange(new KeyRange(bytes(from), bytes(to)));
    }

    @Test
    default void aPartitionNeverWrittenIsEmptyAtVersionZero() {
        assertThat(store().version(ANN)).isZero();
        assertThat(store().rows(ANN).get(bytes("k"))).isNull();
        assertThat(all(store().rows(ANN))).isEmpty();
    }

    @Test
    default void aCommitRaisesTheVersionByOneAndShowsItsRows() {
        assertThat(commit(ANN, 0, put("k", "v"))).isEqualTo(new Commit.Done(1));
        assertThat(commit(ANN, 1, put("k", "w"), put("l", ""))).isEqualTo(new Commit.Done(2));
        assertThat(store().version(ANN)).isEqualTo(2);
        assertThat(all(store().rows(ANN))).containsExactly("k=w", "l=");
        assertThat(store().version(BOB)).isZero();
    }

    @Test
    default void aCommitUnderAnotherVersionWritesNothing() {
        commit(ANN, 0, put("k", "v"));
        assertThat(commit(ANN, 0, put("k", "lost"))).isEqualTo(new Commit.Conflict(1));
        assertThat(commit(ANN, 7, put("k", "lost"))).isEqualTo(new Commit.Conflict(1));
        assertThat(commit(BOB, 3, put("k", "lost"))).isEqualTo(new Commit.Conflict(0));
        assertThat(all(store().rows(ANN))).containsExactly("k=v");
        assertThat(all(store().rows(BOB))).isEmpty();
    }

    @Test
    default void oneOfManyCommitsUnderOneVersionWins() throws Exception {
        int writers = 16;
        List<Commit> outcomes = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            String value = Integer.toString(i);
            threads.add(Thread.ofVirtual().start(() -> {
                Commit outcome = commit(ANN, 0, put("k", value));
                synchronized (outcomes) {
                    outcomes.add(outcome);
                }
            }));
        }
        for (Thread each : threads) each.join();
        assertThat(outcomes).hasSize(writers).containsOnlyOnce(new Commit.Done(1));
        assertThat(outcomes.stream().filter(Commit.Conflict.class::isInstance)).hasSize(writers - 1);
        assertThat(store().version(ANN)).isEqualTo(1);
    }

    @Test
    default void laterOperationsOfACommitWin() {
        commit(ANN, 0, put("a", "1"), put("b", "1"), put("c", "1"), put("d", "1"));
        commit(
                ANN,
                1,
                put("a", "2"),
                delete("a"),
                delete("b"),
                put("b", "2"),
                put("bb", "2"),
                deleteRange("b", "d"),
                put("c", "3"));
        assertThat(all(store().rows(ANN))).containsExactly("c=3", "d=1");
    }

    @Test
    default void rangesDeleteWhatTheyNameAndNoMore() {
        commit(ANN, 0, put("a", "1"), put("b", "1"), put("ba", "1"), put("c", "1"), put("\u00ff\u00ff", "1"));
        commit(BOB, 0, put("b", "1"), put("c", "1"));
        commit(ANN, 1, deleteRange("b", "c"), deleteRange("c", "b"), deleteRange("c", "c"));
        assertThat(all(store().rows(ANN))).containsExactly("a=1", "c=1", "\u00ff\u00ff=1");
        commit(ANN, 2, deleteRange("c", ""));
        assertThat(all(store().rows(ANN))).containsExactly("a=1");
        commit(ANN, 3, deleteRange("", ""));
        assertThat(all(store().rows(ANN))).isEmpty();
        assertThat(all(store().rows(BOB))).containsExactly("b=1", "c=1");
    }

    @Test
    default void keysAreOrderedAsUnsignedBytes() {
        Random random = new Random(7);
        TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        for (String each : List.of("00", "0000", "01", "7f", "80", "80ff", "ff", "ffff", "ffffff00")) {
            keys.add(HexFormat.of().parseHex(each));
        }
        while (keys.size() < 300) {
            byte[] key = new byte[1 + random.nextInt(3)];
            random.nextBytes(key);
            keys.add(key);
        }
        List<Op> ops = new ArrayList<>();
        for (byte[] key : keys.descendingSet()) ops.add(new Op.Put(key, key));
        store().commit(ANN, 0, TOKEN, ops);
        // Neighbours whose rows must not be seen by scans without an end.
        commit(new Partition("account", "anm"), 0, put("x", "x"));
        commit(new Partition("account", "ann0"), 0, put("x", "x"));
        commit(new Partition("accounu", "ann"), 0, put("x", "x"));

        List<byte[]> up = new ArrayList<>();
        store().rows(ANN).scan(KeyRange.prefix(new byte[0]), (key, _) -> up.add(key));
        assertThat(up).usingElementComparator(Arrays::compareUnsigned).containsExactlyElementsOf(keys);
        List<byte[]> down = new ArrayList<>();
        store().rows(ANN).scan(KeyRange.prefix(new byte[0]), Rows.Order.DESCENDING, (key, _) -> down.add(key));
        assertThat(down)
                .usingElementComparator(Arrays::compareUnsigned)
                .containsExactlyElementsOf(keys.descendingSet());
        List<byte[]> last = new ArrayList<>();
        KeyRange fromFf = KeyRange.prefix(new byte[] {(byte) 0xff});
        store().rows(ANN).scan(fromFf, Rows.Order.DESCENDING, (key, _) -> last.add(key));
        assertThat(last)
                .usingElementComparator(Arrays::compareUnsigned)
                .containsExactlyElementsOf(
                        keys.tailSet(new byte[] {(byte) 0xff}, true).descendingSet());
    }

    @Test
    default void scansKeepToTheirRangeAndStopWhenTold() {
        commit(ANN, 0, put("a", "1"), put("b", "2"), put("c", "3"), put("d", "4"));
        Rows rows = store().rows(ANN);
        KeyRange bToD = new KeyRange(bytes("b"), bytes("d"));
        assertThat(rows(rows, bToD, Rows.Order.ASCENDING)).containsExactly("b=2", "c=3");
        assertThat(rows(rows, bToD, Rows.Order.DESCENDING)).containsExactly("c=3", "b=2");
        assertThat(rows(rows, new KeyRange(bytes("d"), bytes("b")), Rows.Order.ASCENDING))
                .isEmpty();
        List<String> seen = new ArrayList<>();
        rows.scan(bToD, Rows.Order.DESCENDING, (key, _) -> {
            seen.add(EngineUnderTest.text(key));
            return false;
        });
        assertThat(seen).containsExactly("c");
    }

    @Test
    default void aLongScanIsWholeInBothOrdersAndOnTheCallersThread() {
        int count = 5000;
        List<Op> ops = new ArrayList<>();
        long version = 0;
        byte[] value = new byte[300];
        for (int i = 0; i < count; i++) {
            ops.add(new Op.Put(new KeyWriter().u32(i).toBytes(), value));
            if (ops.size() == 1000) {
                store().commit(ANN, version++, TOKEN, ops);
                ops.clear();
            }
        }
        for (Rows.Order order : Rows.Order.values()) {
            List<Long> seen = new ArrayList<>();
            Thread here = Thread.currentThread();
            store().rows(ANN).scan(KeyRange.prefix(new byte[0]), order, (key, _) -> {
                assertThat(Thread.currentThread()).isSameAs(here);
                seen.add(new KeyReader(key).u32());
                return true;
            });
            assertThat(seen).hasSize(count).doesNotHaveDuplicates();
            assertThat(seen.getFirst()).isEqualTo(order == Rows.Order.ASCENDING ? 0 : count - 1);
            assertThat(seen.getLast()).isEqualTo(order == Rows.Order.ASCENDING ? count - 1 : 0);
        }
    }

    @Test
    default void anExceptionOfAVisitorReachesTheCaller() {
        commit(ANN, 0, put("a", "1"), put("b", "2"));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store().rows(ANN).scan(KeyRange.prefix(new byte[0]), (_, _) -> {
                    throw new IllegalStateException("enough");
                }))
                .withMessage("enough");
        assertThat(all(store().rows(ANN))).hasSize(2);
    }

    @Test
    default void manyKeysAreReadInTheOrderAskedFor() {
        commit(ANN, 0, put("a", "1"), put("b", ""), put("c", "3"));
        List<byte[]> keys = List.of(bytes("c"), bytes("x"), bytes("b"), bytes("c"));
        assertThat(store().rows(ANN).getAll(keys))
                .extracting(value -> value == null ? null : EngineUnderTest.text(value))
                .containsExactly("3", null, "", "3");
        assertThat(store().rows(ANN).getAll(List.of())).isEmpty();
    }

    @Test
    default void arraysAreNotShared() {
        byte[] key = bytes("k");
        byte[] value = bytes("v");
        store().commit(ANN, 0, TOKEN, List.of(new Op.Put(key, value)));
        key[0] = 'x';
        value[0] = 'x';
        byte[] read = store().rows(ANN).get(bytes("k"));
        assertThat(read).isEqualTo(bytes("v"));
        assertThat(read).isNotNull();
        read[0] = 'y';
        assertThat(all(store().rows(ANN))).containsExactly("k=v");
    }

    @Test
    default void theLargestOfEverythingIsTaken() {
        byte[] key = new byte[StoreLimits.KEY_BYTES];
        Arrays.fill(key, (byte) 0xff);
        byte[] value = new byte[StoreLimits.VALUE_BYTES];
        new Random(3).nextBytes(value);
        store().commit(ANN, 0, TOKEN, List.of(new Op.Put(key, value)));
        assertThat(store().rows(ANN).get(key)).isEqualTo(value);

        List<Op> most = new ArrayList<>();
        for (int i = 0; i < StoreLimits.COMMIT_OPS; i++) {
            most.add(new Op.Put(new KeyWriter().u32(i).toBytes(), new byte[200]));
        }
        assertThat(store().commit(ANN, 1, TOKEN, most)).isEqualTo(new Commit.Done(2));
        assertThat(all(store().rows(ANN))).hasSize(StoreLimits.COMMIT_OPS + 1);
    }

    @Test
    default void whatIsTooLargeIsRefusedAndNothingWritten() {
        List<Op> tooMany = new ArrayList<>();
        for (int i = 0; i <= StoreLimits.COMMIT_OPS; i++) {
            tooMany.add(new Op.Delete(new KeyWriter().u32(i).toBytes()));
        }
        List<Op> tooLarge = new ArrayList<>();
        for (int i = 0; i <= StoreLimits.COMMIT_BYTES / 50_000; i++) {
            tooLarge.add(new Op.Put(new KeyWriter().u32(i).toBytes(), new byte[50_000]));
        }
        byte[] longKey = new byte[StoreLimits.KEY_BYTES + 1];
        List<List<Op>> refused = List.of(
                tooMany,
                tooLarge,
                List.of(put("k", "v"), new Op.Put(longKey, bytes("v"))),
                List.of(put("k", "v"), new Op.Put(new byte[0], bytes("v"))),
                List.of(put("k", "v"), new Op.Delete(longKey)),
                List.of(put("k", "v"), new Op.DeleteRange(new KeyRange(longKey, longKey))),
                List.of(put("k", "v"), new Op.Put(bytes("l"), new byte[StoreLimits.VALUE_BYTES + 1])));
        for (List<Op> ops : refused) {
            assertThatExceptionOfType(StoreLimitException.class).isThrownBy(() -> store().commit(ANN, 0, TOKEN, ops));
        }
        assertThat(store().version(ANN)).isZero();
        assertThat(all(store().rows(ANN))).isEmpty();
    }

    @Test
    default void aDroppedPartitionStartsAgain() {
        commit(ANN, 0, put("a", "1"), put("\u00ff", "2"));
        commit(BOB, 0, put("a", "1"));
        store().drop(ANN);
        store().drop(new Partition("account", "nobody"));
        assertThat(store().version(ANN)).isZero();
        assertThat(all(store().rows(ANN))).isEmpty();
        assertThat(all(store().rows(BOB))).containsExactly("a=1");
        assertThat(commit(ANN, 1, put("b", "1"))).isEqualTo(new Commit.Conflict(0));
        assertThat(commit(ANN, 0, put("b", "1"))).isEqualTo(new Commit.Done(1));
        assertThat(all(store().rows(ANN))).containsExactly("b=1");
    }

    @Test
    default void partitionsOfAKindAreListed() {
        commit(ANN, 0, put("a", "1"));
        commit(BOB, 0, delete("never-there"));
        commit(new Partition("directory", "main"), 0, put("a", "1"));
        commit(new Partition("accounts", "x"), 0, put("a", "1"));
        commit(new Partition("account", "gone"), 0, put("a", "1"));
        store().drop(new Partition("account", "gone"));
        List<Partition> found = new ArrayList<>();
        store().partitions("account", found::add);
        assertThat(found).containsExactlyInAnyOrder(ANN, BOB);
    }

    @Test
    default void aWatchHearsOfCommitsUntilItIsClosed() throws InterruptedException {
        BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        PartitionStore.Watch broken = store().watch(ANN, version -> {
            throw new IllegalStateException("a watch that fails at " + version);
        });
        PartitionStore.Watch watch = store().watch(ANN, heard::add);
        commit(BOB, 0, put("a", "1"));
        commit(ANN, 0, put("a", "1"));
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
        commit(ANN, 1, put("a", "1"));
        long last = 0;
        while (last < 2) last = heard.poll(10, TimeUnit.SECONDS);
        assertThat(last).isEqualTo(2);
        watch.close();
        watch.close();
        broken.close();
        commit(ANN, 2, put("a", "1"));
        assertThat(heard.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    default void aClosedStoreSaysSo() {
        commit(ANN, 0, put("a", "1"));
        PartitionStore store = store();
        store.close();
        store.close();
        assertThatExceptionOfType(StoreFault.class).isThrownBy(() -> store.version(ANN));
        assertThatExceptionOfType(StoreFault.class)
                .isThrownBy(() -> store.rows(ANN).get(bytes("a")));
        assertThatExceptionOfType(StoreFault.class).isThrownBy(() -> all(store.rows(ANN)));
        assertThatExceptionOfType(StoreFault.class).isThrownBy(() -> commit(ANN, 1, put("a", "2")));
        assertThatExceptionOfType(StoreFault.class)
                .isThrownBy(() -> store.blobs().length(BlobContract.id(bytes("x"))));
    }
}
