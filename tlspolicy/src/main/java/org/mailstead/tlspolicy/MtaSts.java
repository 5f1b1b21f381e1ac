package org.mailstead.tlspolicy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;
import org.mailstead.tlspolicy.PolicyHost.Fetched;
import org.mailstead.tlspolicy.StsCache.Kept;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the MTA-STS policies of domains: fetched once, kept as long as they say, fetched again when the DNS tells of
 * another one and long before they end. A policy that was fetched holds to its end whatever the DNS or its web server say
 * later, since an attacker could have them say it. RFC 8461 §5.1.
 */
public final class MtaSts {
    private static final Logger LOG = LoggerFactory.getLogger(MtaSts.class);

    /** RFC 8461 §3.1. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,32}");

    /** After a fetch that failed. RFC 8461 §3.3 asks for five minutes or longer. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    /** A policy of this age is fetched again, so that none ends that is in use. RFC 8461 §10.2 suggests a day. */
    private static final Duration RENEWED = Duration.ofDays(1);

    /** Without mail for so long nobody keeps a policy fresh any more. */
    private static final Duration IN_USE = Duration.ofDays(30);

    /** Failures remembered; each is of a domain that mail was for within five minutes. */
    private static final int FAILURES = 10_000;

    /** For all that {@link #renew} fetches in one go: dead web servers take a minute each. */
    private static final Duration RENEWING = Duration.ofMinutes(30);

    private final Resolver resolver;
    private final PolicyHost host;
    private final StsCache cache;
    private final InstantSource clock;
    private final ConcurrentMap<DnsName, FutureTask<Known>> fetching = new ConcurrentHashMap<>();
    private final Map<DnsName, Failure> failures = new LinkedHashMap<>();

    public MtaSts(Resolver resolver, PolicyHost host, StsCache cache, InstantSource clock) {
        this.resolver = resolver;
        this.host = host;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * What is known of a domain's policy.
     *
     * @param policy the one that holds; empty if there is none
     * @param trouble why there is none, although the domain says that it has one
     */
    public record Known(Optional<StsPolicy> policy, Optional<TlsFailure> trouble) {
        public static final Known NOTHING = new Known(Optional.empty(), Optional.empty());

        static Known of(StsPolicy policy) {
            return new Known(Optional.of(policy), Optional.empty());
        }
    }

    /** @param id of the policy that could not be fetched */
    private record Failure(String id, Instant when, TlsFailure why) {}

    /** Asks the DNS, and fetches what is new: may take a minute. */
    public Known of(DnsName domain) {
        Instant now = clock.instant();
        Optional<Kept> kept = cache.find(domain, now);
        // No word from the DNS, or none that can be read: what was fetched holds on. RFC 8461 §3.1, §5.1.
        Optional<String> id = id(domain).or(() -> kept.map(Kept::id));
        if (id.isEmpty()) return Known.NOTHING;
        if (kept.isPresent() && kept.get().id().equals(id.get()) && !isDue(kept.get(), now))
            return Known.of(kept.get().policy());
        return inOneGo(domain, id.get());
    }

    private static boolean isDue(Kept kept, Instant now) {
        Duration half = kept.policy().maxAge().dividedBy(2);
        return !now.isBefore(kept.fetched().plus(half.compareTo(RENEWED) < 0 ? half : RENEWED));
    }

    private Optional<String> id(DnsName domain) {
        return domain.under("_mta-sts").flatMap(name -> switch (resolver.lookup(name, RecordType.TXT)) {
            case Answer.Found<Txt> found ->
                TxtFields.only(found.records(), "STSv1")
                        .flatMap(fields -> fields.value("id"))
                        .filter(id -> ID.matcher(id).matches());
            case Answer.NoData<Txt> _, Answer.NoSuchName<Txt> _, Answer.TemporaryFailure<Txt> _, Answer.Bogus<Txt> _ ->
                Optional.empty();
        });
    }

    /** Mail to one domain comes in bursts: whoever comes while it is being fetched waits for that. */
    private Known inOneGo(DnsName domain, String id) {
        var mine = new FutureTask<>(() -> fetchUnlessJustFailed(domain, id, true));
        FutureTask<Known> running = fetching.putIfAbsent(domain, mine);
        if (running == null) {
            try {
                mine.run();
            } finally {
                fetching.remove(domain, mine);
            }
        }
        try {
            return (running == null ? mine : running).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var why = new TlsFailure(TlsFailure.Kind.STS_POLICY_FETCH_ERROR, "this server is being shut down");
            return kept(domain).orElse(new Known(Optional.empty(), Optional.of(why)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) throw fault;
            throw new IllegalStateException(e);
        }
    }

    private Optional<Known> kept(DnsName domain) {
        return cache.find(domain, clock.instant()).map(kept -> Known.of(kept.policy()));
    }

    private Known fetchUnlessJustFailed(DnsName domain, String id, boolean forMail) {
        Instant now = clock.instant();
        Optional<Kept> kept = cache.find(domain, now);
        boolean fresh = kept.isPresent() && kept.get().id().equals(id) && !isDue(kept.get(), now);
        if (fresh) return Known.of(kept.get().policy());
        TlsFailure why = justFailed(domain, id, now);
        if (why == null) {
            switch (host.fetch(domain)) {
                case Fetched.Policy(var policy) -> {
                    Instant used = forMail ? now : kept.map(Kept::used).orElse(now);
                    cache.keep(new Kept(domain, id, now, used, policy));
                    return Known.of(policy);
                }
                case Fetched.Failed(var failure) -> why = failure;
            }
            LOG.info("the MTA-STS policy of {} cannot be fetched: {}", domain, why);
            remember(domain, new Failure(id, now, why));
        }
        if (kept.isPresent()) return Known.of(kept.get().policy());
        return new Known(Optional.empty(), Optional.of(why));
    }

    private @Nullable TlsFailure justFailed(DnsName domain, String id, Instant now) {
        synchronized (failures) {
            Failure last = failures.get(domain);
            if (last == null || !last.id().equals(id)) return null;
            return now.isBefore(last.when().plus(AFTER_FAILURE)) ? last.why() : null;
        }
    }

    private void remember(DnsName domain, Failure failure) {
        synchronized (failures) {
            failures.remove(domain);
            if (failures.size() == FAILURES)
                failures.remove(failures.keySet().iterator().next());
            failures.put(domain, failure);
        }
    }

    /**
     * Fetches anew what is old and in use, and forgets what is over; to be called each day. Mail does that too, but an
     * attacker who is there when mail comes could then keep a policy from being renewed. RFC 8461 §10.2.
     */
    public void renew() {
        Instant begin = clock.instant();
        cache.forgetOld(begin);
        for (Kept kept : cache.all(begin)) {
            Instant now = clock.instant();
            if (now.isAfter(begin.plus(RENEWING)) || Thread.currentThread().isInterrupted()) return;
            boolean inUse = kept.used().plus(IN_USE).isAfter(now);
            if (!inUse || !isDue(kept, now)) continue;
            fetchUnlessJustFailed(kept.domain(), id(kept.domain()).orElse(kept.id()), false);
        }
    }
}
