package org.mailstead.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.store.contract.EngineUnderTest.all;
import static org.mailstead.store.contract.EngineUnderTest.bytes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.Rows;
import org.mailstead.store.StoreLimitException;
import org.mailstead.store.StoreLimits;
import org.mailstead.store.Transaction;

/** The engine behind {@link PartitionWriter}, as everybody uses it. */
public interface WriterContract extends EngineUnderTest {
    private PartitionWriter writer() {
        return new PartitionWriter(store(), new Random(11));
    }

    private static long count(Rows rows, String key) {
        byte[] value = rows.get(bytes(key));
        return value == null ? 0 : new RowReader(value).varint();
    }

    private static void count(Transaction tx, String key, long value) {
        tx.put(bytes(key), new RowWriter().varint(value).toBytes());
    }

    @Test
    default void workIsCommittedAndItsResultReturned() {
        PartitionWriter.Written<String> written = writer().write(ANN, tx -> {
            assertThat(tx.get(bytes("a"))).isNull();
            tx.put(bytes("a"), bytes("1"));
            assertThat(tx.get(bytes("a"))).isEqualTo(bytes("1"));
            return tx.changeNumber() + "." + tx.ordinal();
        });
        assertThat(written.version()).isEqualTo(1);
        assertThat(written.result()).isEqualTo("1.0");
        assertThat(all(store().rows(ANN))).containsExactly("a=1");
    }

    @Test
    default void workThatOnlyReadsCommitsNothing() {
        writer().write(ANN, tx -> {
            tx.put(bytes("a"), bytes("1"));
            return true;
        });
        PartitionWriter.Written<Boolean> read = writer().write(ANN, tx -> tx.get(bytes("a")) != null);
        assertThat(read.result()).isTrue();
        assertThat(read.version()).isEqualTo(1);
        assertThat(store().version(ANN)).isEqualTo(1);
    }

    @Test
    default void concurrentWritersLoseNoUpdateAndShareNoNumber() throws Exception {
        int writers = 64;
        int rounds = 25;
        PartitionWriter writer = writer();
        Set<String> numbers = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                String own = "own" + w;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < rounds; i++) {
                        String number = writer.write(ANN, tx -> {
                                    count(tx, "shared", count(tx, "shared") + 1);
                                    count(tx, own, count(tx, own) + 1);
                                    return tx.changeNumber() + "." + tx.ordinal();
                                })
                                .result();
                        assertThat(numbers.add(number)).as(number).isTrue();
                    }
                }));
            }
            for (Future<?> each : all) each.get(60, TimeUnit.SECONDS);
        }
        Rows rows = store().rows(ANN);
        assertThat(count(rows, "shared")).isEqualTo(writers * rounds);
        for (int w = 0; w < writers; w++) assertThat(count(rows, "own" + w)).isEqualTo(rounds);
        assertThat(numbers).hasSize(writers * rounds);
    }

    @Test
    default void twoWritersAsOnTwoNodesLoseNoUpdate() throws Exception {
        int rounds = 40;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                PartitionWriter writer = new PartitionWriter(store(), new Random(node));
                for (int w = 0; w < 4; w++) {
                    all.add(threads.submit(() -> {
                        for (int i = 0; i < rounds; i++) {
                            writer.write(ANN, tx -> {
                                count(tx, "shared", count(tx, "shared") + 1);
                                return tx.changeNumber();
                            });
                        }
                    }));
                }
            }
            for (Future<?> each : all) each.get(60, TimeUnit.SECONDS);
        }
        assertThat(count(store().rows(ANN), "shared")).isEqualTo(8L * rounds);
    }

    @Test
    default void workThatThrowsTakesOnlyItselfBack() throws Exception {
        PartitionWriter writer = writer();
        int writers = 90;
        CountDownLatch ready = new CountDownLatch(writers);
        Set<String> expected = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                String key = "k%02d".formatted(w);
                boolean fails = w % 3 == 0;
                if (!fails) expected.add(key + "=v");
                all.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    if (!fails) {
                        writer.write(ANN, tx -> putOwn(tx, key));
                        return null;
                    }
                    assertThatExceptionOfType(IllegalArgumentException.class)
                            .isThrownBy(() -> writer.write(ANN, tx -> {
                                tx.deleteRange(KeyRange.prefix(bytes("k")));
                                putOwn(tx, key);
                                throw new IllegalArgumentException(key);
                            }))
                            .withMessage(key);
                    return null;
                }));
            }
            for (Future<?> each : all) each.get(60, TimeUnit.SECONDS);
        }
        assertThat(all(store().rows(ANN))).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static boolean putOwn(Transaction tx, String key) {
        tx.put(bytes(key), bytes("v"));
        return true;
    }

    @Test
    default void workTooLargeAloneIsRefusedAndTheRestMergedAsItFits() throws Exception {
        PartitionWriter writer = writer();
        int writers = 12;
        byte[] half = new byte[StoreLimits.VALUE_BYTES];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                int own = w;
                // Seven of 64 KiB each: two of these works fit into a commit, three do not.
                all.add(threads.submit(() -> writer.write(ANN, tx -> {
                    for (int i = 0; i < 7; i++)
                        tx.put(new KeyWriter().u8(own).u8(i).toBytes(), half);
                    return true;
                })));
                all.add(threads.submit(() -> assertThatExceptionOfType(StoreLimitException.class)
                        .isThrownBy(() -> writer.write(ANN, tx -> {
                            for (int i = 0; i < 17; i++)
                                tx.put(new KeyWriter().u8(100).u8(i).toBytes(), half);
                            return true;
                        }))));
            }
            for (Future<?> each : all) each.get(60, TimeUnit.SECONDS);
        }
        assertThat(all(store().rows(ANN))).hasSize(writers * 7);
    }
}
