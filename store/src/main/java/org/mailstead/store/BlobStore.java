package org.mailstead.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Immutable byte strings named by their content, shared by all partitions. */
public interface BlobStore {
    /**
     * Stores {@code length} bytes under {@code id}, which the caller has computed from them. Storing one that is there
     * already only renews its age. The blob is durable at the latest when a commit begun after this call is.
     *
     * @throws StoreFault if the source ends early, yields other bytes than {@code id} names, or the engine fails
     */
    void put(BlobId id, Source source, long length);

    /** The whole blob as a stream, or null if there is none. Holds a small constant amount of memory. */
    default @Nullable InputStream open(BlobId id) {
        return open(id, 0, Long.MAX_VALUE);
    }

    /** Up to {@code length} bytes from {@code offset}; bytes outside are not read from disk where that can be helped. */
    @Nullable
    InputStream open(BlobId id, long offset, long length);

    /** Length in bytes, -1 if there is no such blob. */
    long length(BlobId id);

    /**
     * Removes every blob last put before {@code before} that {@code unused} says nobody names. A blob put again while
     * this runs stays.
     *
     * @return how many were removed
     */
    long collect(Instant before, Predicate<BlobId> unused);

    /** Where the bytes of a blob come from; opened once for each attempt. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }
}
