package org.mailstead.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.mailstead.outbound.MailQueue.Attempt;
import org.mailstead.outbound.Timeline.Taken;
import org.mailstead.outbound.Transport.Unreachable;
import org.mailstead.smtp.DeliverBy;
import org.mailstead.store.StoreFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the mail of a queue to where it belongs: one thread watches the time, each delivery has one of its own. */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** The clock may be set, and the time to sleep was counted by the old one. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    /** Before a result that could not be written down is tried again; a full disk is not emptied faster. */
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);

    /** For deliveries under way when the program ends; what takes longer is tried again after the next start. */
    private static final Duration TO_END = Duration.ofSeconds(10);

    private final MailQueue queue;
    private final Transport transport;
    private final InstantSource clock;
    private final Duration toEnd;
    private final Set<Thread> deliveries = ConcurrentHashMap.newKeySet();
    private final Thread watcher = Thread.ofVirtual().name("queue").unstarted(this::watch);
    private volatile boolean closed;

    private Dispatcher(MailQueue queue, Transport transport, InstantSource clock, Duration toEnd) {
        this.queue = queue;
        this.transport = transport;
        this.clock = clock;
        this.toEnd = toEnd;
    }

    public static Dispatcher start(MailQueue queue, Transport transport, InstantSource clock) {
        return start(queue, transport, clock, TO_END);
    }

    static Dispatcher start(MailQueue queue, Transport transport, InstantSource clock, Duration toEnd) {
        var dispatcher = new Dispatcher(queue, transport, clock, toEnd);
        queue.onWork(() -> LockSupport.unpark(dispatcher.watcher));
        dispatcher.watcher.start();
        return dispatcher;
    }

    private void watch() {
        while (!closed) {
            Optional<Taken> taken = queue.take();
            if (taken.isPresent()) begin(taken.get());
            else LockSupport.parkNanos(this, untilNext().toNanos());
        }
    }

    private Duration untilNext() {
        Instant now = clock.instant();
        Duration wait =
                queue.nextTime().map(next -> Duration.between(now, next)).orElse(LONGEST_SLEEP);
        if (wait.compareTo(LONGEST_SLEEP) > 0) return LONGEST_SLEEP;
        return wait.isPositive() ? wait : Duration.ofMillis(1);
    }

    private void begin(Taken taken) {
        Thread thread = Thread.ofVirtual()
                .name("delivery " + taken.key().message() + "/" + taken.key().number())
                .unstarted(() -> {
                    try {
                        run(taken);
                    } finally {
                        deliveries.remove(Thread.currentThread());
                    }
                });
        deliveries.add(thread);
        thread.start();
    }

    private void run(Taken taken) {
        Optional<Attempt> attempt = insist(() -> queue.begin(taken));
        if (attempt.isEmpty()) return;
        Result result = deliver(transport, attempt.get(), clock);
        insist(() -> {
            queue.settle(attempt.get(), result);
            return Optional.empty();
        });
    }

    /**
     * What a try has led to.
     *
     * @param outcomes one for each recipient
     * @param reached whether the destination could be talked to
     * @param steps what was met on the way
     */
    record Result(List<Outcome> outcomes, boolean reached, List<String> steps) {
        Result {
            outcomes = List.copyOf(outcomes);
            steps = List.copyOf(steps);
        }
    }

    static Result deliver(Transport transport, Attempt attempt, InstantSource clock) {
        var steps = new Steps(clock);
        int recipients = attempt.delivery().recipients().size();
        DeliverBy by = attempt.message().wants().deliverBy();
        if (by != null && by.isOver(clock.instant())) {
            var late = Outcome.failed("5.4.7", "", "The time by which it had to be delivered is over: " + by.moment());
            return new Result(Collections.nCopies(recipients, late), true, List.of());
        }
        try {
            var outcomes = transport.deliver(attempt.message(), attempt.delivery(), steps);
            return new Result(outcomes, true, steps.lines());
        } catch (Unreachable unreachable) {
            return new Result(Collections.nCopies(recipients, unreachable.outcome()), false, steps.lines());
        } catch (RuntimeException fault) {
            LOG.error("{} to {}", attempt.message().id(), attempt.delivery().destination(), fault);
            var outcome = Outcome.later("4.3.0", "", "This server had a problem of its own; it is in its log.");
            return new Result(Collections.nCopies(recipients, outcome), true, steps.lines());
        }
    }

    /** Until the store can say or write it: to begin anew instead would bring mail twice to those who have it. */
    private <T> Optional<T> insist(Work<T> work) {
        while (true) {
            try {
                return work.run();
            } catch (StoreFault fault) {
                if (closed) return Optional.empty();
                LOG.error("the queue cannot go on, it will be tried again: {}", fault.getMessage());
                LockSupport.parkNanos(this, AFTER_FAULT.toNanos());
            }
        }
    }

    private interface Work<T> {
        Optional<T> run();
    }

    /** Begins nothing more, and gives what is under way a moment to end. */
    @Override
    public void close() {
        closed = true;
        queue.onWork(() -> {});
        LockSupport.unpark(watcher);
        long end = System.nanoTime() + toEnd.toNanos();
        try {
            watcher.join();
            for (Thread delivery : deliveries) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (!left.isPositive() || !delivery.join(left)) delivery.interrupt();
            }
            for (Thread delivery : deliveries) delivery.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
