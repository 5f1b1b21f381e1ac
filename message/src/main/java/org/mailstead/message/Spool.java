package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A message under way: written once from a connection, then read as often as needed. Small ones stay in memory, larger
 * ones go to a temporary file that is deleted at {@link #close}. Knows the SHA-256 of what was written.
 */
public final class Spool extends OutputStream {
    /** Bytes kept in memory; most mail is smaller, and this times the number of connections must fit in the heap. */
    public static final int MEMORY_BYTES = 128 * 1024;

    public Spool(Path folder) {
        throw new UnsupportedOperationException(folder.toString());
    }

    @Override
    public void write(int b) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Bytes written so far. */
    public long length() {
        throw new UnsupportedOperationException();
    }

    /** Ends writing (further writes throw) and returns the SHA-256 of all of it. */
    public byte[] finish() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Reads from the start; only after {@link #finish}. Each call gives a stream of its own. */
    public InputStream open() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
