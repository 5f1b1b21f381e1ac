package org.mailstead.testkit;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a target with inputs made from good ones by small damage. The same seed makes the same inputs, so a test that
 * uses it always does the same. With {@code -Dmailstead.fuzz.seconds=N} it goes on that long with seeds of its own;
 * {@code -Dmailstead.fuzz.seed=N} runs what one of those seeds makes, once more.
 */
public final class Mutator {
    /** One input may take this long; more means the target hangs or is quadratic. */
    private static final Duration PER_INPUT = Duration.ofSeconds(5);

    /** So many times as long if the machine has hardly let us run meanwhile. */
    private static final int PATIENCE = 60;

    /**
     * So many times as much processor time may all threads take together: what the target has others do counts, but so do the
     * compiler and the first use of hundreds of classes, which take seconds.
     */
    private static final int FOR_ALL_THREADS = 6;

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** Longest input made: parsers have limits of their own far below, and larger ones only slow the search. */
    private static final int MAX_BYTES = 64 * 1024;

    /** Inputs made from one seed of its own before the next is taken, so that a failure is near the seed's start. */
    private static final int PER_FRESH_SEED = 1000;

    private final Random random;
    private final List<byte[]> seeds;
    private final List<String> dictionary;

    private Mutator(long seed, List<byte[]> seeds, List<String> dictionary) {
        this.random = new Random(seed);
        this.seeds = seeds;
        this.dictionary = dictionary;
    }

    /**
     * Runs {@code target} on every seed as it is, then on {@code rounds} damaged ones.
     *
     * @throws AssertionError naming the seed and the input if the target throws or takes too long
     */
    public static void run(
            long seed, int rounds, List<byte[]> seeds, List<String> dictionary, Consumer<byte[]> target) {
        if (seeds.isEmpty()) throw new IllegalArgumentException("no seeds to damage");
        watched(seed, seeds.size(), seeds::get, target, PER_INPUT);
        new Mutator(seed, seeds, dictionary).feed(seed, rounds, target);
        Long again = Long.getLong("mailstead.fuzz.seed");
        if (again != null) new Mutator(again, seeds, dictionary).feed(again, PER_FRESH_SEED, target);
        long seconds = Long.getLong("mailstead.fuzz.seconds", 0);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < end) {
            long fresh = System.nanoTime();
            new Mutator(fresh, seeds, dictionary).feed(fresh, PER_FRESH_SEED, target);
        }
    }

    private void feed(long seed, int rounds, Consumer<byte[]> target) {
        watched(seed, rounds, _ -> next(), target, PER_INPUT);
    }

    /** What the target is at, and since when. */
    private record Turn(int number, byte[] input, long began) {}

    /**
     * Feeds that many to the target in one thread of its own, so that an endless loop is found rather than endured. This one looks
     * on from time to time: a thread for each input would take longer than most inputs do.
     */
    static void watched(long seed, int count, IntFunction<byte[]> inputs, Consumer<byte[]> target, Duration perInput) {
        var turn = new AtomicReference<@Nullable Turn>();
        var failure = new AtomicReference<@Nullable AssertionError>();
        Thread worker = Thread.ofPlatform().daemon().unstarted(() -> {
            for (int i = 0; i < count; i++) {
                var now = new Turn(i, inputs.apply(i), System.nanoTime());
                turn.set(now);
                try {
                    target.accept(now.input);
                } catch (Throwable thrown) {
                    long micros = (System.nanoTime() - now.began) / 1000;
                    failure.set(new AssertionError(
                            "failed after " + micros + " µs on " + describe(seed, now.input), thrown));
                    return;
                }
            }
        });
        worker.start();
        Turn stuckAt = awaited(worker, turn, perInput);
        if (stuckAt != null) {
            var stuck = new AssertionError("took over " + perInput + " on " + describe(seed, stuckAt.input));
            stuck.setStackTrace(worker.getStackTrace());
            throw stuck;
        }
        AssertionError failed = failure.get();
        if (failed != null) throw failed;
    }

    /** What it takes too long for; null once it has done with all. Who got next to no processor cannot be blamed for the time that went by. */
    private static @Nullable Turn awaited(Thread worker, AtomicReference<@Nullable Turn> turn, Duration perInput) {
        try {
            int seen = -1;
            Duration usedByAll = Duration.ZERO;
            Duration usedByIt = Duration.ZERO;
            Duration look = perInput.compareTo(LOOK_EVERY) < 0 ? perInput : LOOK_EVERY;
            while (!worker.join(look)) {
                Turn now = turn.get();
                if (now == null) continue;
                if (now.number != seen) {
                    seen = now.number;
                    usedByAll = processorTime();
                    usedByIt = processorTime(worker);
                    continue;
                }
                Duration taken = Duration.ofNanos(System.nanoTime() - now.began);
                if (taken.compareTo(perInput) <= 0) continue;
                Duration byAll = processorTime().minus(usedByAll);
                if (taken.compareTo(perInput.multipliedBy(PATIENCE)) > 0
                        || byAll.compareTo(perInput.multipliedBy(FOR_ALL_THREADS)) > 0
                        || processorTime(worker).minus(usedByIt).compareTo(perInput) > 0) return now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return turn.get();
        }
        return null;
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** None for a thread that has ended meanwhile. */
    private static Duration processorTime(Thread thread) {
        return Duration.ofNanos(Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId())));
    }

    private static String describe(long seed, byte[] input) {
        var text = new StringBuilder("seed ")
                .append(seed)
                .append(", ")
                .append(input.length)
                .append(" bytes: \"");
        for (int i = 0; i < Math.min(input.length, 2000); i++) {
            char c = (char) (input[i] & 0xff);
            switch (c) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c < ' ' || c > '~') text.append("\\x%02x".formatted((int) c));
                    else text.append(c);
                }
            }
        }
        return text.append(input.length > 2000 ? "…\"" : "\"").toString();
    }

    private byte[] next() {
        byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
        for (int n = 1 + random.nextInt(6); n > 0; n--) input = damaged(input);
        return input.length > MAX_BYTES ? Arrays.copyOf(input, MAX_BYTES) : input;
    }

    private byte[] damaged(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + 1 + random.nextInt(16));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(input, from);
            case 1 -> replaced(input, from, to, new byte[0]);
            case 2 -> replaced(input, from, from, bytes(1 + random.nextInt(8)));
            case 3 -> replaced(input, from, from, token());
            case 4 -> replaced(input, from, to, token());
            case 5 -> spliced(input, from);
            case 6 -> repeated(input, from, to);
            default -> Arrays.copyOf(input, from);
        };
    }

    private byte[] flipped(byte[] input, int at) {
        if (at < input.length) input[at] ^= (byte) (1 << random.nextInt(8));
        return input;
    }

    private byte[] bytes(int count) {
        byte[] made = new byte[count];
        random.nextBytes(made);
        return made;
    }

    private byte[] token() {
        List<String> common =
                List.of("\r\n", "\n", "\r", "\0", "\"", "\\", "(", ")", "<", ">", "=", ":", ";", "ÿ", " ");
        List<String> from = dictionary.isEmpty() || random.nextInt(3) == 0 ? common : dictionary;
        return from.get(random.nextInt(from.size())).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] spliced(byte[] input, int at) {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length + 1);
        return replaced(input, at, input.length, Arrays.copyOfRange(other, from, other.length));
    }

    private byte[] repeated(byte[] input, int from, int to) {
        var many = new ByteArrayOutputStream();
        for (int n = 1 << random.nextInt(10); n > 0; n--) many.write(input, from, to - from);
        return replaced(input, from, to, many.toByteArray());
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[] with) {
        var out = new ByteArrayOutputStream(input.length + with.length);
        out.write(input, 0, from);
        out.writeBytes(with);
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }
}
