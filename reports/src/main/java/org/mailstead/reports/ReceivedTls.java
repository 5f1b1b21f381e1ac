package org.mailstead.reports;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.mailstead.authenticity.MessageCheck;
import org.mailstead.reports.TlsReport.Failure;
import org.mailstead.reports.TlsReport.Policy;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/**
 * What other servers reported of their connections to our domains, for {@link ReportLimits#DAYS_KEPT} days. A report that comes
 * twice counts once. May be used from any thread.
 */
public final class ReceivedTls {
    private static final Partition PARTITION = new Partition("reports", "received-tls");
    private static final int FORM = 1;

    private final PartitionStore store;
    private final PartitionWriter writer;
    private final InstantSource clock;

    public ReceivedTls(PartitionStore store, PartitionWriter writer, InstantSource clock) {
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
        TlsReport report = ReportParts.first(mail, TlsReportReader::read);
        Day day = OurDomain.day(report.begin(), clock.instant());
        int most = proved ? ReportLimits.RECEIVED_REPORTS : ReportLimits.UNPROVED_REPORTS;
        String told = "";
        for (Policy policy : report.policies()) {
            String domain = OurDomain.of(policy.domain(), ours);
            // One report may be about several domains and policies.
            byte[] hash = Counts.hash(report.organization() + " " + report.id() + " " + policy.type());
            byte[] key = Counts.report(day, domain, hash);
            boolean room = writer.write(PARTITION, tx -> {
                        int[] present = {0};
                        tx.scan(Counts.reports(day, domain), (_, _) -> ++present[0] < ReportLimits.RECEIVED_REPORTS);
                        if (tx.get(key) == null && present[0] >= most) return false;
                        tx.put(key, encode(report.organization(), proved, policy));
                        return true;
                    })
                    .result();
            if (!room) throw new NoReportException("there are too many reports about that day");
            told = "TLS report of " + report.organization() + " about " + domain + ", " + day + ": " + policy.good()
                    + " sessions good, " + policy.bad() + " bad";
        }
        return told;
    }

    private static byte[] encode(String organization, boolean proved, Policy policy) {
        var out = new RowWriter()
                .varint(FORM)
                .string(organization)
                .bool(proved)
                .string(policy.type())
                .varint(policy.good())
                .varint(policy.bad())
                .varint(policy.failures().size());
        for (Failure each : policy.failures())
            out.string(each.type()).string(each.host()).varint(each.sessions()).string(each.reason());
        return out.toBytes();
    }

    /** What one server reported of one day. */
    public record Told(Day day, String organization, boolean proved, Policy policy) {}

    /** What was reported from one day to another, both included, in their order. */
    public List<Told> known(Day from, Day to) {
        var all = new ArrayList<Told>();
        store.rows(PARTITION).scan(Counts.reports(from, to), (key, value) -> {
            var about = DomainDay.ofHead(key);
            var in = new RowReader(value);
            if (in.varint() != FORM) throw new StoreFault("a report is of a form that this version does not know");
            String organization = in.string();
            boolean proved = in.bool();
            String type = in.string();
            long good = in.varint();
            long bad = in.varint();
            var failures = new ArrayList<Failure>();
            for (int left = in.count(); left > 0; left--)
                failures.add(new Failure(in.string(), in.string(), in.varint(), in.string()));
            var policy = new Policy(type, about.domain(), good, bad, failures);
            return all.add(new Told(about.day(), organization, proved, policy));
        });
        return all;
    }

    /** Forgets what is older than is kept. */
    public void forgetOld(Instant now) {
        Day first = new Day(Math.max(0, Day.of(now).number() - ReportLimits.DAYS_KEPT));
        writer.write(PARTITION, tx -> {
            tx.deleteRange(Counts.reportsBefore(first));
            return null;
        });
    }
}
