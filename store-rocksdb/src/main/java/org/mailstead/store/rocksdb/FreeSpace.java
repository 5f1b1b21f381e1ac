package org.mailstead.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.mailstead.store.StoreFault;

/**
 * Whether there is room to write. A commit refused in time costs nothing; one that fails half way on a full disk makes
 * RocksDB refuse all until it is opened anew.
 */
final class FreeSpace {
    /** New mail is refused below this: so much the memtables and one compaction may need. */
    static final long FOR_BLOBS_BYTES = 96L * 1024 * 1024;

    /** Any change is refused below this. In between, mail can still be moved and deleted. */
    static final long FOR_ROWS_BYTES = 32L * 1024 * 1024;

    /** The file system is asked again after this time or this many bytes, whichever is first. */
    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long RECHECK_BYTES = FOR_ROWS_BYTES / 4;

    private final Path folder;
    private final Usable usable;
    private final long recheckNanos;
    private boolean checked;
    private long checkedAt;
    private long bytesSince;
    private long lastSeen;

    FreeSpace(Path folder, Usable usable, long recheckNanos) {
        this.folder = folder;
        this.usable = usable;
        this.recheckNanos = recheckNanos;
    }

    static FreeSpace of(Path folder) {
        return new FreeSpace(folder, () -> Files.getFileStore(folder).getUsableSpace(), RECHECK_NANOS);
    }

    /** @throws StoreFault if the disk is too full for new mail */
    void requireForBlobs() {
        require(FOR_BLOBS_BYTES);
    }

    /** @throws StoreFault if the disk is too full for anything */
    void requireForRows() {
        require(FOR_ROWS_BYTES);
    }

    /** So many bytes were written since. */
    void count(long bytes) {
        bytesSince += bytes;
    }

    private void require(long reserve) {
        long now = System.nanoTime();
        if (!checked || now - checkedAt > recheckNanos || bytesSince > RECHECK_BYTES) {
            lastSeen = ask();
            checked = true;
            checkedAt = now;
            bytesSince = 0;
        }
        if (lastSeen < reserve) {
            // Begins with the words of the operating system, by which callers tell a full disk from other faults.
            throw new StoreFault("No space left for %s: %d MiB are free and %d MiB are needed"
                    .formatted(folder, lastSeen >> 20, reserve >> 20));
        }
    }

    /** Writes something and takes it away again: free space shown may be out of reach of this user. */
    boolean canWrite() {
        Path probe = folder.resolve("probe");
        try (FileChannel out = FileChannel.open(
                probe, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer megabyte = ByteBuffer.allocate(1 << 20);
            while (megabyte.hasRemaining()) out.write(megabyte);
            out.force(false);
            return ask() >= FOR_ROWS_BYTES;
        } catch (IOException e) {
            return false;
        } finally {
            try {
                Files.deleteIfExists(probe);
            } catch (IOException e) {
                // The next probe truncates it.
            }
        }
    }

    private long ask() {
        try {
            return usable.bytes();
        } catch (IOException e) {
            // Not knowing is no reason to refuse mail: the write itself will tell.
            return Long.MAX_VALUE;
        }
    }

    @FunctionalInterface
    interface Usable {
        long bytes() throws IOException;
    }
}
