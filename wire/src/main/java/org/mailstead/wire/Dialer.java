package org.mailstead.wire;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to hosts with several addresses: IPv6 and IPv4 in turn, the next one as soon as the one before fails
 * or has not answered within a moment, and the first that answers is taken. RFC 8305 §4, §5.
 */
public final class Dialer {
    /** Before the next address is tried beside the one that has not answered yet. RFC 8305 §5. */
    private static final Duration STAGGER = Duration.ofMillis(250);

    /** For one address. A host that is up answers in a second; one behind a filter never does. RFC 5321 §4.5.3.2 has none. */
    private static final Duration ADDRESS = Duration.ofSeconds(30);

    /** Addresses tried of one host. */
    private static final int ADDRESSES = 8;

    private final Way way;

    /** Opens plain sockets: the network, or what a test takes for it. */
    public interface Way {
        Socket connect(InetSocketAddress to, Duration limit) throws IOException;
    }

    public Dialer(Way way) {
        this.way = way;
    }

    /** @param sources our own addresses to come from, at most one of each family; of a family without, any */
    public static Dialer from(List<InetAddress> sources) {
        return new Dialer((to, limit) -> {
            var socket = new Socket();
            try {
                InetAddress source = source(sources, to.getAddress());
                if (source != null) bind(socket, source);
                socket.connect(to, (int) limit.toMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        });
    }

    private static void bind(Socket socket, InetAddress source) throws IOException {
        try {
            socket.bind(new InetSocketAddress(source, 0));
        } catch (BindException e) {
            throw new IOException(
                    "the address to send from, " + source.getHostAddress() + ", is not one of this machine", e);
        }
    }

    private static @Nullable InetAddress source(List<InetAddress> sources, InetAddress to) {
        for (InetAddress each : sources) if (isIpv6(each) == isIpv6(to)) return each;
        return null;
    }

    /** No address of a host could be connected to. The message says for each why, fit for a person who sent a mail. */
    public static final class NobodyAnswered extends IOException {
        private static final long serialVersionUID = 1L;

        NobodyAnswered(String why) {
            super(why);
        }
    }

    private record Result(
            InetSocketAddress to,
            @Nullable Socket socket,
            @Nullable IOException failure) {}

    /**
     * Connects, within half a minute or so.
     *
     * @param addresses at least one
     * @throws NobodyAnswered if that is so, or the thread is interrupted
     */
    public Connection connect(List<InetAddress> addresses, int port) throws IOException {
        return connect(addresses, port, _ -> {});
    }

    /** @param told what came of each address, in words for people; called on this thread */
    public Connection connect(List<InetAddress> addresses, int port, Consumer<String> told) throws IOException {
        var waiting = new ArrayList<>(inTurn(addresses));
        var results = new LinkedBlockingQueue<Result>();
        var over = new AtomicBoolean();
        var failures = new ArrayList<String>();
        int underWay = 0;
        try {
            while (underWay > 0 || !waiting.isEmpty()) {
                if (!waiting.isEmpty()) {
                    begin(new InetSocketAddress(waiting.removeFirst(), port), results, over);
                    underWay++;
                }
                Result result =
                        waiting.isEmpty() ? results.take() : results.poll(STAGGER.toMillis(), TimeUnit.MILLISECONDS);
                if (result == null) continue;
                underWay--;
                String to = result.to().getAddress().getHostAddress();
                if (result.socket() != null) {
                    told.accept(to + ": connected, from "
                            + result.socket().getLocalAddress().getHostAddress());
                    return new Connection(result.socket());
                }
                failures.add(to + ": " + words(result.failure()));
                told.accept(failures.getLast());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NobodyAnswered("this server is being shut down");
        } finally {
            over.set(true);
            for (Result late = results.poll(); late != null; late = results.poll()) close(late.socket());
        }
        throw new NobodyAnswered(String.join("; ", failures));
    }

    private void begin(InetSocketAddress to, BlockingQueue<Result> results, AtomicBoolean over) {
        Thread.ofVirtual().name("dial " + to).start(() -> {
            try {
                var result = new Result(to, way.connect(to, ADDRESS), null);
                results.add(result);
                // Looked at after it was added: either the one who waits sees it, or it is seen here that nobody waits.
                if (over.get() && results.remove(result)) close(result.socket());
            } catch (IOException e) {
                results.add(new Result(to, null, e));
            }
        });
    }

    /** One of each family in turn, that of the first address first. */
    static List<InetAddress> inTurn(List<InetAddress> addresses) {
        var first = new ArrayList<InetAddress>();
        var other = new ArrayList<InetAddress>();
        for (InetAddress each : addresses) (isIpv6(each) == isIpv6(addresses.getFirst()) ? first : other).add(each);
        var all = new ArrayList<InetAddress>();
        for (int i = 0; i < Math.max(first.size(), other.size()); i++) {
            if (i < first.size()) all.add(first.get(i));
            if (i < other.size()) all.add(other.get(i));
        }
        return all.subList(0, Math.min(ADDRESSES, all.size()));
    }

    private static boolean isIpv6(InetAddress address) {
        return address instanceof Inet6Address;
    }

    private static String words(@Nullable IOException failure) {
        String said = failure == null ? "" : String.valueOf(failure.getMessage());
        return switch (failure) {
            case SocketTimeoutException late -> "no answer within " + ADDRESS.toSeconds() + " s";
            case NoRouteToHostException none -> "there is no way to it";
            case ConnectException refused when said.contains("refused") -> "nobody listens there (connection refused)";
            case null, default -> said.contains("unreachable") ? "there is no way to it" : said;
        };
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) socket.close();
        } catch (IOException e) {
            // Nobody has used it.
        }
    }
}
