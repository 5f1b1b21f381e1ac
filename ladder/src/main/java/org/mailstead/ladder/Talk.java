package org.mailstead.ladder;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.mailstead.ladder.PortFacts.First;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;
import org.mailstead.wire.PeerTimedOut;
import org.mailstead.wire.TlsClient;

/**
 * A conversation with a server that may say anything, or nothing, for ever: what is kept of it, how long it is waited for and how many
 * lines an answer has, all have an end.
 */
final class Talk implements AutoCloseable {
    /** Of a line. RFC 9051 §4 has clients ready for 8192; lists of capabilities come near a thousand. */
    private static final int LINE_BYTES = 8 * 1024;

    /** Of one answer. Dozens of them may be kept at once; the longest that servers give to those questions is 2 KiB. */
    private static final int ANSWER_BYTES = 64 * 1024;

    /**
     * So many times as long as usual is waited for the answer to a secret: servers take their time on purpose to say no, as Courier, which
     * takes five seconds.
     */
    private static final int DECISION = 2;

    /** That are enough to tell what a server speaks. */
    private static final int FIRST_BYTES = 512;

    private final Socket socket;
    private final Connection connection;
    private final Times times;
    private final byte[] buffer = new byte[LINE_BYTES];
    private int from;
    private int until;

    /** The server hung up. */
    static final class Ended extends IOException {
        private static final long serialVersionUID = 1L;

        Ended() {
            super("it ended the connection");
        }
    }

    /** The server says more than anybody has to listen to. */
    static final class Endless extends IOException {
        private static final long serialVersionUID = 1L;

        Endless(String what) {
            super(what);
        }
    }

    Talk(Socket socket, Times times) throws IOException {
        this.socket = socket;
        this.times = times;
        connection = new Connection(socket);
    }

    /**
     * What the server says of its own accord; it stays to be read.
     *
     * @throws SocketException if the connection was broken off
     */
    First first(Duration wait) throws IOException {
        connection.within(wait, wait);
        try {
            while (until < FIRST_BYTES && !hasLine() && !isRecord()) {
                if (!fill()) return until > 0 ? greeting() : new First(First.Kind.CLOSED, "");
            }
        } catch (PeerTimedOut e) {
            if (until == 0) return new First(First.Kind.SILENCE, "");
        }
        return greeting();
    }

    private First greeting() {
        return Greeting.of(Arrays.copyOf(buffer, Math.min(until, FIRST_BYTES)));
    }

    private boolean hasLine() {
        for (int i = from; i < until; i++) if (buffer[i] == '\n') return true;
        return false;
    }

    private boolean isRecord() {
        return until > 0 && Greeting.isRecord(buffer[0]);
    }

    /** Reads behind what is there; false at the end. */
    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, until - from);
            until -= from;
            from = 0;
        }
        if (until == buffer.length) throw new Endless("a line does not come to an end");
        int count = connection.read(buffer, until, buffer.length - until);
        if (count > 0) until += count;
        return count > 0;
    }

    private String line() throws IOException {
        int looked = from;
        while (true) {
            for (int i = looked; i < until; i++) {
                if (buffer[i] != '\n') continue;
                int end = i > from && buffer[i - 1] == '\r' ? i - 1 : i;
                String line = new String(buffer, from, end - from, StandardCharsets.UTF_8);
                from = i + 1;
                return line;
            }
            int seen = until - from;
            if (!fill()) throw new Ended();
            looked = from + seen;
        }
    }

    /** What a server says last in an answer, or before it. */
    interface Last {
        boolean is(String line);
    }

    /**
     * The lines to the last one, with it.
     *
     * @param most lines
     */
    List<String> lines(Last last, int most) throws IOException {
        return lines(last, most, times.answer());
    }

    /** The same, after a secret was shown. */
    List<String> decision(Last last, int most) throws IOException {
        return lines(last, most, times.answer().multipliedBy(DECISION));
    }

    private List<String> lines(Last last, int most, Duration within) throws IOException {
        connection.within(within, within);
        var lines = new ArrayList<String>();
        int bytes = 0;
        while (lines.size() < most) {
            String line = line();
            lines.add(line);
            bytes += line.length();
            if (last.is(line)) return lines;
            if (bytes > ANSWER_BYTES) throw new Endless("an answer does not come to an end");
        }
        throw new Endless("an answer of more than " + most + " lines");
    }

    /** The same, of which nothing is kept but what {@code take} keeps. */
    void each(Last last, int most, Consumer<String> take) throws IOException {
        connection.within(times.answer(), times.answer());
        for (int i = 0; i < most; i++) {
            String line = line();
            take.accept(line);
            if (last.is(line)) return;
        }
        throw new Endless("an answer of more than " + most + " lines");
    }

    void say(String line) throws IOException {
        connection.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        connection.flush();
    }

    /** What was said before TLS began is not believed after it. RFC 3207 §4.2. */
    void startTls(TlsClient client, String host) throws IOException {
        from = 0;
        until = 0;
        connection.startTls(client, host, times.handshake());
    }

    TlsClient.Shown shown() {
        var shown = connection.shown();
        if (shown == null) throw new IllegalStateException("there is no TLS");
        return shown;
    }

    /** Whether TLS is on, with a certificate that proves who is there. */
    boolean isProved() {
        var shown = connection.shown();
        return connection.isEncrypted() && shown != null && shown.doubt() == null;
    }

    /** Such as {@code TLSv1.3}. */
    String tlsVersion() {
        String facts = connection.tlsFacts();
        return facts == null ? "" : facts.split(" ", 2)[0];
    }

    /** Bytes as they are, before TLS. */
    void sayRaw(byte[] bytes) throws IOException {
        connection.write(bytes);
        connection.flush();
    }

    /** Bytes as they come; fewer if the server ends, or is silent. */
    byte[] hearRaw(int count) throws IOException {
        connection.within(times.first(), times.first());
        try {
            while (until - from < count && fill()) {
                // More is to come.
            }
        } catch (PeerTimedOut e) {
            // What came is what there is.
        }
        return Arrays.copyOfRange(buffer, from, Math.min(until, from + count));
    }

    /** Who we are: our address, since a program has no name that a server could look up. RFC 5321 §4.1.3. */
    String ownName() {
        var address = connection.local().getAddress();
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        if (zone >= 0) text = text.substring(0, zone);
        return "[" + (address instanceof Inet6Address ? "IPv6:" : "") + text + "]";
    }

    /** Says goodbye and does not wait for an answer. */
    void leave(Protocol protocol) {
        try {
            say(protocol == Protocol.IMAP ? "z LOGOUT" : "QUIT");
        } catch (IOException e) {
            // Whoever is gone needs no goodbye.
        }
    }

    @Override
    public void close() {
        try {
            // Without TLS's own goodbye, for which a hostile server would have to be waited.
            socket.close();
        } catch (IOException e) {
            // Closed is closed.
        }
        connection.close();
    }
}
