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
        for (byte[] each : seeds) guarded(seed, each, target, PER_INPUT);
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
        for (int i = 0; i < rounds; i++) guarded(seed, next(), target, PER_INPUT);
    }

    static void guarded(long seed, byte[] input, Consumer<byte[]> target, Duration perInput) {
        var failure = new AtomicReference<@Nullable Throwable>();
        long before = System.nanoTime();
        // A thread of its own, so that an endless loop is found rather than endured.
        Thread worker = Thread.ofPlatform().daemon().unstarted(() -> {
            try {
                target.accept(input);
            } catch (Throwable thrown) {
                failure.set(thrown);
            }
        });
        worker.start();
        if (!ends(worker, perInput)) {
            var stuck = new AssertionError("took over " + perInput + " on " + describe(seed, input));
            stuck.setStackTrace(worker.getStackTrace());
            throw stuck;
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError(
                    "failed after " + (System.nanoTime() - before) / 1000 + " µs on " + describe(seed, input), thrown);
        }
    }

    /** Whether it does so in time. Who got next to no processor cannot be blamed for the time that went by. */
    private static boolean ends(Thread worker, Duration perInput) {
        long started = System.nanoTime();
        try {
            if (worker.join(perInput)) return true;
            // Not before: asking the system costs more than most inputs do.
            Duration usedBefore = processorTime();
            while (System.nanoTime() - started < perInput.multipliedBy(PATIENCE).toNanos()) {
                Duration used = processorTime().minus(usedBefore);
                if (used.compareTo(perInput.multipliedBy(FOR_ALL_THREADS)) > 0) return false;
                if (processorTime(worker).compareTo(perInput) > 0) return false;
                if (worker.join(LOOK_EVERY)) return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !worker.isAlive();
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
