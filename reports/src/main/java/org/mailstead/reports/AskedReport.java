package org.mailstead.reports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.AggregateReport.Published;
import org.mailstead.authenticity.DmarcPolicy;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/**
 * A report that a domain has asked for, as far as it is known before its end.
 *
 * @param published the policy that was met last on that day. RFC 9990 §3.3
 * @param addresses where it wants the report
 * @param rows kinds of messages counted
 * @param dropped messages not counted, since there were too many kinds
 */
record AskedReport(Published published, List<String> addresses, long rows, long dropped) {
    private static final int FORM = 1;

    /** Codes of policies, and of none. */
    private static final List<DmarcPolicy> POLICIES =
            List.of(DmarcPolicy.NONE, DmarcPolicy.QUARANTINE, DmarcPolicy.REJECT);

    AskedReport {
        addresses = List.copyOf(addresses);
    }

    AskedReport with(long allRows, long allDropped) {
        return new AskedReport(published, addresses, allRows, allDropped);
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
                .varint(addresses.size());
        addresses.forEach(out::string);
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
        if (form != FORM)
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
        var addresses = new ArrayList<String>();
        for (int left = in.count(); left > 0; left--) addresses.add(in.string());
        return new AskedReport(published, addresses, in.varint(), in.varint());
    }
}
