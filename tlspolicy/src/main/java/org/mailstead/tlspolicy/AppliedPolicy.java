package org.mailstead.tlspolicy;

import java.util.HexFormat;
import java.util.List;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Tlsa;

/**
 * By which word of a domain's owner a host was judged, as reports tell it. RFC 8460 §4.4.
 *
 * @param domain that said so: the recipients', or for TLSA records the name they stand at
 * @param text the word itself, one line for each of its parts
 * @param hosts patterns of the hosts it names, if it is {@link Type#STS}
 */
public record AppliedPolicy(Type type, DnsName domain, List<String> text, List<String> hosts) {
    /** Of a long policy nobody needs more in a report. */
    private static final int LINES = 50;

    public AppliedPolicy {
        text = List.copyOf(text.subList(0, Math.min(LINES, text.size())));
        hosts = List.copyOf(hosts.subList(0, Math.min(LINES, hosts.size())));
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
}
