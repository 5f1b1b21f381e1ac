package org.mailstead.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.store.BlobId;
import org.mailstead.store.KeyRange;
import org.mailstead.store.Rows;

/**
 * A process killed in the middle of writing loses nothing it acknowledged and leaves nothing half done. This shows that
 * the log and its replay are right; that a power cut is survived too rests on the sync of every commit.
 */
class CrashTest {
    private static final int ROUNDS = 5;

    /** Commits acknowledged before the kill, chosen anew for each round. */
    private static final int FEWEST = 200;

    private static final int MOST = 2_000;

    private final long[] acknowledged = new long[CrashWriter.THREADS];

    @Test
    void nothingAcknowledgedIsLostAndNothingIsTorn(@TempDir Path folder) throws Exception {
        Random random = new Random(42);
        for (int round = 0; round < ROUNDS; round++) {
            writeAndKill(folder, round, FEWEST + random.nextInt(MOST - FEWEST));
            verify(folder);
        }
    }

    private void writeAndKill(Path folder, int round, int commits) throws IOException, InterruptedException {
        try (ChildJvm child = ChildJvm.start(CrashWriter.class, folder.toString(), Integer.toString(round))) {
            int seen = 0;
            String line = child.out().readLine();
            while (line != null) {
                acknowledge(line);
                if (++seen == commits) child.kill();
                line = nextLine(child);
            }
            assertThat(seen).as("commits before the kill").isGreaterThanOrEqualTo(commits);
        }
    }

    /** After the kill the pipe still holds lines; the last may be cut short, then it was not acknowledged. */
    private static @Nullable String nextLine(ChildJvm child) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = child.out().read(); c >= 0; c = child.out().read()) {
            if (c == '\n') return line.toString();
            line.append((char) c);
        }
        return null;
    }

    private void acknowledge(String line) {
        String[] words = line.split(" ");
        assertThat(words[0]).as(line).isEqualTo("ack");
        int thread = Integer.parseInt(words[1]);
        acknowledged[thread] = Math.max(acknowledged[thread], Long.parseLong(words[2]));
    }

    private void verify(Path folder) throws Exception {
        try (RocksStore store = RocksStore.open(folder, RocksSettings.SMALL, InstantSource.system())) {
            long[] sums = new long[CrashWriter.PARTITIONS];
            Set<BlobId> named = new HashSet<>();
            for (int thread = 0; thread < CrashWriter.THREADS; thread++) {
                Rows rows = store.rows(CrashWriter.partition(thread));
                long number = CrashWriter.number(rows, CrashWriter.own(thread, 0));
                assertThat(number).as("thread %d", thread).isGreaterThanOrEqualTo(acknowledged[thread]);
                assertThat(CrashWriter.number(rows, CrashWriter.own(thread, 1)))
                        .as("the other row of thread %d", thread)
                        .isEqualTo(number);
                sums[thread % CrashWriter.PARTITIONS] += number;
            }
            for (int p = 0; p < CrashWriter.PARTITIONS; p++) {
                Rows rows = store.rows(CrashWriter.partition(p));
                assertThat(CrashWriter.number(rows, CrashWriter.shared()))
                        .as("the row shared in partition %d", p)
                        .isEqualTo(sums[p]);
                rows.scan(KeyRange.prefix(new byte[] {'b'}), (_, value) -> {
                    named.add(BlobId.ofSha256(value));
                    return true;
                });
            }
            assertThat(named).isNotEmpty();
            for (BlobId id : named) assertThat(sha256(store, id)).isEqualTo(id);
            assertThat(RocksTools.keys(store, Family.META, Keys.UPLOADS))
                    .as("uploads cut short")
                    .isEmpty();
            assertThat(RocksTools.uploadsWithoutHeader(store)).isEmpty();
        }
    }

    private static BlobId sha256(RocksStore store, BlobId id) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        InputStream blob = store.blobs().open(id);
        assertThat(blob).as("blob %s", id).isNotNull();
        try (InputStream in = new DigestInputStream(blob, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return BlobId.ofSha256(digest.digest());
    }
}
