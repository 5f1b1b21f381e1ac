package org.mailstead.store.rocksdb;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.mailstead.store.StoreFault;

/** Platform threads for reads that may take long. A virtual thread that read itself would stop its carrier. */
final class ReadThreads implements AutoCloseable {
    /** Enough to keep a disk busy with cold reads; more would only hold more chunks in memory. */
    private static final int THREADS = 8;

    /** A chunk of a scan takes milliseconds; this is for a disk that hangs. */
    private static final long CLOSE_SECONDS = 30;

    private final ExecutorService threads;

    ReadThreads() {
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(
                THREADS,
                task -> Thread.ofPlatform()
                        .daemon()
                        .name("store-read-" + number.incrementAndGet())
                        .unstarted(task));
    }

    /** Runs {@code read} where it may block and waits for it; an interrupt is kept for the caller. */
    <T> T call(Supplier<T> read) {
        if (!Thread.currentThread().isVirtual()) return read.get();
        Future<T> future;
        try {
            future = threads.submit(read::get);
        } catch (RejectedExecutionException e) {
            throw new StoreFault("the store is closed", e);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Runs {@code work}, all of whose reads then stay on one of these threads; what it throws is thrown as it is. */
    void run(Runnable work) {
        Optional<RuntimeException> thrown = call(() -> {
            try {
                work.run();
                return Optional.empty();
            } catch (RuntimeException e) {
                return Optional.of(e);
            }
        });
        if (thrown.isPresent()) throw thrown.get();
    }

    /** A fault made anew, so that its trace shows the caller and not only the read thread. */
    private static StoreFault failure(ExecutionException thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        String what = cause instanceof StoreFault ? String.valueOf(cause.getMessage()) : "a read failed: " + cause;
        return new StoreFault(what, cause);
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) threads.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
