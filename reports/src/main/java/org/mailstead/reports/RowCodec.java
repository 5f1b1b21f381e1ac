package org.mailstead.reports;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.AggregateReport.Disposition;
import org.mailstead.authenticity.AggregateReport.Exemption;
import org.mailstead.authenticity.AggregateReport.Row;
import org.mailstead.authenticity.AggregateReport.Sender;
import org.mailstead.authenticity.AggregateReport.Signature;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/** A kind of messages as it is written down, without their number. Begins with the number of its form. */
final class RowCodec {
    private static final int FORM = 1;

    /** Signatures of one row that are told: those of most messages are two. RFC 9990 §3.1.3 lets us choose. */
    private static final int SIGNATURES = 4;

    /** By their codes, which never change. */
    private static final List<Disposition> DISPOSITIONS =
            List.of(Disposition.NONE, Disposition.PASS, Disposition.QUARANTINE, Disposition.REJECT);

    private RowCodec() {}

    static byte[] encode(Row row) {
        var out = new RowWriter()
                .varint(FORM)
                .bytes(row.source().getAddress())
                .u8(DISPOSITIONS.indexOf(row.disposition()))
                .bool(row.dkimAligned())
                .bool(row.spfAligned());
        out.bool(!row.reasons().isEmpty());
        if (!row.reasons().isEmpty())
            out.string(bounded(row.reasons().getFirst().type()))
                    .string(bounded(row.reasons().getFirst().comment()));
        out.string(bounded(row.headerFrom())).string(bounded(row.envelopeFrom()));
        List<Signature> signatures = row.signatures()
                .subList(0, Math.min(SIGNATURES, row.signatures().size()));
        out.varint(signatures.size());
        for (var each : signatures)
            out.string(bounded(each.domain())).string(bounded(each.selector())).string(bounded(each.result()));
        Sender spf = row.spf();
        out.bool(spf != null);
        if (spf != null)
            out.string(bounded(spf.domain())).string(bounded(spf.scope())).string(bounded(spf.result()));
        return out.toBytes();
    }

    private static String bounded(String text) {
        return text.length() > ReportLimits.NAME ? text.substring(0, ReportLimits.NAME) : text;
    }

    static Row decode(byte[] bytes, long count) {
        var in = new RowReader(bytes);
        long form = in.varint();
        if (form != FORM)
            throw new StoreFault("the reports have a row of form " + form + ", which this version does not know");
        var source = address(in.bytes());
        int disposition = in.u8();
        boolean dkim = in.bool();
        boolean spf = in.bool();
        List<Exemption> reasons = in.bool() ? List.of(new Exemption(in.string(), in.string())) : List.of();
        String headerFrom = in.string();
        String envelopeFrom = in.string();
        var signatures = new ArrayList<Signature>();
        for (int left = in.count(); left > 0; left--)
            signatures.add(new Signature(in.string(), in.string(), in.string()));
        @Nullable Sender sender = in.bool() ? new Sender(in.string(), in.string(), in.string()) : null;
        return new Row(
                source,
                count,
                DISPOSITIONS.get(disposition),
                dkim,
                spf,
                reasons,
                headerFrom,
                envelopeFrom,
                "",
                signatures,
                sender);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new StoreFault("the reports have a row with an address of " + bytes.length + " bytes", e);
        }
    }
}
