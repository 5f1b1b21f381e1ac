package org.mailstead.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Several callers who share out {@code n} pieces of work. */
final class Crowd {
    private final AtomicInteger next = new AtomicInteger();

    /** The number of the next piece, or -1 when all are taken. */
    int take(int n) {
        int mine = next.getAndIncrement();
        return mine < n ? mine : -1;
    }

    /** Runs {@code size} members at once and returns how long all took together, in nanoseconds. */
    static long run(int size, Member member) throws Exception {
        Crowd crowd = new Crowd();
        long before = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    member.work(number, crowd);
                    return true;
                }));
            }
            for (Future<?> each : all) finish(each);
        }
        return System.nanoTime() - before;
    }

    private static void finish(Future<?> member) throws Exception {
        try {
            member.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @FunctionalInterface
    interface Member {
        void work(int number, Crowd crowd) throws Exception;
    }
}
