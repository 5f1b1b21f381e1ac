package org.mailstead.ladder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mailstead.dns.DnsName;
import org.mailstead.ladder.HostFacts.Answer.Addresses;
import org.mailstead.ladder.HostFacts.Answer.Failed;
import org.mailstead.ladder.PortProbe.Looking;
import org.mailstead.ladder.Progress.Fact;
import org.mailstead.ladder.Publications.Published;
import org.mailstead.ladder.View.DomainFacts;
import org.mailstead.wire.TimeLimit;
import org.mailstead.wire.TlsClient;

/** A look at servers that is under way: what is seen of each can be waited for by itself. */
final class Observation implements AutoCloseable {
    /** On which mail is spoken: read, sent, and handed from server to server. 2525 is what some have for those who cannot reach 587. */
    static final Set<Integer> MAIL_PORTS = Set.of(993, 143, 995, 110, 465, 587, 25, 2525);

    /** Of one look: each is some twenty connections. Settings name two or three; those that are right, as many. */
    static final int HOSTS = 8;

    /** Of one host, beside the usual ones. */
    private static final int OTHER_PORTS = 4;

    /** After the end of time, for what is then broken off to come to its end. */
    private static final Duration ENDING = Duration.ofMillis(300);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final long endsAt;
    private final Outside outside;
    private final Progress progress;
    private final Names names;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final DnsName domainName;
    private final Future<Looking> looking;
    private final Future<DomainFacts> domain;
    private volatile boolean closed;

    /** A port that is being looked at. */
    private record Running(PortProbe probe, Future<?> done) {}

    /** A host that is being looked at. */
    private record Host(Future<HostFacts> facts, Future<Map<Integer, Running>> ports) {}

    /**
     * Begins at once.
     *
     * @param wanted ports of each host beside the usual ones, and whether TLS is expected to begin at once there
     */
    Observation(
            Map<String, Map<Integer, Boolean>> wanted,
            DnsName domain,
            Outside outside,
            TimeLimit time,
            Progress progress) {
        endsAt = System.nanoTime() + time.left().plus(ENDING).toNanos();
        this.outside = outside;
        this.progress = progress;
        names = new Names(outside);
        domainName = domain;
        looking = threads.submit(() -> layer(outside, time));
        wanted.forEach((host, ports) -> {
            if (hosts.size() < HOSTS) hosts.computeIfAbsent(host.toLowerCase(Locale.ROOT), name -> begin(name, ports));
        });
        this.domain = threads.submit(() -> {
            var publications = new Publications(outside.resolver());
            var published = threads.submit(() -> within(() -> publications.of(domain), Published.NOTHING));
            var facts = within(() -> names.domain(domain), Names.unknown(domain))
                    .with(published.get().services(), published.get().dkim());
            tell(new Fact.OfDomain(facts));
            return facts;
        });
    }

    /** Takes a tenth of a second: meanwhile the DNS can answer. */
    private static Looking layer(Outside outside, TimeLimit time) {
        return new Looking(time, PortProbe.Layer.of(outside.roots(), outside.clock()), outside.times());
    }

    private void tell(Fact fact) {
        if (!closed) progress.seen(fact);
    }

    /** A resolver has limits of its own, which may be longer. */
    private <T> T within(Callable<T> asking, T otherwise) throws InterruptedException, ExecutionException {
        try {
            return threads.submit(asking).get(outside.times().names().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return otherwise;
        }
    }

    private Host begin(String name, Map<Integer, Boolean> others) {
        var late = new HostFacts(
                name, new Failed("no answer within " + outside.times().names().toSeconds() + " s"));
        var facts = threads.submit(() -> {
            var aliases = threads.submit(() -> within(() -> names.aliases(name), List.<DnsName>of()));
            var known = within(() -> names.host(name), late).by(aliases.get());
            tell(new Fact.OfHost(known));
            return known;
        });
        var all = new TreeSet<>(MAIL_PORTS);
        others.keySet().stream()
                .filter(each -> each > 0 && each < 65_536)
                .limit(OTHER_PORTS)
                .forEach(all::add);
        return new Host(facts, threads.submit(() -> probes(facts.get(), all, others, looking.get())));
    }

    private Map<Integer, Running> probes(
            HostFacts host, Set<Integer> ports, Map<Integer, Boolean> atOnce, Looking looking) {
        var running = new TreeMap<Integer, Running>();
        if (!(host.answer() instanceof Addresses(var addresses))) return running;
        for (int port : ports) {
            var probe = new PortProbe(host.host(), addresses, port, atOnce.getOrDefault(port, false), looking);
            running.put(port, new Running(probe, threads.submit(() -> {
                probe.run();
                tell(new Fact.OfPort(probe.facts()));
            })));
        }
        return running;
    }

    /** Waits until all that can be seen of it has been seen. Empty if the host has no address to go to, or is not looked at. */
    Optional<PortFacts> port(String host, int port) {
        Host looked = hosts.get(host.toLowerCase(Locale.ROOT));
        if (looked == null) return Optional.empty();
        return await(looked.ports())
                .flatMap(ports -> Optional.ofNullable(ports.get(port)))
                .map(this::facts);
    }

    private PortFacts facts(Running running) {
        await(running.done());
        return running.probe().facts();
    }

    Optional<HostFacts> host(String host) {
        Host looked = hosts.get(host.toLowerCase(Locale.ROOT));
        return looked == null ? Optional.empty() : await(looked.facts());
    }

    /** TLS as all is looked at with. */
    Optional<TlsClient> tls() {
        return await(looking).map(with -> with.layer().client());
    }

    /** Waits for everything. */
    View view() {
        var seen = new ArrayList<HostFacts>();
        var ports = new ArrayList<PortFacts>();
        hosts.forEach((name, host) -> {
            seen.add(await(host.facts()).orElse(new HostFacts(name, new Failed("no time was left"))));
            await(host.ports()).ifPresent(all -> all.values().forEach(each -> ports.add(facts(each))));
        });
        return new View(await(domain).orElse(Names.unknown(domainName)), List.copyOf(seen), ports);
    }

    /** Something else that is looked at meanwhile, and ends with the rest. */
    <T> Future<T> beside(Callable<T> look) {
        return threads.submit(look);
    }

    /** Empty if there was no time for it. */
    <T> Optional<T> await(Future<T> coming) {
        try {
            return Optional.ofNullable(coming.get(Math.max(0, endsAt - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a look at a server failed by a fault of ours", e.getCause());
        }
    }

    /** Does not wait: what still hangs is of no more interest. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
    }
}
