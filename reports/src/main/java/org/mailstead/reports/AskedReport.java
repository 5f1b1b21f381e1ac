package org.mailstead.reports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.AggregateReport.Published;
import org.mailstead.authenticity.DmarcPolicy;
import org.mailstead.authenticity.ReportDestination;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/**
 * A report that a domain has asked for, as far as it is known before its end.
 *
 * @param published the policy that was met last on that day. RFC 9990 §3.3
 * @param destinations where it wants the report
 * @param rows kinds of messages counted
 * @param dropped messages not counted, since there were too many kinds
 */
record AskedReport(Published published, List<ReportDestination> destinations, long rows, long dropped) {
    /** Addresses alone. */
    private static final int WITHOUT_SIZES = 1;

    private static final int FORM = 2;

    /** Codes of policies, and of none. */
    private static final List<DmarcPolicy> POLICIES =
            List.of(DmarcPolicy.NONE, DmarcPolicy.QUARANTINE, DmarcPolicy.REJECT);

    AskedReport {
        destinations = List.copyOf(destinations);
    }

    AskedReport with(long allRows, long allDropped) {
        return new AskedReport(published, destinations, allRows, allDropped);
    }

    byte[] encode() {
        var out = new RowWriter()
                .varint(FORM)
                .string(published.domain())
                .u8(code(published.policy()))
                .u8(code(published.subdomains()))
                .u8(code(published.nonexistent()))
                .bool(published.strictDkim())
                .bool(published.strictSpf())
                .bool(published.testing())
                .varint(destinations.size());
        for (ReportDestination each : destinations) out.string(each.address()).varint(each.mostBytes());
        return out.varint(rows).varint(dropped).toBytes();
    }

    private static int code(@Nullable DmarcPolicy policy) {
        return policy == null ? 0 : 1 + POLICIES.indexOf(policy);
    }

    private static @Nullable DmarcPolicy policy(int code) {
        return code == 0 ? null : POLICIES.get(code - 1);
    }

    static AskedReport decode(byte[] row) {
        var in = new RowReader(row);
        long form = in.varint();
        if (form != FORM && form != WITHOUT_SIZES)
            throw new StoreFault("the reports have a row of form " + form + ", which this version does not know");
        String domain = in.string();
        DmarcPolicy policy = policy(in.u8());
        var published = new Published(
                domain,
                policy == null ? DmarcPolicy.NONE : policy,
                policy(in.u8()),
                policy(in.u8()),
                in.bool(),
                in.bool(),
                in.bool());
        var destinations = new ArrayList<ReportDestination>();
        for (int left = in.count(); left > 0; left--) {
            String address = in.string();
            destinations.add(
                    form == WITHOUT_SIZES
                            ? ReportDestination.of(address)
                            : new ReportDestination(address, in.varint()));
        }
        return new AskedReport(published, destinations, in.varint(), in.varint());
    }
}
