package org.mailstead.ladder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.mailstead.ladder.PortFacts.Retry;
import org.mailstead.ladder.PortFacts.Tls.Why;
import org.mailstead.wire.TlsClient;

/**
 * Begins TLS again where it has failed, in ways with one thing less and in the old way, all side by side, each on a connection of its own: a
 * server, or something before it, may bear one and not another. Nothing is said within what comes of it, and nobody signs in there.
 */
final class TlsRetries {
    /** Ports of one look: all of three hosts. Each costs four more connections; whoever has more that fail has the same trouble with all. */
    private static final int PORTS = 24;

    private final Map<Retry.Way, TlsClient> clients = new EnumMap<>(Retry.Way.class);
    private final Proof proof;
    private final Semaphore left = new Semaphore(PORTS);

    /** A server that is about to begin TLS. */
    interface Ready {
        Talk talk() throws IOException;
    }

    /** What is known then. */
    record Known(TlsTrouble trouble, List<Retry> retries) {}

    TlsRetries(TlsClient usual, Proof proof) {
        this.proof = proof;
        for (Retry.Way each : Retry.Way.values()) clients.put(each, usual.in(manner(each)));
    }

    private static TlsClient.Manner manner(Retry.Way way) {
        return switch (way) {
            case ONLY_TLS_1_2 -> TlsClient.Manner.ONLY_TLS_1_2;
            case ONLY_TLS_1_3 -> TlsClient.Manner.ONLY_TLS_1_3;
            case WITHOUT_NAME -> TlsClient.Manner.WITHOUT_NAME;
        };
    }

    /**
     * Waits for all of them, which end with the time limit of the connections at the latest.
     *
     * @param ready opens a connection on which TLS is to begin
     */
    Known after(TlsTrouble trouble, String host, Ready ready) {
        if (!left.tryAcquire()) return new Known(trouble, List.of());
        try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
            var old = beside.submit(() -> trouble.sure() ? Optional.<Why>empty() : inTheOldWay(host, ready));
            List<Future<Retry>> coming = begin(beside, host, ready);
            var retries = new ArrayList<Retry>();
            for (Future<Retry> each : coming) retries.add(each.get());
            // Who begins TLS in a new way is not known by what he makes of an old one.
            boolean bears = retries.stream().anyMatch(each -> each.certificate().isPresent());
            return new Known(bears ? trouble : trouble.knowing(old.get()), retries);
        } catch (InterruptedException e) {
            // Time is up; what is known without stands.
            Thread.currentThread().interrupt();
            return new Known(trouble, List.of());
        } catch (ExecutionException e) {
            throw new IllegalStateException("beginning TLS again failed by a fault of ours", e.getCause());
        }
    }

    private List<Future<Retry>> begin(ExecutorService beside, String host, Ready ready) {
        return clients.entrySet().stream()
                .map(each -> beside.submit(() -> once(each.getKey(), each.getValue(), host, ready)))
                .toList();
    }

    private Retry once(Retry.Way way, TlsClient client, String host, Ready ready) {
        try (Talk talk = ready.talk()) {
            talk.startTls(client, host);
            return new Retry(way, "", Optional.of(proof.certificate(talk.shown(), host)));
        } catch (IOException e) {
            return new Retry(way, TlsTrouble.of(e).said(), Optional.empty());
        }
    }

    private static Optional<Why> inTheOldWay(String host, Ready ready) {
        try (Talk talk = ready.talk()) {
            talk.sayRaw(OldHello.of(host));
            return OldHello.why(talk.hearRaw(OldHello.ANSWER_BYTES));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
