package org.mailstead.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Blobs of {@link MemoryStore}, whole in memory. */
final class MemoryBlobs implements BlobStore {
    private final ConcurrentMap<BlobId, Blob> blobs = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Runnable requireOpen;

    MemoryBlobs(InstantSource clock, Runnable requireOpen) {
        this.clock = clock;
        this.requireOpen = requireOpen;
    }

    @Override
    public void put(BlobId id, Source source, long length) {
        requireOpen.run();
        Instant now = clock.instant();
        // Age and presence in one step, or a collect between the two would take the blob away.
        if (blobs.computeIfPresent(id, (_, present) -> new Blob(present.bytes, now)) != null) return;
        if (length < 0 || length > Integer.MAX_VALUE - 8) throw new IllegalArgumentException("blob length " + length);
        try (InputStream in = new VerifiedInput(source.open(), id, length)) {
            blobs.put(id, new Blob(in.readAllBytes(), now));
        } catch (IOException e) {
            throw new StoreFault("cannot read what is to become blob " + id, e);
        }
    }

    @Override
    public @Nullable InputStream open(BlobId id, long offset, long length) {
        if (offset < 0 || length < 0) throw new IllegalArgumentException("offset " + offset + ", length " + length);
        requireOpen.run();
        Blob blob = blobs.get(id);
        if (blob == null) return null;
        int from = (int) Math.min(offset, blob.bytes.length);
        int count = (int) Math.min(length, blob.bytes.length - from);
        return new ByteArrayInputStream(blob.bytes, from, count);
    }

    @Override
    public long length(BlobId id) {
        requireOpen.run();
        Blob blob = blobs.get(id);
        return blob == null ? -1 : blob.bytes.length;
    }

    @Override
    public long collect(Instant before, Predicate<BlobId> unused) {
        requireOpen.run();
        long removed = 0;
        for (Map.Entry<BlobId, Blob> entry : blobs.entrySet()) {
            Blob seen = entry.getValue();
            if (!seen.lastPut.isBefore(before) || !unused.test(entry.getKey())) continue;
            // By identity: a blob put again since it was looked at is another record and stays.
            if (blobs.remove(entry.getKey(), seen)) removed++;
        }
        return removed;
    }

    /** Compared by identity. */
    private static final class Blob {
        final byte[] bytes;
        final Instant lastPut;

        Blob(byte[] bytes, Instant lastPut) {
            this.bytes = bytes;
            this.lastPut = lastPut;
        }
    }
}
