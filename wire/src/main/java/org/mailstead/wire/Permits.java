package org.mailstead.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections there may be, in all and from one remote address; shared by any number of listeners. In IPv6 the
 * /64 network counts as one address: a single machine has that many to choose from.
 */
public final class Permits {
    private final int inAll;
    private final int perAddress;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    public Permits(int inAll, int perAddress) {
        if (inAll < 1 || perAddress < 1) throw new IllegalArgumentException("limits on connections must be 1 or more");
        this.inAll = inAll;
        this.perAddress = perAddress;
    }

    /** Why there is no permit. */
    public enum Shortage {
        IN_ALL,
        FROM_THIS_ADDRESS
    }

    /** A permit, to be closed when the connection ends, or the reason there is none. */
    public record Answer(Optional<Permit> permit, Shortage shortage) {}

    /** The right to one connection. */
    public final class Permit implements AutoCloseable {
        private final InetAddress network;
        private final AtomicBoolean given = new AtomicBoolean(true);

        private Permit(InetAddress network) {
            this.network = network;
        }

        @Override
        public void close() {
            if (given.compareAndSet(true, false)) giveBack(network);
        }
    }

    /** The permit is to be given back; at once if the connection does not come about. */
    public Answer ask(InetAddress remote) {
        InetAddress network = network(remote);
        int mine = byAddress.merge(network, 1, Integer::sum);
        int all = taken.incrementAndGet();
        if (mine <= perAddress && all <= inAll) return new Answer(Optional.of(new Permit(network)), Shortage.IN_ALL);
        giveBack(network);
        return new Answer(Optional.empty(), mine > perAddress ? Shortage.FROM_THIS_ADDRESS : Shortage.IN_ALL);
    }

    private void giveBack(InetAddress network) {
        taken.decrementAndGet();
        byAddress.compute(network, (address, count) -> count == null || count <= 1 ? null : count - 1);
    }

    /** Connections there are now. */
    public int taken() {
        return taken.get();
    }

    /** What counts as one address. */
    static InetAddress network(InetAddress remote) {
        if (!(remote instanceof Inet6Address)) return remote;
        byte[] bytes = remote.getAddress();
        Arrays.fill(bytes, 8, 16, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
