package org.mailstead.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.store.contract.EngineUnderTest.bytes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mailstead.store.BlobId;
import org.mailstead.store.BlobStore;
import org.mailstead.store.StoreFault;

/** Blobs. */
public interface BlobContract extends EngineUnderTest {
    static BlobId id(byte[] content) {
        try {
            return BlobId.ofSha256(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Bytes of which the first half can be compressed and the second cannot. */
    static byte[] content(int length, long seed) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        Arrays.fill(content, 0, length / 2, (byte) 'a');
        return content;
    }

    private BlobId put(byte[] content) {
        BlobId id = id(content);
        store().blobs().put(id, () -> new ByteArrayInputStream(content), content.length);
        return id;
    }

    private byte[] read(BlobId id) throws IOException {
        try (InputStream in = store().blobs().open(id)) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    @Test
    default void blobsOfAllSizesComeBackByteForByte() throws IOException {
        for (int length : new int[] {0, 1, 100, 65_536, 262_143, 262_144, 262_145, 524_288, 5_000_001}) {
            byte[] content = content(length, length);
            BlobId id = put(content);
            assertThat(store().blobs().length(id)).isEqualTo(length);
            assertThat(Arrays.equals(read(id), content)).as("%d bytes", length).isTrue();
        }
    }

    @Test
    default void rangesOfABlobCanBeRead() throws IOException {
        byte[] content = content(700_000, 5);
        BlobId id = put(content);
        long[][] ranges = {
            {0, 10},
            {262_140, 8},
            {262_144, 262_144},
            {100_000, 500_000},
            {699_999, 1},
            {699_999, 50},
            {700_000, 1},
            {900_000, 5},
            {5, 0},
            {1, Long.MAX_VALUE}
        };
        for (long[] range : ranges) {
            try (InputStream in = store().blobs().open(id, range[0], range[1])) {
                assertThat(in).isNotNull();
                int from = (int) Math.min(range[0], content.length);
                int to = (int) Math.min(content.length, range[0] + Math.min(range[1], content.length));
                byte[] expected = Arrays.copyOfRange(content, from, Math.max(from, to));
                assertThat(Arrays.equals(in.readAllBytes(), expected))
                        .as("%d bytes from %d", range[1], range[0])
                        .isTrue();
            }
        }
    }

    @Test
    default void aBlobThatIsNotThereIsNull() {
        assertThat(store().blobs().open(id(bytes("nothing")))).isNull();
        assertThat(store().blobs().length(id(bytes("nothing")))).isEqualTo(-1);
    }

    @Test
    default void puttingTwiceKeepsOneAndRenewsItsAge() throws IOException {
        byte[] content = content(300_000, 2);
        put(content);
        clock().advance(Duration.ofHours(2));
        BlobId id = put(content);
        assertThat(store().blobs().collect(clock().instant(), _ -> true)).isZero();
        assertThat(read(id)).isEqualTo(content);
        assertThat(store().blobs().collect(clock().instant().plusSeconds(1), _ -> true))
                .isEqualTo(1);
        assertThat(store().blobs().open(id)).isNull();
    }

    @Test
    default void sourcesThatDoNotKeepTheirWordAreRefused() throws IOException {
        byte[] content = content(300_000, 9);
        BlobId id = id(content);
        BlobStore blobs = store().blobs();
        byte[] other = content.clone();
        other[299_999]++;
        List<BlobStore.Source> broken = List.of(
                () -> new ByteArrayInputStream(other),
                () -> new ByteArrayInputStream(content, 0, 270_000),
                () -> new ByteArrayInputStream(Arrays.copyOf(content, 300_001)),
                () -> {
                    throw new IOException("the spool file is gone");
                });
        for (BlobStore.Source source : broken) {
            assertThatExceptionOfType(StoreFault.class).isThrownBy(() -> blobs.put(id, source, 300_000));
            assertThat(blobs.open(id)).isNull();
            assertThat(blobs.length(id)).isEqualTo(-1);
        }
        put(content);
        assertThat(read(id)).isEqualTo(content);
    }

    @Test
    default void oneBlobPutByManyAtOnceIsWhole() throws Exception {
        byte[] content = content(1_000_000, 4);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BlobId>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) all.add(threads.submit(() -> put(content)));
            for (Future<BlobId> each : all) {
                assertThat(Arrays.equals(read(each.get(60, TimeUnit.SECONDS)), content))
                        .isTrue();
            }
        }
    }

    @Test
    default void collectSparesWhatIsUsedOrYoung() throws IOException {
        BlobId used = put(bytes("used"));
        BlobId unused = put(bytes("unused"));
        BlobId large = put(content(600_000, 6));
        clock().advance(Duration.ofDays(2));
        BlobId young = put(bytes("young"));
        Instant before = clock().instant().minus(Duration.ofDays(1));
        assertThat(store().blobs().collect(before, id -> !id.equals(used))).isEqualTo(2);
        assertThat(read(used)).isEqualTo(bytes("used"));
        assertThat(read(young)).isEqualTo(bytes("young"));
        assertThat(store().blobs().open(unused)).isNull();
        assertThat(store().blobs().open(large)).isNull();
        assertThat(store().blobs().collect(before, _ -> false)).isZero();
    }

    /** The put falls between the moment collect sees the blob as old and unused, and the moment it removes it. */
    @Test
    default void collectSparesWhatIsPutAgainMeanwhile() throws IOException {
        byte[] content = content(600_000, 8);
        BlobId id = put(content);
        clock().advance(Duration.ofDays(2));
        AtomicInteger asked = new AtomicInteger();
        long removed = store().blobs().collect(clock().instant(), candidate -> {
            asked.incrementAndGet();
            assertThat(candidate).isEqualTo(id);
            put(content);
            return true;
        });
        assertThat(asked).hasPositiveValue();
        assertThat(removed).isZero();
        assertThat(read(id)).isEqualTo(content);
    }

    @Test
    default void putsAndCollectsAtTheSameTimeNeverLoseABlobJustPut() throws Exception {
        byte[] content = content(2_000, 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 30; round++) {
                // Old enough to be collected in this round, until it is put again.
                clock().advance(Duration.ofHours(1));
                List<Future<?>> all = new ArrayList<>();
                all.add(threads.submit(() -> store().blobs().collect(clock().instant(), _ -> true)));
                for (int w = 0; w < 4; w++) {
                    all.add(threads.submit(() -> {
                        assertThat(read(put(content))).isEqualTo(content);
                        return null;
                    }));
                }
                for (Future<?> each : all) each.get(60, TimeUnit.SECONDS);
                assertThat(read(id(content))).isEqualTo(content);
            }
        }
    }
}
