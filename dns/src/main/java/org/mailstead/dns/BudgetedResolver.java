package org.mailstead.dns;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the checks of one message may ask: so many questions, until then and then. Whoever writes a message chooses the names
 * that are asked for, so that each check's own limits are not enough.
 */
public final class BudgetedResolver implements Resolver {
    private final Resolver resolver;
    private final Clock clock;
    private final Instant until;
    private final AtomicInteger left;

    /** @param total after that no question is begun; one that was may take its own time limit */
    public BudgetedResolver(Resolver resolver, Clock clock, Duration total, int questions) {
        this.resolver = resolver;
        this.clock = clock;
        this.until = clock.instant().plus(total);
        this.left = new AtomicInteger(questions);
    }

    @Override
    public <R extends DnsRecord> Answer<R> lookup(DnsName name, RecordType<R> type) {
        if (!clock.instant().isBefore(until))
            return new Answer.TemporaryFailure<>(Answer.Cause.BUDGET, "no time left for further DNS questions");
        if (left.getAndUpdate(n -> Math.max(0, n - 1)) == 0)
            return new Answer.TemporaryFailure<>(Answer.Cause.BUDGET, "too many DNS questions for one message");
        return resolver.lookup(name, type);
    }
}
