package org.mailstead.authenticity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailstead.authenticity.AggregateReport.Row;

/** Counts messages that are alike, for one report. Not safe for use by several threads. */
public final class ReportTally {
    private final Map<Row, Long> counts = new LinkedHashMap<>();
    private long dropped;

    public void add(Row message) {
        var one = message.times(1);
        // Whoever forges mail from many addresses must not fill our memory, nor a domain's mailbox.
        if (counts.size() >= AuthenticityLimits.REPORT_ROWS && !counts.containsKey(one)) dropped += message.count();
        else counts.merge(one, message.count(), Long::sum);
    }

    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        counts.forEach((row, count) -> rows.add(row.times(count)));
        return rows;
    }

    /** Messages that were not counted, since there were too many kinds. */
    public long dropped() {
        return dropped;
    }
}
