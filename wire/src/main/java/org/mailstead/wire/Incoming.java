package org.mailstead.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What comes from the peer of a {@link Connection}, which says what its methods do. One thread uses it. */
final class Incoming {
    /** Read-ahead: several pipelined commands; small, since every idle connection holds one. */
    static final int INPUT_BYTES = 4 * 1024;
    /** Of a line too long to read, the bytes told to the protocol. */
    private static final int LINE_START = 200;
    /** One TLS record: reading bulk data goes through a buffer of this size. */
    private static final int BULK_BYTES = 16 * 1024;

    /** The first byte of a TLS connection, and of nothing else: it is no letter. RFC 8446 §5.1. */
    private static final byte HANDSHAKE = 0x16;

    private static final byte[] NO_BYTES = {};
    /** Read away of a line that is too long; deflated, so much costs a peer next to nothing to send. */
    private static final long WORTH_SKIPPING = 64L * 1024 * 1024;

    private final Socket socket;
    private final WireLimits limits;
    private final Deadlines deadlines;
    private final Outgoing outgoing;

    private InputStream fromPeer;
    private boolean encrypted;
    private ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES).limit(0);
    private @Nullable DeflateReader inflating;
    private long idleNanos;
    private long totalEndsAt;
    private volatile boolean reading;
    private @Nullable Signpost signpost;
    private @Nullable Runnable onLateTls;

    /** @param outgoing flushed before each wait for the peer */
    Incoming(Socket socket, WireLimits limits, Deadlines deadlines, Outgoing outgoing) throws IOException {
        this.socket = socket;
        this.limits = limits;
        this.deadlines = deadlines;
        this.outgoing = outgoing;
        fromPeer = socket.getInputStream();
        within(limits.firstLine(), limits.firstLine());
    }

    void within(Duration idle, Duration total) {
        idleNanos = idle.toNanos();
        totalEndsAt = System.nanoTime() + total.toNanos();
    }

    /** Throws away what was read ahead. */
    void forget() {
        input.position(0).limit(0);
    }

    /** What was read ahead, for whoever goes on reading in place of this. */
    InputStream readAhead() {
        return new ByteArrayInputStream(input.array().clone(), input.position(), input.remaining());
    }

    /** Reads through TLS from now on. */
    void through(InputStream secure) {
        fromPeer = secure;
        encrypted = true;
    }

    /** What is read from now on, and what was read ahead, is deflated. */
    void inflate() {
        byte[] readAhead = Arrays.copyOfRange(input.array(), input.position(), input.limit());
        inflating = new DeflateReader(this::readFromPeer, readAhead);
        input = ByteBuffer.wrap(NO_BYTES);
    }

    boolean isCompressed() {
        return inflating != null;
    }

    /** Whether a thread waits for the peer. */
    boolean isReading() {
        return reading;
    }

    /** Sends a peer elsewhere whose first line is in the language of another port. */
    void put(Signpost here) {
        signpost = here;
    }

    /** Is told if TLS begins in place of the first line. */
    void whenTlsIsLate(Runnable told) {
        onLateTls = told;
    }

    boolean beginsTls(Duration patience) throws IOException {
        within(patience, patience);
        try {
            return fill(INPUT_BYTES) && input.get(input.position()) == HANDSHAKE;
        } catch (PeerTimedOut e) {
            return false;
        } finally {
            within(limits.firstLine(), limits.firstLine());
        }
    }

    byte @Nullable [] readLine(int maxBytes) throws IOException {
        byte[] line = NO_BYTES;
        while (true) {
            if (!input.hasRemaining() && !fill(INPUT_BYTES)) return null;
            if (onLateTls != null) lookForLateTls(onLateTls);
            int from = input.position();
            int end = indexOf(input.array(), from, input.limit(), (byte) '\n');
            int until = end < 0 ? input.limit() : end;
            if (line.length + (until - from) > maxBytes) {
                byte[] start = line.length > 0
                        ? Arrays.copyOf(line, Math.min(line.length, LINE_START))
                        : Arrays.copyOfRange(input.array(), from, Math.min(until, from + LINE_START));
                skipLine();
                throw new LineTooLong(maxBytes, start);
            }
            int kept = line.length;
            line = Arrays.copyOf(line, kept + until - from);
            System.arraycopy(input.array(), from, line, kept, until - from);
            input.position(end < 0 ? until : until + 1);
            if (end >= 0) return directed(endsWithCr(line) ? Arrays.copyOf(line, line.length - 1) : line);
        }
    }

    /** What the peer got is a greeting in place of an answer to it: nothing can be mended on this connection. */
    private void lookForLateTls(Runnable told) throws WrongProtocol {
        onLateTls = null;
        if (input.get(input.position()) != HANDSHAKE) return;
        told.run();
        throw new WrongProtocol(
                "TLS began after the greeting: set to SSL/TLS on a port for STARTTLS, on a slow line; its next connection is waited for"
                        + " longer",
                "");
    }

    /** Whoever is at the wrong door is told so here: the session knows none but its own language. */
    private byte[] directed(byte[] line) throws IOException {
        Signpost here = signpost;
        signpost = null;
        if (here == null) return line;
        try {
            here.look(line);
            return line;
        } catch (WrongProtocol e) {
            byte[] answer = e.answer().getBytes(StandardCharsets.US_ASCII);
            outgoing.write(answer, 0, answer.length);
            outgoing.flush();
            throw e;
        }
    }

    private static boolean endsWithCr(byte[] line) {
        return line.length > 0 && line[line.length - 1] == '\r';
    }

    private void skipLine() throws IOException {
        long skipped = 0;
        while (input.hasRemaining() || fill(INPUT_BYTES)) {
            int end = indexOf(input.array(), input.position(), input.limit(), (byte) '\n');
            skipped += input.remaining();
            input.position(end < 0 ? input.limit() : end + 1);
            if (end >= 0) return;
            if (skipped > WORTH_SKIPPING) throw new IOException("a line without end");
        }
    }

    private static int indexOf(byte[] bytes, int from, int to, byte wanted) {
        for (int i = from; i < to; i++) if (bytes[i] == wanted) return i;
        return -1;
    }

    int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (!input.hasRemaining()) {
            if (length >= INPUT_BYTES) return readIncoming(into, offset, length);
            if (!fill(INPUT_BYTES)) return -1;
        }
        int taken = Math.min(length, input.remaining());
        input.get(into, offset, taken);
        return taken;
    }

    boolean scan(Scan scan) throws IOException {
        if (!input.hasRemaining() && !fill(BULK_BYTES)) return false;
        input.position(scan.scan(input.array(), input.position(), input.limit()));
        return true;
    }

    boolean hasBufferedInput() {
        return input.hasRemaining();
    }

    /** Fills the empty buffer; false at the end of input. */
    private boolean fill(int wanted) throws IOException {
        if (inflating != null) {
            // A compressed connection that idles holds the compressed side's small buffer only.
            input = ByteBuffer.wrap(NO_BYTES);
            if (!inflating.await()) return false;
        }
        // Bulk reading wants a large buffer; the small one comes back with the next line, so idle peers hold little.
        if (input.capacity() != wanted) input = ByteBuffer.allocate(wanted);
        input.position(0).limit(0);
        int count = readIncoming(input.array(), 0, wanted);
        if (count > 0) input.limit(count);
        return count > 0;
    }

    private int readIncoming(byte[] into, int offset, int length) throws IOException {
        DeflateReader deflated = inflating;
        return deflated == null ? readFromPeer(into, offset, length) : deflated.read(into, offset, length);
    }

    private int readFromPeer(byte[] into, int offset, int length) throws IOException {
        outgoing.flushBeforeWaiting();
        long left = totalEndsAt - System.nanoTime();
        if (left <= 0) throw new PeerTimedOut("the peer took too long in all");
        // Rounded up: a time-out of 0 would mean "for ever".
        socket.setSoTimeout(Math.clamp(Math.min(left, idleNanos) / 1_000_000 + 1, 1, Integer.MAX_VALUE));
        // Inside TLS one read may be many of the socket's; a dripped record ends by the watch, not by the time-out.
        if (encrypted) deadlines.readEndsWithin(Duration.ofNanos(left).plus(limits.slack()));
        reading = true;
        try {
            return fromPeer.read(into, offset, length);
        } catch (SocketTimeoutException e) {
            throw new PeerTimedOut(left < idleNanos ? "the peer took too long in all" : "the peer was silent too long");
        } catch (IOException e) {
            if (deadlines.hasCut()) throw new PeerTimedOut("the peer took too long in all");
            throw e;
        } finally {
            reading = false;
            if (encrypted) deadlines.readEnded();
        }
    }
}
