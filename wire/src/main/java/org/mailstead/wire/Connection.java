package org.mailstead.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a peer, plain or TLS, accepted or opened by us. One thread reads; writing is safe from a second
 * one only under a lock of the caller's, since answers would mix.
 *
 * <p>What was written goes out at {@link #flush}, when the buffer is full, and always before a read that has to wait for
 * the peer: so answers to pipelined commands travel together and nobody can wait for an answer that lies in our buffer.
 */
public final class Connection implements AutoCloseable {
    private static final AtomicLong COUNTER = new AtomicLong();

    private final String id = "c" + Long.toString(COUNTER.incrementAndGet(), 36);
    private final Socket socket;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private final WireLimits limits;
    private final Deadlines deadlines;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ShutdownSignal shutdown = new ShutdownSignal();

    private volatile @Nullable SSLSocket tls;
    private TlsClient.@Nullable Shown shown;
    private @Nullable ShownByClient shownByClient;
    private boolean plainOnTlsPort;

    private final Outgoing outgoing;
    private final Incoming incoming;

    /** Takes over a socket that is connected. */
    public Connection(Socket accepted) throws IOException {
        this(accepted, WireLimits.STANDARD);
    }

    /** The same for a socket that a proxy opened for {@code client}. */
    Connection(Socket accepted, InetSocketAddress client) throws IOException {
        this(accepted, client, WireLimits.STANDARD);
    }

    Connection(Socket accepted, WireLimits limits) throws IOException {
        this(accepted, (InetSocketAddress) accepted.getRemoteSocketAddress(), limits);
    }

    private Connection(Socket accepted, InetSocketAddress remote, WireLimits limits) throws IOException {
        this.socket = accepted;
        this.limits = limits;
        accepted.setTcpNoDelay(true);
        this.remote = remote;
        local = (InetSocketAddress) accepted.getLocalSocketAddress();
        deadlines = Deadlines.watch(accepted);
        outgoing = new Outgoing(accepted.getOutputStream(), deadlines, limits.write());
        incoming = new Incoming(accepted, limits, deadlines, outgoing);
    }

    /** A short name for logs, unique while this process lives. */
    public String id() {
        return id;
    }

    public InetSocketAddress remote() {
        return remote;
    }

    public InetSocketAddress local() {
        return local;
    }

    /** Whether the peer is on this machine: the one case in which passwords may travel without TLS. */
    public boolean isLoopback() {
        return remote.getAddress().isLoopbackAddress();
    }

    /**
     * Whether passwords may travel here: over TLS, or not leaving this machine. On a port for TLS nobody expects them in the
     * open, so not even from this machine.
     */
    public boolean mayCarryPasswords() {
        return isEncrypted() || (isLoopback() && !plainOnTlsPort);
    }

    /** TLS was expected from the first byte, and the peer does not begin it. */
    void leavePlainOnTlsPort() {
        plainOnTlsPort = true;
    }

    /** Sends a peer elsewhere whose first line is in the language of another port. */
    void put(Signpost here) {
        incoming.put(here);
    }

    /** Is told if TLS begins in place of the peer's first line, when it is too late for it; the connection ends then. */
    void whenTlsIsLate(Runnable told) {
        incoming.whenTlsIsLate(told);
    }

    /**
     * Whether the peer begins TLS by itself; what it has sent stays to be read.
     *
     * @param patience how long its first bytes are waited for
     */
    boolean beginsTls(Duration patience) throws IOException {
        return incoming.beginsTls(patience);
    }

    /** Shakes hands as server with a peer that {@link #beginsTls}. */
    void goOnWithTls(TlsServer server) throws IOException {
        InputStream begun = incoming.readAhead();
        shownByClient = new ShownByClient(
                server, startTls(plain -> server.askingOver(plain, begun)).getSession());
    }

    /**
     * The same with a peer whose beginning somebody else has read.
     *
     * @param protocol that it has asked for (ALPN), which is granted
     */
    void goOnWithTls(TlsServer server, InputStream begun, String protocol) throws IOException {
        shownByClient = new ShownByClient(
                server,
                startTls(plain -> server.askingOver(plain, begun, protocol)).getSession());
    }

    public boolean isEncrypted() {
        return tls != null;
    }

    /** Protocol and cipher for the Received header and the log, for example {@code TLSv1.3 TLS_AES_256_GCM_SHA384}. */
    public @Nullable String tlsFacts() {
        SSLSocket secure = tls;
        return secure == null ? null : TlsChannel.facts(secure.getSession());
    }

    /** What both ends of the TLS connection know of it, by the names of RFC 5929 and RFC 9266; nothing without TLS. */
    public Map<String, byte[]> channelBindings() {
        SSLSocket secure = tls;
        return secure == null ? Map.of() : TlsChannel.bindings(secure.getSession());
    }

    /**
     * Flushes, throws away what was read ahead (RFC 3207 §4.2, RFC 2595 §2.1: injected commands), then shakes hands as
     * server.
     *
     * @throws TlsHandshakeFailed with a plain reason if no TLS comes about; the connection is then of no more use
     */
    public void startTls(TlsServer server) throws IOException {
        startTls(server::over);
    }

    /** The same, and asks the client for its certificate if {@code server} takes any; it may have none. */
    public void startTlsAsking(TlsServer server) throws IOException {
        shownByClient = new ShownByClient(server, startTls(server::askingOver).getSession());
    }

    /** The certificate that the client has shown, if it is believed; always none where it was not asked for one. */
    public Optional<X509Certificate> clientCertificate() {
        return shownByClient == null ? Optional.empty() : shownByClient.believed();
    }

    /**
     * The same as client. Whatever the server shows is taken: look at {@link #shown}.
     *
     * @param serverName whom we mean; told to the server, and compared with what it shows
     * @throws TlsHandshakeFailed with a plain reason if no TLS comes about; the connection is then of no more use
     */
    public void startTls(TlsClient client, String serverName) throws IOException {
        startTls(client, serverName, limits.handshake());
    }

    /** @param within for the whole handshake */
    public void startTls(TlsClient client, String serverName, Duration within) throws IOException {
        shown = TlsClient.shown(startTls(plain -> client.over(plain, serverName), within));
    }

    /** What the server has shown; null before {@link #startTls(TlsClient, String)}. */
    public TlsClient.@Nullable Shown shown() {
        return shown;
    }

    private SSLSocket startTls(Handshake.Layer layer) throws IOException {
        return startTls(layer, limits.handshake());
    }

    private SSLSocket startTls(Handshake.Layer layer, Duration within) throws IOException {
        if (isEncrypted()) throw new IllegalStateException("TLS is on already");
        if (isCompressed()) throw new IllegalStateException("TLS has to come before compression");
        flush();
        incoming.forget();
        SSLSocket secure = new Handshake(socket, deadlines, within).begin(layer);
        incoming.through(secure.getInputStream());
        outgoing.through(secure.getOutputStream());
        tls = secure;
        return secure;
    }

    /**
     * Flushes; from here on both sides send raw deflate (RFC 1951), which a reader of this connection does not notice: its
     * limits are for what comes out. What was read ahead is compressed already.
     *
     * <p>Reading throws {@link NotDeflate} when the peer sends anything else.
     */
    public void compress() throws IOException {
        if (isCompressed()) throw new IllegalStateException("compression is on already");
        outgoing.deflate();
        incoming.inflate();
    }

    public boolean isCompressed() {
        return incoming.isCompressed();
    }

    /**
     * Sets how long the peer may take.
     *
     * @param idle longest silence between two bytes; then reading throws {@link PeerTimedOut}
     * @param total longest time until {@code within} is called again, against peers that drip; then likewise
     */
    public void within(Duration idle, Duration total) {
        incoming.within(idle, total);
    }

    /**
     * Reads to the next LF and returns the bytes before it, one CR before the LF taken off; null at the end of input,
     * also when the last line has no end. Other CR and NUL bytes are left in.
     *
     * @throws LineTooLong if no LF comes within {@code maxBytes}; the rest of that line has then been skipped, so that
     *     the caller can answer and go on
     */
    public byte @Nullable [] readLine(int maxBytes) throws IOException {
        return incoming.readLine(maxBytes);
    }

    /** Like {@link InputStream#read(byte[], int, int)}. */
    public int read(byte[] into, int offset, int length) throws IOException {
        return incoming.read(into, offset, length);
    }

    /**
     * Hands the bytes that are here to {@code scan}, waiting for some if there are none; those it does not take stay. For
     * bulk input, which is so not copied.
     *
     * @return false at the end of input
     */
    public boolean scan(Scan scan) throws IOException {
        return incoming.scan(scan);
    }

    /** Whether more input is here already: then answers may wait in the buffer (pipelining). */
    public boolean hasBufferedInput() {
        return incoming.hasBufferedInput();
    }

    /** Buffers bytes for the peer. A peer that takes nothing for too long is cut off: then this throws. */
    public void write(byte[] bytes, int offset, int length) throws IOException {
        outgoing.write(bytes, offset, length);
    }

    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /** Buffers text, one byte per character (ISO 8859-1). */
    public void write(String latin1) throws IOException {
        write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void flush() throws IOException {
        outgoing.flush();
    }

    /**
     * Runs {@code ending} once when the listener of this connection is being closed, at once if it is already; on a
     * thread of its own. It may say goodbye and close the connection, if the session is not in the middle of something.
     */
    public void onShutdown(Runnable ending) {
        shutdown.then(ending);
    }

    /** Whether the listener is being closed: the session shall end after what it is doing. */
    public boolean isShuttingDown() {
        return shutdown.given();
    }

    void signalShutdown() {
        shutdown.give();
    }

    /** Flushes what it can in a short time and closes; further calls do nothing. Ends a blocked read of another thread. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        // From here on the watch closes the socket whatever the steps below hang on.
        deadlines.writeEndsWithin(limits.closing());
        try {
            outgoing.finish(limits.closing(), this::sayGoodbye);
        } catch (IOException e) {
            // The peer is gone already: nothing more to say to it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cut();
        }
    }

    /** Closing with input unread makes the kernel send a reset, which can destroy our last answer on its way. */
    private void sayGoodbye() throws IOException {
        SSLSocket secure = tls;
        if (secure != null) secure.shutdownOutput();
        if (!socket.isOutputShutdown()) socket.shutdownOutput();
        if (incoming.isReading()) return;
        InputStream rest = socket.getInputStream();
        socket.setSoTimeout((int) limits.closing().toMillis());
        byte[] ignored = new byte[Incoming.INPUT_BYTES];
        for (int i = 0; i < limits.drainedReads(); i++) if (rest.read(ignored) < 0) return;
    }

    /** Closes without a word. */
    void cut() {
        closed.set(true);
        deadlines.forget();
        try {
            socket.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }

    @Override
    public String toString() {
        return id + " " + remote;
    }
}
