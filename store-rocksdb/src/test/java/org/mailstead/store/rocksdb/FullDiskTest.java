package org.mailstead.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.store.Commit;
import org.mailstead.store.CommitToken;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;
import org.mailstead.store.StoreFault;
import org.mailstead.store.contract.BlobContract;

/** A full disk refuses writes, loses nothing, and is left behind when there is room again. */
class FullDiskTest {
    private static final Partition ANN = new Partition("account", "ann");
    private static final CommitToken TOKEN = new CommitToken(0, 0);
    private static final int VALUE_BYTES = 50_000;

    private final Random random = new Random(6);
    private long version;

    private byte[] value() {
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        return value;
    }

    /** One row more; the version is the number of rows that were acknowledged. */
    private void commit(RocksStore store) {
        byte[] key = new KeyWriter().u64(version).toBytes();
        Commit commit = store.commit(ANN, version, TOKEN, List.of(new Op.Put(key, value())));
        assertThat(commit).isEqualTo(new Commit.Done(version + 1));
        version++;
    }

    private void putBlob(RocksStore store) {
        byte[] content = value();
        store.blobs().put(BlobContract.id(content), () -> new ByteArrayInputStream(content), content.length);
    }

    private static int rows(RocksStore store) {
        int[] rows = {0};
        store.rows(ANN).scan(KeyRange.prefix(new byte[0]), (_, value) -> {
            assertThat(value).hasSize(VALUE_BYTES);
            return rows[0]++ >= 0;
        });
        return rows[0];
    }

    @Test
    void newMailIsRefusedFirstThenEverythingAndReadingGoesOn(@TempDir Path folder) {
        AtomicLong usable = new AtomicLong(Long.MAX_VALUE);
        // A fresh look at every write, as the test does not wait.
        FreeSpace space = new FreeSpace(folder, usable::get, 0);
        try (RocksStore store = RocksStore.open(folder, RocksSettings.SMALL, InstantSource.system(), space)) {
            commit(store);
            putBlob(store);
            usable.set(FreeSpace.FOR_BLOBS_BYTES - 1);
            assertThatExceptionOfType(StoreFault.class)
                    .isThrownBy(() -> putBlob(store))
                    .withMessageContaining("No space left")
                    .withMessageContaining(folder.toString());
            commit(store);
            usable.set(FreeSpace.FOR_ROWS_BYTES - 1);
            assertThatExceptionOfType(StoreFault.class)
                    .isThrownBy(() -> commit(store))
                    .withMessageContaining("No space left");
            assertThat(rows(store)).isEqualTo(2);
            assertThat(store.version(ANN)).isEqualTo(2);
            store.drop(new Partition("account", "old"));
            usable.set(Long.MAX_VALUE);
            commit(store);
            putBlob(store);
            assertThat(rows(store)).isEqualTo(3);
        }
    }

    /** RocksDB's own limit stands for a disk that fills between two looks: its background jobs fail, then all writes. */
    @Test
    void afterRocksItselfFailedNothingIsLostAndWritingGoesOn(@TempDir Path folder) {
        try (RocksStore store = RocksStore.open(folder, RocksSettings.SMALL, InstantSource.system())) {
            commit(store);
            store.live().limitSpace(1);
            StoreFault fault = firstFault(store);
            assertThat(fault).hasMessageContaining("cannot write");
            assertThat(store.version(ANN)).isGreaterThanOrEqualTo(version);
            assertThat(rows(store)).isEqualTo((int) store.version(ANN));
            store.live().limitSpace(0);
            untilItWorks(store);
            version = store.version(ANN);
            for (int i = 0; i < 10; i++) commit(store);
            assertThat(rows(store)).isEqualTo((int) version);
        }
        try (RocksStore store = RocksStore.open(folder, RocksSettings.SMALL, InstantSource.system())) {
            assertThat(store.version(ANN)).isEqualTo(version);
            assertThat(rows(store)).isEqualTo((int) version);
        }
    }

    private StoreFault firstFault(RocksStore store) {
        for (int i = 0; i < 4_000; i++) {
            try {
                commit(store);
            } catch (StoreFault fault) {
                return fault;
            }
        }
        throw new AssertionError("200 MB were written in spite of the limit");
    }

    private void untilItWorks(RocksStore store) {
        long limit = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < limit) {
            try {
                version = store.version(ANN);
                commit(store);
                return;
            } catch (StoreFault fault) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        throw new AssertionError("writing does not go on");
    }
}
