package org.mailstead.message;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message under way: written once from a connection, then read as often as needed. Small ones stay in memory, larger
 * ones go to a temporary file that is deleted at {@link #close}. Knows the SHA-256 of what was written.
 *
 * <p>A spool whose writing failed once stays failed: nobody may take what did get through for the message.
 */
public final class Spool extends OutputStream {
    /** Bytes kept in memory; most mail is smaller, and this times the number of connections must fit in the heap. */
    public static final int MEMORY_BYTES = 128 * 1024;

    private static final int FIRST_BYTES = 8 * 1024;

    /** Bytes written to the file at a time: few calls, since each may hold up the thread that makes it. */
    private static final int FILE_BUFFER_BYTES = 64 * 1024;

    private static final byte[] NOTHING = {};

    private enum State {
        WRITING,
        FAILED,
        FINISHED,
        CLOSED
    }

    private final Path folder;
    private final MessageDigest digest = sha256();
    private State state = State.WRITING;
    private byte[] memory = new byte[FIRST_BYTES];
    private long length;
    private @Nullable Path file;
    private @Nullable OutputStream toFile;
    private byte[] hash = NOTHING;

    /** What follows the bytes in memory, where another spool has it. */
    private @Nullable Rest rest;

    /** @param folder for messages too large for memory; on the data's own disk, with room for the largest */
    public Spool(Path folder) {
        this.folder = folder;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        require(State.WRITING);
        // Until all of it is written; stays so if anything below throws.
        state = State.FAILED;
        digest.update(bytes, offset, count);
        OutputStream out = toFile;
        if (out == null && length + count > MEMORY_BYTES) out = toFile();
        if (out != null) {
            out.write(bytes, offset, count);
        } else {
            int end = (int) length + count;
            if (end > memory.length) memory = Arrays.copyOf(memory, Math.max(end, memory.length * 2));
            System.arraycopy(bytes, offset, memory, (int) length, count);
        }
        length += count;
        state = State.WRITING;
    }

    private OutputStream toFile() throws IOException {
        // Files.createTempFile gives the file to its owner alone.
        Path made = Files.createTempFile(folder, "message", ".eml");
        file = made;
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(made), FILE_BUFFER_BYTES);
        // Before the first write: if that fails, close() must still find the stream.
        toFile = out;
        out.write(memory, 0, (int) length);
        memory = NOTHING;
        return out;
    }

    /** Bytes written so far. */
    public long length() {
        return length;
    }

    /**
     * Ends writing (further writes throw) and returns the SHA-256 of all of it; again if asked again.
     *
     * @throws IOException if the message is not whole, since this or an earlier write failed
     */
    public byte[] finish() throws IOException {
        if (state != State.FINISHED) {
            require(State.WRITING);
            state = State.FAILED;
            if (toFile != null) toFile.close();
            hash = digest.digest();
            state = State.FINISHED;
        }
        return hash.clone();
    }

    /** Reads from the start; only after {@link #finish}. Each call gives a stream of its own. */
    public InputStream open() throws IOException {
        require(State.FINISHED);
        var behind = rest;
        if (behind != null) return new SequenceInputStream(new ByteArrayInputStream(memory), behind.open());
        return file == null ? new ByteArrayInputStream(memory, 0, (int) length) : Files.newInputStream(file);
    }

    /**
     * The same message with other first bytes. Shares the rest with this one, which must not be closed before it; the bytes are
     * read once, for the hash.
     *
     * @param head stands in place of the first {@code skip} bytes
     */
    public Spool startingWith(byte[] head, long skip) throws IOException {
        require(State.FINISHED);
        if (skip < 0 || skip > length) throw new IllegalArgumentException("the message has no " + skip + " bytes");
        var other = new Spool(folder);
        other.memory = head.clone();
        other.length = head.length + length - skip;
        other.rest = new Rest(this, skip);
        other.state = State.FINISHED;
        try (InputStream bytes = other.open()) {
            byte[] piece = new byte[FIRST_BYTES];
            for (int n = bytes.read(piece); n >= 0; n = bytes.read(piece)) other.digest.update(piece, 0, n);
        }
        other.hash = other.digest.digest();
        return other;
    }

    private record Rest(Spool of, long from) {
        InputStream open() throws IOException {
            InputStream in = of.open();
            in.skipNBytes(from);
            return in;
        }
    }

    private void require(State wanted) throws IOException {
        if (state == wanted) return;
        throw new IOException(
                switch (state) {
                    case WRITING -> "this message is not finished";
                    case FAILED -> "this message could not be written as a whole";
                    case FINISHED -> "this message is finished";
                    case CLOSED -> "this message is gone";
                });
    }

    /** Lets go of the message; a temporary file that cannot be deleted is left to whoever sweeps the folder. */
    @Override
    public void close() {
        state = State.CLOSED;
        memory = NOTHING;
        try {
            if (toFile != null) toFile.close();
        } catch (IOException unwritten) {
            // Nobody wants the rest any more; on a full disk it is all the more important to get on to the deletion.
        }
        try {
            if (file != null) Files.deleteIfExists(file);
        } catch (IOException e) {
            file = null;
        }
    }
}
