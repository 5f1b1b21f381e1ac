package org.mailstead.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.mailstead.message.Spool;
import org.mailstead.outbound.Destination;
import org.mailstead.outbound.Dispatcher;
import org.mailstead.outbound.IncomingMail;
import org.mailstead.outbound.MailQueue;
import org.mailstead.outbound.Outcome;
import org.mailstead.outbound.RetrySchedule;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.rocksdb.RocksSettings;
import org.mailstead.store.rocksdb.RocksStore;

/**
 * Messages into the queue and out of it, each with a commit of its own, to destinations that take everything at once: what the
 * queue costs by itself. In between, what those that wait take of the heap, and how long a start takes that finds them there.
 */
final class QueueLoad implements Measurement {
    private static final int CALLERS = 64;

    /** Mail comes for many domains, and often for the same. */
    private static final int DOMAINS = 1000;

    private static final String HEADER = "Received: by bench\r\nMessage-ID: <%d@bench>\r\nSubject: x\r\n\r\n";

    @Override
    public void run(Settings settings) throws Exception {
        int n = settings.number("n", 100_000);
        int size = settings.number("size", 2048);
        try (RocksStore store = RocksStore.open(settings.folder(), RocksSettings.STANDARD, InstantSource.system())) {
            MailQueue empty = queue(store);
            if (empty.size() != 0) throw new WrongUse("the queue in that folder is not empty; name another");
            long before = heap();
            double in = put(empty, settings.folder(), n, size);
            long held = heap() - before;
            long began = System.nanoTime();
            MailQueue queue = queue(store);
            double opened = (System.nanoTime() - began) / 1e6;
            System.out.printf(
                    Locale.ROOT,
                    "queue n=%d in_per_s=%.0f heap_bytes_each=%d open_ms=%.0f out_per_s=%.0f%n",
                    n,
                    in,
                    held / n,
                    opened,
                    take(queue, n));
        }
    }

    private static MailQueue queue(RocksStore store) {
        var random = new SplittableRandom(1);
        var around = new MailQueue.Surroundings("bench", Destination::of, RetrySchedule.STANDARD);
        return new MailQueue(store, new PartitionWriter(store, random.split()), around, InstantSource.system(), random);
    }

    private static double put(MailQueue queue, Path folder, int n, int size) throws Exception {
        var next = new AtomicInteger();
        byte[] body = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
        long nanos = Crowd.run(CALLERS, (_, _) -> {
            for (int i = next.getAndIncrement(); i < n; i = next.getAndIncrement()) put(queue, folder, i, body);
        });
        return n / (nanos / 1e9);
    }

    private static void put(MailQueue queue, Path folder, int number, byte[] body) throws IOException {
        try (var spool = new Spool(folder)) {
            spool.write(String.format(Locale.ROOT, HEADER, number).getBytes(StandardCharsets.US_ASCII));
            spool.write(body);
            var to = new SmtpAddress("someone", "domain" + number % DOMAINS + ".example");
            var mail = new IncomingMail(
                    String.format(Locale.ROOT, "Q%08d", number),
                    Optional.of(new SmtpAddress("me", "bench.example")),
                    MailParameters.USUAL,
                    List.of(SmtpRecipient.of(to)),
                    Optional.empty());
            queue.accept(mail, spool, List.of("received by the bench"));
        }
    }

    /** What is left in use; what ends in the first collection may keep other things until the second. */
    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double take(MailQueue queue, int n) {
        long began = System.nanoTime();
        try (var dispatcher = Dispatcher.start(
                queue,
                (_, delivery, _) -> Collections.nCopies(
                        delivery.recipients().size(), Outcome.delivered("mx.example", "250 2.0.0 taken")),
                InstantSource.system())) {
            while (queue.size() > 0) LockSupport.parkNanos(1_000_000);
            return n / ((System.nanoTime() - began) / 1e9);
        }
    }
}
