package org.mailstead.dns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Remembers answers for as long as they say, within bounds, and asks a question once however many wait for it. Failures
 * are remembered too, for seconds. RFC 2308 §5, RFC 9520 §3.
 */
public final class CachingResolver implements Resolver {
    private final Resolver resolver;
    private final Clock clock;
    private final Cache<Question, Kept> cache;

    /** Questions under way. Not done inside the cache, which holds up other keys while it computes one. */
    private final ConcurrentMap<Question, FutureTask<Answer<?>>> asking = new ConcurrentHashMap<>();

    private record Question(DnsName name, RecordType<?> type) {}

    private record Kept(Answer<?> answer, Instant until) {}

    public CachingResolver(Resolver resolver, Clock clock) {
        this(resolver, clock, DnsLimits.CACHE_BYTES);
    }

    /** @param bytes about how much memory the answers may take */
    public CachingResolver(Resolver resolver, Clock clock, long bytes) {
        this.resolver = resolver;
        this.clock = clock;
        this.cache = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(bytes)
                .weigher(CachingResolver::weight)
                .build();
    }

    private static int weight(Question question, Kept kept) {
        int weight =
                DnsLimits.ANSWER_OVERHEAD_BYTES + question.name().toString().length();
        if (kept.answer() instanceof Answer.Found<?> found)
            for (var record : found.records()) weight += DnsLimits.RECORD_OVERHEAD_BYTES + record.size();
        return weight;
    }

    @Override
    public <R extends DnsRecord> Answer<R> lookup(DnsName name, RecordType<R> type) {
        var question = new Question(name, type);
        Kept kept = cache.getIfPresent(question);
        if (kept != null) {
            var left = Duration.between(clock.instant(), kept.until());
            if (left.isPositive()) return withTtl(typed(kept.answer(), type), left);
        }
        var mine = new FutureTask<Answer<?>>(() -> ask(question));
        var first = asking.putIfAbsent(question, mine);
        if (first != null) return typed(await(first), type);
        try {
            mine.run();
            return typed(await(mine), type);
        } finally {
            asking.remove(question, mine);
        }
    }

    /** Forgets everything, after a change in the DNS that shall be seen at once. */
    public void clear() {
        cache.invalidateAll();
    }

    private Answer<?> ask(Question question) {
        var answer = resolver.lookup(question.name(), question.type());
        // Whoever was told to stop waiting knows nothing about the DNS.
        if (Thread.currentThread().isInterrupted()) return answer;
        cache.put(question, new Kept(answer, clock.instant().plus(keepFor(answer))));
        return answer;
    }

    private static Answer<?> await(FutureTask<Answer<?>> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.TemporaryFailure<>(Answer.Cause.NETWORK, "interrupted while waiting for the DNS");
        } catch (ExecutionException e) {
            // The resolver below does not throw for what the DNS does: this is a fault of ours, to be seen as one.
            throw new IllegalStateException("a DNS question failed", e.getCause());
        }
    }

    private static Duration keepFor(Answer<?> answer) {
        return switch (answer) {
            case Answer.Found<?> found -> bounded(found.ttl(), DnsLimits.LONGEST_TTL);
            case Answer.NoSuchName<?> none -> bounded(none.ttl(), DnsLimits.LONGEST_NEGATIVE_TTL);
            case Answer.NoData<?> none -> bounded(none.ttl(), DnsLimits.LONGEST_NEGATIVE_TTL);
            case Answer.TemporaryFailure<?> failure -> DnsLimits.FAILURE_TTL;
            case Answer.Bogus<?> bogus -> DnsLimits.BOGUS_TTL;
        };
    }

    private static Duration bounded(Duration ttl, Duration longest) {
        if (ttl.compareTo(DnsLimits.SHORTEST_TTL) < 0) return DnsLimits.SHORTEST_TTL;
        return ttl.compareTo(longest) > 0 ? longest : ttl;
    }

    private static <R extends DnsRecord> Answer<R> withTtl(Answer<R> answer, Duration ttl) {
        return switch (answer) {
            case Answer.Found<R> found -> new Answer.Found<>(found.name(), found.records(), ttl, found.authenticated());
            case Answer.NoSuchName<R> none -> new Answer.NoSuchName<>(ttl, none.authenticated());
            case Answer.NoData<R> none -> new Answer.NoData<>(ttl, none.authenticated());
            case Answer.TemporaryFailure<R> failure -> failure;
            case Answer.Bogus<R> bogus -> bogus;
        };
    }

    /** The type is part of the question, so what was kept for it holds records of that type. */
    private static <R extends DnsRecord> Answer<R> typed(Answer<?> answer, RecordType<R> type) {
        return switch (answer) {
            case Answer.Found<?> found ->
                new Answer.Found<>(
                        found.name(),
                        found.records().stream().map(type::cast).toList(),
                        found.ttl(),
                        found.authenticated());
            case Answer.NoSuchName<?> none -> new Answer.NoSuchName<>(none.ttl(), none.authenticated());
            case Answer.NoData<?> none -> new Answer.NoData<>(none.ttl(), none.authenticated());
            case Answer.TemporaryFailure<?> failure -> new Answer.TemporaryFailure<>(failure.cause(), failure.detail());
            case Answer.Bogus<?> bogus -> new Answer.Bogus<>(bogus.detail());
        };
    }
}
