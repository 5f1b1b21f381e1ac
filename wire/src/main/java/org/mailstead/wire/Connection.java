package org.mailstead.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a peer, plain or TLS, seen from the server's side. One thread reads; writing is safe from a second
 * one only under a lock of the caller's.
 */
public final class Connection implements AutoCloseable {
    /** A short name for logs, unique while this process lives. */
    public String id() {
        throw new UnsupportedOperationException();
    }

    public InetSocketAddress remote() {
        throw new UnsupportedOperationException();
    }

    public InetSocketAddress local() {
        throw new UnsupportedOperationException();
    }

    /** Whether the peer is on this machine: the one case in which passwords may travel without TLS. */
    public boolean isLoopback() {
        throw new UnsupportedOperationException();
    }

    public boolean isEncrypted() {
        throw new UnsupportedOperationException();
    }

    /** Protocol and cipher for the Received header and the log, for example {@code TLSv1.3 TLS_AES_256_GCM_SHA384}. */
    public @Nullable String tlsFacts() {
        throw new UnsupportedOperationException();
    }

    /** Throws away what was read ahead (RFC 3207 §4.2, RFC 2595 §2.1: injected commands), then shakes hands as server. */
    public void startTls(TlsServer tls) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Sets how long the peer may take.
     *
     * @param idle longest silence between two bytes; then reading throws {@link PeerTimedOut}
     * @param total longest time until {@code within} is called again, against peers that drip; then likewise
     */
    public void within(Duration idle, Duration total) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads to the next LF and returns the bytes before it, one CR before the LF taken off; null at the end of input.
     * Other CR and NUL bytes are left in.
     *
     * @throws LineTooLong if no LF comes within {@code maxBytes}; the rest of that line has then been skipped, so that
     *     the caller can answer and go on
     */
    public byte @Nullable [] readLine(int maxBytes) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Like {@link java.io.InputStream#read(byte[], int, int)}. */
    public int read(byte[] into, int offset, int length) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Whether more input is here already: then answers may wait in the buffer (pipelining). */
    public boolean hasBufferedInput() {
        throw new UnsupportedOperationException();
    }

    /** Buffers bytes for the peer. A peer that takes nothing for too long is cut off: then this throws. */
    public void write(byte[] bytes, int offset, int length) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /** Buffers text, one byte per character (ISO 8859-1). */
    public void write(String latin1) throws IOException {
        throw new UnsupportedOperationException();
    }

    public void flush() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Flushes what it can in a short time and closes; further calls do nothing. Ends a blocked read of another thread. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
