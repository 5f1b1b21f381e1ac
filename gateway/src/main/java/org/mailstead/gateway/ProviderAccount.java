package org.mailstead.gateway;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.settings.MailServer.Protocol;

/** An account at its provider while it is used from here: what opens it, how many connections there may be, and how the last ones went. */
final class ProviderAccount {
    /** Connections of a provider that counts none: more than the ports of programs take. */
    private static final int UNLIMITED = 10_000;

    /** For one of the provider's few connections to come free: a message is sent in less, and programs wait for 30 s. */
    private static final Duration IN_QUEUE = Duration.ofSeconds(20);

    private final GatewayAccount settings;
    private final Opener opener;
    private final Conduct conduct;
    private final Map<Protocol, Offer> offers = new ConcurrentHashMap<>();
    private final Map<Protocol, Trouble> troubles = new ConcurrentHashMap<>();
    private final Map<Protocol, Semaphore> connections = new EnumMap<>(Protocol.class);

    /** @param conduct towards the provider, of all connections of the account */
    ProviderAccount(GatewayAccount settings, Opener opener, Conduct conduct) {
        this.settings = settings;
        this.opener = opener;
        this.conduct = conduct;
        Habits habits = settings.habits();
        // IMAP and POP3 count together at those that count.
        var reading = new Semaphore(habits.reading().orElse(UNLIMITED), true);
        connections.put(Protocol.IMAP, reading);
        connections.put(Protocol.POP3, reading);
        connections.put(Protocol.SMTP, new Semaphore(habits.sending().orElse(UNLIMITED), true));
    }

    GatewayAccount settings() {
        return settings;
    }

    Opener opener() {
        return opener;
    }

    /** What the provider can, as it has said last. */
    Offer offer(Protocol protocol) {
        Offer known = offers.getOrDefault(protocol, Offer.LEAST);
        return protocol == Protocol.SMTP ? known.withSize(settings.habits().messageBytes()) : known;
    }

    /** What kept the last program from its provider; empty if nothing did. */
    Optional<Trouble> trouble() {
        return opener.trouble().or(() -> troubles.values().stream().findFirst());
    }

    /** Somebody has done something about it: the next program finds out whether it is over. */
    void forgetTroubles() {
        troubles.clear();
    }

    /** To the provider. Who finds all its connections taken waits for a while. */
    Way way(Reach reach, Protocol protocol) throws NotNow {
        Semaphore place = Objects.requireNonNull(connections.get(protocol));
        take(place);
        boolean done = false;
        try {
            SignedIn signedIn = reach.to(this, protocol);
            offers.put(protocol, Offer.of(signedIn.offer()));
            troubles.remove(protocol);
            done = true;
            return new Way(signedIn, place, protocol, conduct);
        } catch (NotNow e) {
            troubles.put(protocol, e.trouble());
            throw e;
        } finally {
            if (!done) place.release();
        }
    }

    private void take(Semaphore place) throws NotNow {
        try {
            if (place.tryAcquire(IN_QUEUE.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new NotNow(
                Kind.CONNECTIONS,
                "All connections that the provider allows " + settings.address()
                        + " are taken by programs that came before. It works again when one of them is done.");
    }
}
