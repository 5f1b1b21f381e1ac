package org.mailstead.reports;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.AggregateReport;
import org.mailstead.authenticity.AggregateReport.Exemption;
import org.mailstead.authenticity.AggregateReport.Published;
import org.mailstead.authenticity.AggregateReport.Row;
import org.mailstead.authenticity.Findings;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;
import org.mailstead.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts checked messages by the domain whose policy applied and by the day, for reports to those who ask for them. RFC 9990 §3.1.
 * Counting costs a message nothing but memory: counts are written a moment later, many in one commit, and a crash may lose the last
 * second's. Nothing is kept of who the recipients are. May be used from any thread.
 */
public final class DmarcTally implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DmarcTally.class);

    private static final Partition PARTITION = new Partition("reports", "to-send");

    private final PartitionStore store;
    private final PartitionWriter writer;
    private final InstantSource clock;

    private final Map<Kind, Count> waiting = new LinkedHashMap<>();

    /** Held while writing: what was taken out of {@link #waiting} is not written yet. */
    private final Object writing = new Object();

    private @Nullable Thread thread;
    private boolean closed;
    private boolean overflowed;

    /** Domains and rows of each day, to keep within the limits. Only touched under {@link #writing}. */
    private final Map<Day, DayTotal> totals = new TreeMap<>();

    public DmarcTally(PartitionStore store, PartitionWriter writer, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
        store.rows(PARTITION).scan(Counts.HEADS, (key, value) -> {
            total(DomainDay.ofHead(key).day()).add(1, AskedReport.decode(value).rows());
            return true;
        });
    }

    private static final class DayTotal {
        private long domains;
        private long rows;

        void add(long moreDomains, long moreRows) {
            domains += moreDomains;
            rows += moreRows;
        }
    }

    /** Messages that are alike, on one day. */
    private record Kind(DomainDay report, Row row) {}

    private static final class Count {
        private final AskedReport asked;
        private final AtomicLong messages = new AtomicLong();

        Count(AskedReport asked) {
            this.asked = asked;
        }
    }

    /**
     * Counts a message whose domain wants to hear of it; others are passed over.
     *
     * @param applied why it was not treated as its domain wants, if it was not
     */
    public void count(Findings findings, Optional<Exemption> applied) {
        var dmarc = findings.dmarc();
        var record = dmarc.record();
        var domain = dmarc.policyDomain();
        if (record == null || domain == null || record.aggregate().isEmpty()) return;
        var row = Row.of(findings.envelope().client(), dmarc, findings.sender(), findings.signatures(), applied);
        var kind = new Kind(new DomainDay(Day.of(clock.instant()), domain.toString()), row);
        synchronized (waiting) {
            if (closed) return;
            if (waiting.size() >= ReportLimits.WAITING && !waiting.containsKey(kind)) {
                if (!overflowed) LOG.warn("the disk is too slow for counting all mail for DMARC reports");
                overflowed = true;
                return;
            }
            waiting.computeIfAbsent(
                            kind,
                            _ -> new Count(new AskedReport(Published.of(domain, record), record.aggregate(), 0, 0)))
                    .messages
                    .incrementAndGet();
            if (thread == null) thread = Thread.ofVirtual().name("dmarc-tally").start(this::run);
            waiting.notifyAll();
        }
    }

    private void run() {
        try {
            while (gather()) flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for something to be written, and a moment longer for more of it; false at the end. */
    private boolean gather() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty() && !closed) waiting.wait();
            long until = System.nanoTime() + ReportLimits.GATHER.toNanos();
            while (!closed) {
                long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
                if (left <= 0) break;
                waiting.wait(left);
            }
            return !closed;
        }
    }

    /** Writes what is waiting; at return it is written. */
    public void flush() {
        synchronized (writing) {
            for (var some = next(); !some.isEmpty(); some = next()) write(some);
        }
    }

    private Map<Kind, Count> next() {
        synchronized (waiting) {
            var some = new LinkedHashMap<Kind, Count>();
            var each = waiting.entrySet().iterator();
            while (some.size() < ReportLimits.AT_ONCE && each.hasNext()) {
                var entry = each.next();
                some.put(entry.getKey(), entry.getValue());
                each.remove();
            }
            return some;
        }
    }

    private void write(Map<Kind, Count> some) {
        var byReport = new LinkedHashMap<DomainDay, Map<Row, Count>>();
        some.forEach((kind, count) -> byReport.computeIfAbsent(kind.report(), _ -> new LinkedHashMap<>())
                .put(kind.row(), count));
        try {
            var added = writer.write(PARTITION, tx -> {
                        var more = new LinkedHashMap<DomainDay, Added>();
                        byReport.forEach((report, counts) -> more.put(report, write(tx, report, counts, more)));
                        return more;
                    })
                    .result();
            added.forEach((report, more) -> total(report.day()).add(more.isNew() ? 1 : 0, more.rows()));
        } catch (StoreFault e) {
            LOG.warn("{} counts for DMARC reports are not written down: {}", some.size(), e.getMessage());
        }
    }

    private record Added(boolean isNew, long rows) {}

    private DayTotal total(Day day) {
        return totals.computeIfAbsent(day, _ -> new DayTotal());
    }

    /** May be run again: changes nothing but the transaction. */
    private Added write(Transaction tx, DomainDay report, Map<Row, Count> counts, Map<DomainDay, Added> before) {
        DayTotal total = totals.getOrDefault(report.day(), new DayTotal());
        long domains =
                total.domains + before.values().stream().filter(Added::isNew).count();
        long dayRows =
                total.rows + before.values().stream().mapToLong(Added::rows).sum();
        byte[] key = Counts.head(report.day(), report.domain());
        byte[] present = tx.get(key);
        if (present == null && domains >= ReportLimits.DOMAINS_PER_DAY) return new Added(false, 0);
        AskedReport known = present == null ? null : AskedReport.decode(present);
        long rows = known == null ? 0 : known.rows();
        long dropped = known == null ? 0 : known.dropped();
        long added = 0;
        AskedReport latest = counts.values().iterator().next().asked;
        for (var each : counts.entrySet()) {
            latest = each.getValue().asked;
            long messages = each.getValue().messages.get();
            byte[] kind = RowCodec.encode(each.getKey());
            byte[] rowKey = Counts.row(report.day(), report.domain(), kind);
            byte[] row = tx.get(rowKey);
            boolean full = rows + added >= ReportLimits.ROWS_PER_DOMAIN || dayRows + added >= ReportLimits.ROWS_PER_DAY;
            if (row == null && full) {
                dropped += messages;
                continue;
            }
            long so = row == null ? 0 : new RowReader(row).varint();
            if (row == null) added++;
            tx.put(rowKey, new RowWriter().varint(so + messages).bytes(kind).toBytes());
        }
        tx.put(key, latest.with(rows + added, dropped).encode());
        return new Added(present == null, added);
    }

    /** Reports about days before one that are still to be sent. */
    List<DomainDay> before(Day day) {
        var reports = new ArrayList<DomainDay>();
        store.rows(PARTITION).scan(Counts.headsBefore(day), (key, _) -> reports.add(DomainDay.ofHead(key)));
        return reports;
    }

    /** Empty if there is none any more. */
    Optional<AskedReport> asked(DomainDay report) {
        return Optional.ofNullable(store.rows(PARTITION).get(Counts.head(report.day(), report.domain())))
                .map(AskedReport::decode);
    }

    List<AggregateReport.Row> rows(DomainDay report) {
        var rows = new ArrayList<AggregateReport.Row>();
        store.rows(PARTITION).scan(Counts.rows(report.day(), report.domain()), (_, value) -> {
            var in = new RowReader(value);
            long count = in.varint();
            return rows.add(RowCodec.decode(in.bytes(), count));
        });
        return rows;
    }

    /** The report was sent, or nobody wants it. */
    void forget(DomainDay report) {
        writer.write(PARTITION, tx -> {
            tx.delete(Counts.head(report.day(), report.domain()));
            tx.deleteRange(Counts.rows(report.day(), report.domain()));
            return null;
        });
    }

    /** Writes what is left. */
    @Override
    public void close() {
        Thread running;
        synchronized (waiting) {
            closed = true;
            running = thread;
            waiting.notifyAll();
        }
        try {
            if (running != null) running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
    }
}
