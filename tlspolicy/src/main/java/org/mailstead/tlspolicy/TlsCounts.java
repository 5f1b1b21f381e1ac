package org.mailstead.tlspolicy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/** Sessions of one day with the hosts of one domain under one policy, counted. Not for use by several threads. */
final class TlsCounts {
    /** Different failures; of more a report says how many. */
    static final int DETAILS = 50;

    private static final int FORM = 1;
    private static final int REASON = 200;

    /**
     * A failure, with all that tells it from others.
     *
     * @param reason in words; may be empty
     */
    record Detail(TlsFailure.Kind kind, String from, String host, String to, String reason) {
        static Detail of(TlsSession session, TlsFailure failure) {
            String reason = failure.why().replaceAll("\\p{Cntrl}", " ");
            return new Detail(
                    failure.kind(),
                    Objects.requireNonNullElse(session.from(), ""),
                    session.host(),
                    Objects.requireNonNullElse(session.to(), ""),
                    reason.length() > REASON ? reason.substring(0, REASON) : reason);
        }
    }

    private long good;
    private long bad;
    private final Map<Detail, Long> details = new LinkedHashMap<>();

    void add(TlsSession session) {
        TlsFailure failure = session.failure();
        if (failure == null) {
            good++;
        } else {
            bad++;
            add(Detail.of(session, failure), 1);
        }
    }

    void add(TlsCounts others) {
        good += others.good;
        bad += others.bad;
        others.details.forEach(this::add);
    }

    private void add(Detail detail, long times) {
        if (details.containsKey(detail) || details.size() < DETAILS) details.merge(detail, times, Long::sum);
    }

    long good() {
        return good;
    }

    /** All, also those of which there is no detail. */
    long bad() {
        return bad;
    }

    Map<Detail, Long> details() {
        return details;
    }

    byte[] encode() {
        var row = new RowWriter().varint(FORM).varint(good).varint(bad).varint(details.size());
        details.forEach((detail, times) -> row.string(detail.kind().word())
                .string(detail.from())
                .string(detail.host())
                .string(detail.to())
                .string(detail.reason())
                .varint(times));
        return row.toBytes();
    }

    static TlsCounts decode(byte[] bytes) {
        try {
            var in = new RowReader(bytes);
            long form = in.varint();
            if (form != FORM)
                throw new StoreFault("counts of TLS sessions have form " + form + ", which this version does not know");
            var counts = new TlsCounts();
            counts.good = in.varint();
            counts.bad = in.varint();
            int size = in.count();
            if (size > DETAILS) throw new IllegalArgumentException(size + " kinds of failures");
            for (int i = 0; i < size; i++) {
                var kind = TlsFailure.Kind.of(in.string())
                        .orElseThrow(() -> new IllegalArgumentException("a failure of unknown kind"));
                counts.details.put(new Detail(kind, in.string(), in.string(), in.string(), in.string()), in.varint());
            }
            return counts;
        } catch (IllegalArgumentException broken) {
            throw new StoreFault("counts of TLS sessions cannot be read", broken);
        }
    }
}
