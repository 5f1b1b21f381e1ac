package org.mailstead.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.ToIntFunction;

/** Looks at something again and again, and prints it whenever it has changed. */
final class Watching {
    /** Slower than a person who waits would notice, and no load. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** As long as somebody stands before a device that is being set up. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    static final int LOOKS = (int) LONGEST.dividedBy(PAUSE);

    private final PrintWriter out;
    private final Pause pause;

    /** Waits; a test does not. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    Watching(PrintWriter out, Pause pause) {
        this.out = out;
        this.pause = pause;
    }

    /**
     * Ends with the first look that fails.
     *
     * @param look prints what there is, and says with which code the program would end
     */
    int watch(ToIntFunction<PrintWriter> look) {
        String before = "";
        for (int i = 0; i < LOOKS; i++) {
            var printed = new StringWriter();
            int exit = look.applyAsInt(new PrintWriter(printed));
            String now = printed.toString();
            if (!now.equals(before)) {
                if (i > 0) out.println();
                out.print(now);
                out.flush();
            }
            if (exit != 0) return exit;
            before = now;
            try {
                pause.of(PAUSE);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
        out.println();
        out.println("That was " + LONGEST.toMinutes() + " minutes. Go on with the same command.");
        return 0;
    }
}
