package org.mailstead.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.store.contract.SteppedClock;
import org.mailstead.wire.Dialer;

/** Other domains with their mail hosts, each with a whim, as the DNS and the network show them. */
final class SimulatedHosts implements Dialer.Way, Resolver {
    /** What is wrong with a domain or its hosts. */
    enum Whim {
        RELIABLE,
        NO_SUCH_DOMAIN,
        TAKES_NO_MAIL,
        HOST_WITHOUT_ADDRESS,
        DNS_UNSURE,
        NEVER_THERE,
        OFTEN_DOWN,
        UNWANTED,
        KNOWS_HELO_ONLY,
        BREAKS_TLS,
        GREYLISTS,
        REFUSES_SOME,
        OFTEN_FULL,
        ONE_AT_A_TIME,
        LOSES_ITS_REPLY,
        // At any step of the conversation:
        HANGS,
        CLOSES,
        GARBAGE,
        TWO_CODES,
        REPLY_WITHOUT_END,
        LINE_WITHOUT_END,
        GOES_DOWN;

        static Whim of(String domain) {
            return values()[Math.floorMod(domain.hashCode() * 31, values().length)];
        }
    }

    final Arrivals arrivals;
    final SteppedClock clock;
    final SplittableRandom luck;
    final Map<String, Instant> greylisted = new HashMap<>();
    private final Consumer<Whim> met;
    private final Map<InetAddress, String> domains = new HashMap<>();
    private final ScriptedResolver zone;
    final SimulatedSts sts;

    /**
     * As many as are wished.
     *
     * @param sts those with policies, beside the others
     * @param met hears of each fault that somebody ran into
     */
    SimulatedHosts(
            Arrivals arrivals,
            SteppedClock clock,
            SplittableRandom luck,
            int domains,
            SimulatedSts sts,
            Consumer<Whim> met) {
        this.sts = sts;
        this.arrivals = arrivals;
        this.clock = clock;
        this.luck = luck;
        this.met = met;
        var text = new StringBuilder();
        for (int i = 0; i < domains; i++) publish("d" + i + ".example", i, text);
        zone = new ScriptedResolver(text.toString());
    }

    private void publish(String domain, int number, StringBuilder text) {
        switch (Whim.of(domain)) {
            case NO_SUCH_DOMAIN -> {}
            case TAKES_NO_MAIL -> text.append(domain + " MX 0 .\n");
            case HOST_WITHOUT_ADDRESS -> text.append(domain + " MX 10 mx." + domain + "\n");
            default -> {
                // Some have no MX, some two hosts.
                if (number % 5 == 0) host(domain, domain, number, 1, text);
                for (int i = 1; number % 5 != 0 && i <= 1 + number % 2; i++) {
                    text.append(domain + " MX " + 10 * i + " mx" + i + "." + domain + "\n");
                    host("mx" + i + "." + domain, domain, number, i, text);
                }
            }
        }
    }

    private void host(String name, String domain, int number, int which, StringBuilder text) {
        String address = "10." + which + "." + number / 200 + "." + (number % 200 + 1);
        text.append(name + " A " + address + "\n");
        domains.put(InetAddress.ofLiteral(address), domain);
    }

    void met(Whim whim) {
        met.accept(whim);
    }

    @Override
    public <R extends DnsRecord> Answer<R> lookup(DnsName name, RecordType<R> type) {
        if (SimulatedWorld.dnsIsDown(clock.instant()))
            return new Answer.TemporaryFailure<>(Answer.Cause.TIMEOUT, "no server answered");
        if (SimulatedSts.isOne(name.toString())) return sts.lookup(name, type);
        String domain = name.toString().replaceFirst("^mx\\d?\\.", "");
        Whim whim = Whim.of(domain);
        if (whim == Whim.DNS_UNSURE && luck.nextInt(3) > 0) {
            met(whim);
            return new Answer.TemporaryFailure<>(Answer.Cause.SERVER_FAILURE, "SERVFAIL");
        }
        if (whim == Whim.NO_SUCH_DOMAIN || whim == Whim.TAKES_NO_MAIL || whim == Whim.HOST_WITHOUT_ADDRESS) met(whim);
        return zone.lookup(name, type);
    }

    @Override
    public Socket connect(InetSocketAddress to, Duration limit) throws IOException {
        if (!domains.containsKey(to.getAddress())) return new SimulatedSocket(to, sts.connect(to, this), clock);
        String domain = Objects.requireNonNull(domains.get(to.getAddress()));
        Whim whim = Whim.of(domain);
        if (whim == Whim.NEVER_THERE) {
            met(whim);
            throw new ConnectException("Connection refused");
        }
        if (whim == Whim.OFTEN_DOWN && luck.nextInt(3) > 0) {
            met(whim);
            clock.advance(limit);
            throw new SocketTimeoutException("connect timed out");
        }
        return new SimulatedSocket(to, new SimulatedSession(whim, domain.hashCode() % 2 == 0, this), clock);
    }
}
