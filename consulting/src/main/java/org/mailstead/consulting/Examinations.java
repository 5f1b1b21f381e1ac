package org.mailstead.consulting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.ladder.Rung;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those that are under way, and what came of those before. Kept for an hour and in memory only; no password is among it. */
final class Examinations {
    private static final Logger LOG = LoggerFactory.getLogger(Examinations.class);

    private static final Duration HOUR = Duration.ofHours(1);

    /** In all, of a hundred KiB each at most; who looks again does not need the one before. */
    private static final int KEPT = 60;

    private static final int ID_BYTES = 16;

    private final Examiner examiner;
    private final Limits limits;
    private final Clock clock;
    private final RandomGenerator random;
    private final Turns turns;
    private final Map<String, Examination> kept = new LinkedHashMap<>();

    /**
     * How much may be asked.
     *
     * @param eachAtOnce of one person
     * @param allAtOnce each has up to sixty connections under way
     * @param eachInHour of one person
     */
    public record Limits(int eachAtOnce, int allAtOnce, int eachInHour, int allInHour) {}

    /** What came of wishing for one. */
    sealed interface Wished {
        record Begun(String id) implements Wished {}

        /** @param why the key of a text */
        record Refused(String why) implements Wished {}
    }

    Examinations(Examiner examiner, Limits limits, Clock clock, RandomGenerator random) {
        this.examiner = examiner;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
        turns = new Turns(limits.eachInHour(), limits.allInHour(), HOUR, clock);
    }

    Wished begin(String visitor, Form form, String password) {
        Examination begun;
        synchronized (kept) {
            forget();
            var running = kept.values().stream().filter(each -> !each.isOver()).toList();
            long mine = running.stream().filter(each -> each.isOf(visitor)).count();
            if (mine >= limits.eachAtOnce()) return new Wished.Refused("wrong.running");
            if (running.size() >= limits.allAtOnce()) return new Wished.Refused("wrong.busy");
            if (!turns.take(visitor)) return new Wished.Refused("wrong.often");
            byte[] drawn = new byte[ID_BYTES];
            random.nextBytes(drawn);
            begun = new Examination(HexFormat.of().formatHex(drawn), visitor, form, clock.instant());
            kept.put(begun.id(), begun);
        }
        Question question = form.question(password);
        Thread.ofVirtual().name("examination").start(() -> run(begun, question));
        return new Wished.Begun(begun.id());
    }

    private void run(Examination begun, Question question) {
        try {
            begun.lights().light(Rung.INPUT, true);
            begun.ended(Optional.of(examiner.examine(question, begun.lights())));
        } catch (IllegalArgumentException e) {
            // What the form takes for an address and the finder does not.
            begun.ended(Optional.empty());
        } catch (RuntimeException e) {
            LOG.error("an examination ended by a fault of ours", e);
            begun.ended(Optional.empty());
        }
    }

    /** Without those that are too old, or too many: of those that are over, the oldest. */
    private void forget() {
        Instant now = clock.instant();
        kept.values()
                .removeIf(each -> each.isOver() && !now.isBefore(each.began().plus(HOUR)));
        var all = kept.values().iterator();
        while (kept.size() >= KEPT && all.hasNext()) if (all.next().isOver()) all.remove();
    }

    /** One of this person. */
    Optional<Examination> find(String visitor, String id) {
        synchronized (kept) {
            forget();
            return Optional.ofNullable(kept.get(id)).filter(each -> each.isOf(visitor));
        }
    }
}
