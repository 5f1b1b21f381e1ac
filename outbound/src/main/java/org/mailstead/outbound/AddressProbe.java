package org.mailstead.outbound;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpClient;
import org.mailstead.smtp.SmtpClientLimits;
import org.mailstead.smtp.SmtpReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server to which the route of one of our domains leads whether an address exists there, so that mail for nobody is refused
 * while its sender is still connected. What it does not say clearly is no answer. Safe for use by many threads.
 */
public final class AddressProbe {
    private static final Logger LOG = LoggerFactory.getLogger(AddressProbe.class);

    private static final Duration STEP = Duration.ofSeconds(10);

    /** Somebody waits for the answer, for five minutes at most; and the server is one of our own. */
    static final SmtpClientLimits QUICK = new SmtpClientLimits(STEP, STEP, STEP, STEP, STEP, Duration.ofSeconds(2));

    /** People leave less often than they get mail. */
    private static final Duration KNOWN = Duration.ofHours(1);

    /** Whoever was just made there must not wait long for the first mail. */
    private static final Duration UNKNOWN = Duration.ofMinutes(10);

    /** A server that does not answer is not asked by everybody who brings mail. */
    private static final Duration SILENT = Duration.ofMinutes(1);

    /** Answers kept: some megabytes. */
    private static final int ANSWERS = 10_000;

    /** Questions to one server at once. */
    private static final int AT_ONCE = 4;

    private final Routing routing;
    private final HostSessions sessions;
    private final InstantSource clock;
    private final Map<SmtpAddress, Known> answers;
    private final Map<Destination, Instant> silentUntil = new ConcurrentHashMap<>();
    private final Map<Destination, Semaphore> permits = new ConcurrentHashMap<>();

    /** What is known of an address. */
    public enum Existence {
        YES,
        NO,
        /** The server could not be asked, or does not say. */
        UNKNOWN
    }

    private record Known(Existence existence, Instant until) {}

    AddressProbe(Routing routing, HostSessions sessions, InstantSource clock) {
        this.routing = routing;
        this.sessions = sessions;
        this.clock = clock;
        answers = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<SmtpAddress, Known> eldest) {
                return size() > ANSWERS;
            }
        };
    }

    /**
     * May take a minute.
     *
     * @param address of a domain of ours that has a route
     */
    public Existence ask(SmtpAddress address) {
        SmtpAddress asked = Letters.inAscii(address);
        if (!asked.isAscii()) return Existence.UNKNOWN;
        Instant now = clock.instant();
        synchronized (answers) {
            Known known = answers.get(asked);
            if (known != null && now.isBefore(known.until())) return known.existence();
        }
        Destination destination = Destination.of(asked);
        Instant silent = silentUntil.get(destination);
        if (silent != null && now.isBefore(silent)) return Existence.UNKNOWN;
        Semaphore free = permits.computeIfAbsent(destination, _ -> new Semaphore(AT_ONCE));
        if (!free.tryAcquire()) return Existence.UNKNOWN;
        try {
            Existence existence = ask(asked, destination);
            remember(asked, destination, existence);
            return existence;
        } finally {
            free.release();
        }
    }

    private void remember(SmtpAddress asked, Destination destination, Existence existence) {
        Instant now = clock.instant();
        if (existence == Existence.UNKNOWN) {
            silentUntil.put(destination, now.plus(SILENT));
            return;
        }
        silentUntil.remove(destination);
        var known = new Known(existence, now.plus(existence == Existence.YES ? KNOWN : UNKNOWN));
        synchronized (answers) {
            answers.remove(asked);
            answers.put(asked, known);
        }
    }

    private Existence ask(SmtpAddress address, Destination destination) {
        if (!(routing.find(destination) instanceof Routing.Route.Hosts(var hosts))) return Existence.UNKNOWN;
        for (MailHost host : hosts) {
            if (!(routing.addresses(host) instanceof Routing.Whereabouts.Addresses(var addresses))) continue;
            try {
                HostSessions.Session session = sessions.open(host, addresses, new Steps(clock));
                try (SmtpClient client = session.client) {
                    return client.tryRecipient(address)
                            .map(AddressProbe::meaning)
                            .orElse(Existence.UNKNOWN);
                }
            } catch (IOException e) {
                LOG.info("{} cannot be asked whether <{}> exists: {}", host, address, SmtpClient.words(e));
            }
        }
        return Existence.UNKNOWN;
    }

    /** Refused for what the address is, and not for who we are or what the server thinks of us. RFC 3463 §3.2. */
    static Existence meaning(SmtpReply reply) {
        if (reply.isPositive()) return Existence.YES;
        if (reply.code() < 500) return Existence.UNKNOWN;
        boolean said = reply.status().isEmpty()
                ? reply.code() == 550 || reply.code() == 551 || reply.code() == 553
                : reply.status().startsWith("5.1.");
        return said ? Existence.NO : Existence.UNKNOWN;
    }
}
