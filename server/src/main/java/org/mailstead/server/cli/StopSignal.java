package org.mailstead.server.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for Ctrl-C or the system's request to end, and holds the process until everything is closed. The exit code is then
 * 0: being asked to stop is no failure.
 */
final class StopSignal implements AutoCloseable {
    /** Longer than the server takes to close; a store that hangs must not keep a machine from shutting down. */
    private static final Duration TO_CLOSE = Duration.ofSeconds(30);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean waiting;

    static StopSignal install() {
        var signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::shutDown, "shutdown"));
        return signal;
    }

    private void shutDown() {
        asked.countDown();
        try {
            // If nobody waits, the process ends by itself, and its exit code is not ours to change.
            if (waiting && closed.await(TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS))
                Runtime.getRuntime().halt(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the process is to end. */
    void await() {
        waiting = true;
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process is to end; returns at the latest after this time. */
    boolean await(Duration most) {
        waiting = true;
        try {
            return asked.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Everything is closed. */
    @Override
    public void close() {
        closed.countDown();
    }
}
