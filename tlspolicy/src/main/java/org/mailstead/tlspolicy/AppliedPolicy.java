package org.mailstead.tlspolicy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Tlsa;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/**
 * By which word of a domain's owner a host was judged, as reports tell it. RFC 8460 §4.4.
 *
 * @param domain that said so: the recipients', or for TLSA records the name they stand at
 * @param text the word itself, one line for each of its parts
 * @param hosts patterns of the hosts it names, if it is {@link Type#STS}
 */
public record AppliedPolicy(Type type, DnsName domain, List<String> text, List<String> hosts) {
    /** Of a long policy nobody needs more in a report. */
    private static final int LINES = 30;

    /** A TLSA record may hold a whole certificate, of which the beginning tells enough. */
    private static final int LINE = 500;

    private static final int FORM = 1;

    public AppliedPolicy {
        text = shortened(text);
        hosts = shortened(hosts);
    }

    private static List<String> shortened(List<String> lines) {
        return lines.stream()
                .limit(LINES)
                .map(line -> line.length() > LINE ? line.substring(0, LINE) : line)
                .toList();
    }

    /** What kind of word. */
    public enum Type {
        TLSA("tlsa"),
        STS("sts"),
        NONE("no-policy-found");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        static Optional<Type> of(String word) {
            for (Type each : values()) if (each.word.equals(word)) return Optional.of(each);
            return Optional.empty();
        }

        /** As it is written in a report. */
        public String word() {
            return word;
        }
    }

    public static AppliedPolicy none(DnsName domain) {
        return new AppliedPolicy(Type.NONE, domain, List.of(), List.of());
    }

    public static AppliedPolicy of(DnsName domain, StsPolicy policy) {
        return new AppliedPolicy(Type.STS, domain, policy.lines(), policy.mx());
    }

    /** A policy that the domain says it has, and that could not be had. */
    public static AppliedPolicy missing(DnsName domain) {
        return new AppliedPolicy(Type.STS, domain, List.of(), List.of());
    }

    /** @param base where the records stand */
    public static AppliedPolicy of(DnsName base, List<Tlsa> records) {
        return new AppliedPolicy(
                Type.TLSA, base, records.stream().map(AppliedPolicy::text).toList(), List.of());
    }

    private static String text(Tlsa record) {
        return record.usage() + " " + record.selector() + " " + record.matching() + " "
                + HexFormat.of().formatHex(record.data());
    }

    byte[] encode() {
        var row = new RowWriter().varint(FORM).string(type.word).string(domain.toString());
        for (List<String> lines : List.of(text, hosts)) {
            row.varint(lines.size());
            lines.forEach(row::string);
        }
        return row.toBytes();
    }

    static AppliedPolicy decode(byte[] bytes) {
        try {
            var in = new RowReader(bytes);
            long form = in.varint();
            if (form != FORM)
                throw new StoreFault(
                        "a policy that was applied has form " + form + ", which this version does not know");
            var type = Type.of(in.string()).orElseThrow(() -> new IllegalArgumentException("a policy of unknown type"));
            return new AppliedPolicy(type, DnsName.of(in.string()), lines(in), lines(in));
        } catch (IllegalArgumentException broken) {
            throw new StoreFault("a policy that was applied cannot be read", broken);
        }
    }

    private static List<String> lines(RowReader in) {
        int count = in.count();
        if (count > LINES) throw new IllegalArgumentException(count + " lines of a policy");
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) lines.add(in.string());
        return lines;
    }
}
