package org.mailstead.reports;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.mailstead.authenticity.AggregateReport;
import org.mailstead.authenticity.AggregateReport.Row;
import org.mailstead.authenticity.AggregateReportReader;
import org.mailstead.authenticity.MalformedReportException;
import org.mailstead.authenticity.MessageCheck;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;
import org.mailstead.store.Transaction;

/**
 * What other servers reported of mail that claimed to be from our domains: counts by domain and day, from all of them together, for
 * {@link ReportLimits#DAYS_KEPT} days. A report that comes twice counts once. May be used from any thread.
 */
public final class ReceivedDmarc {
    private static final Partition PARTITION = new Partition("reports", "received");
    private static final int FORM = 1;

    /** Written in one commit, at 600 bytes each. */
    private static final int AT_ONCE = 500;

    private final PartitionStore store;
    private final PartitionWriter writer;
    private final InstantSource clock;

    public ReceivedDmarc(PartitionStore store, PartitionWriter writer, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Takes a report out of a mail.
     *
     * @param proved whether the mail is from whom it says
     * @param ours whether a domain is one of this server's
     * @return what it was, in words for people
     * @throws NoReportException if there is none, or one about others
     */
    public String take(MessageCheck.Source mail, boolean proved, Predicate<String> ours)
            throws IOException, NoReportException {
        AggregateReport report = ReportParts.first(mail, file -> {
            try {
                return AggregateReportReader.read(file);
            } catch (MalformedReportException e) {
                throw new NoReportException(String.valueOf(e.getMessage()));
            }
        });
        String domain = OurDomain.of(report.published().domain(), ours);
        Day day = OurDomain.day(report.metadata().begin(), clock.instant());
        long messages = report.rows().stream().mapToLong(Row::count).sum();
        String organization = OurDomain.word(report.metadata().organization());
        String told =
                "DMARC report of " + organization + " about " + domain + ", " + day + ": " + messages + " messages";
        byte[] hash = Counts.hash(organization + " " + report.metadata().id());
        if (store.rows(PARTITION).get(Counts.report(day, domain, hash)) != null) return told + ", which came before";
        int most = proved ? ReportLimits.RECEIVED_ROWS : ReportLimits.UNPROVED_ROWS;
        // The report's own row comes with the first rows: after a crash in between, the rest of it is missing, but
        // nothing doubled.
        var rows = report.rows().stream().toList();
        for (int at = 0; at == 0 || at < rows.size(); at += AT_ONCE) {
            var some = rows.subList(at, Math.min(rows.size(), at + AT_ONCE));
            boolean first = at == 0;
            boolean room = writer.write(PARTITION, tx -> {
                        if (first && !putReport(tx, day, domain, hash, proved, report)) return false;
                        add(tx, new DomainDay(day, domain), some, most);
                        return true;
                    })
                    .result();
            if (!room) throw new NoReportException("there are too many reports about that day");
        }
        return told;
    }

    private boolean putReport(
            Transaction tx, Day day, String domain, byte[] hash, boolean proved, AggregateReport report) {
        int[] present = {0};
        tx.scan(Counts.reports(day, domain), (_, _) -> ++present[0] < ReportLimits.RECEIVED_REPORTS);
        if (present[0] >= (proved ? ReportLimits.RECEIVED_REPORTS : ReportLimits.UNPROVED_REPORTS)) return false;
        tx.put(
                Counts.report(day, domain, hash),
                new RowWriter()
                        .varint(FORM)
                        .string(OurDomain.word(report.metadata().organization()))
                        .bool(proved)
                        .string(report.published().policy().word())
                        .bool(report.published().testing())
                        .toBytes());
        return true;
    }

    private static void add(Transaction tx, DomainDay about, List<Row> rows, int most) {
        byte[] head = Counts.head(about.day(), about.domain());
        byte[] present = tx.get(head);
        long kinds = present == null ? 0 : new RowReader(present).varint();
        var all = new LinkedHashMap<Row, Long>();
        for (Row row : rows) all.merge(row, row.count(), Long::sum);
        for (var each : all.entrySet()) {
            byte[] kind = RowCodec.encode(each.getKey());
            byte[] key = Counts.row(about.day(), about.domain(), kind);
            byte[] row = tx.get(key);
            if (row == null && kinds >= most) continue;
            if (row == null) kinds++;
            long so = row == null ? 0 : new RowReader(row).varint();
            tx.put(key, new RowWriter().varint(so + each.getValue()).bytes(kind).toBytes());
        }
        tx.put(head, new RowWriter().varint(kinds).toBytes());
    }

    /**
     * What is known of a domain over some days.
     *
     * @param reporters who reported; those who did not prove who they are have a question mark
     * @param policy what the reporters met last; empty if nobody said
     * @param rows what they counted, of all days together
     */
    public record Known(String domain, int reports, List<String> reporters, String policy, List<Row> rows) {}

    /** Each domain of which something is known, in order. */
    public List<Known> known(Day from, Day to) {
        var domains = new TreeSet<String>();
        store.rows(PARTITION).scan(Counts.reports(from, to), (key, _) -> {
            domains.add(DomainDay.ofHead(key).domain());
            return true;
        });
        return domains.stream().map(domain -> known(domain, from, to)).toList();
    }

    private Known known(String domain, Day from, Day to) {
        var reporters = new TreeSet<String>();
        int[] reports = {0};
        String[] policy = {""};
        Map<Row, Long> rows = new LinkedHashMap<>();
        for (long at = from.number(); at <= to.number(); at++) {
            var day = new Day(at);
            store.rows(PARTITION).scan(Counts.reports(day, domain), (_, value) -> {
                var in = new RowReader(value);
                if (in.varint() != FORM) throw new StoreFault("a report is of a form that this version does not know");
                String organization = in.string();
                reporters.add(in.bool() ? organization : organization + " (?)");
                policy[0] = in.string() + (in.bool() ? ", only tried (t=y)" : "");
                reports[0]++;
                return true;
            });
            store.rows(PARTITION).scan(Counts.rows(day, domain), (_, value) -> {
                var in = new RowReader(value);
                long count = in.varint();
                rows.merge(RowCodec.decode(in.bytes(), 1), count, Long::sum);
                return true;
            });
        }
        var counted = rows.entrySet().stream()
                .map(each -> RowCodec.decode(RowCodec.encode(each.getKey()), each.getValue()))
                .toList();
        return new Known(domain, reports[0], List.copyOf(reporters), policy[0], counted);
    }

    /** Forgets what is older than is kept. */
    public void forgetOld(Instant now) {
        Day first = new Day(Math.max(0, Day.of(now).number() - ReportLimits.DAYS_KEPT));
        writer.write(PARTITION, tx -> {
            tx.deleteRange(Counts.headsBefore(first));
            tx.deleteRange(Counts.rowsBefore(first));
            tx.deleteRange(Counts.reportsBefore(first));
            return null;
        });
    }
}
