package org.mailstead.authenticity;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;

/** What a receiver tells a domain of the mail that claimed to be its own, in sums. RFC 9990 §3.1. */
public record AggregateReport(Metadata metadata, Published published, List<Row> rows) {
    public AggregateReport {
        rows = List.copyOf(rows);
    }

    /**
     * Who reports what time. RFC 9990 §3.1.1.3.
     *
     * @param organization a name for people
     * @param contact further ways to reach them; empty for none
     * @param id one report's own, for ever
     * @param errors what the receiver could not make of the policy; empty for none
     */
    public record Metadata(
            String organization, String email, String contact, String id, Instant begin, Instant end, String errors) {}

    /** The policy as the receiver found it. Null where nothing was said. */
    public record Published(
            String domain,
            DmarcPolicy policy,
            @Nullable DmarcPolicy subdomains,
            @Nullable DmarcPolicy nonexistent,
            boolean strictDkim,
            boolean strictSpf,
            boolean testing) {
        public static Published of(DnsName domain, DmarcRecord record) {
            return new Published(
                    domain.toString(),
                    record.policy(),
                    record.subdomains(),
                    record.nonexistent(),
                    record.strictDkim(),
                    record.strictSpf(),
                    record.testing());
        }
    }

    /** What became of messages. */
    public enum Disposition {
        /** Nothing: the policy asks for nothing, or was not followed. */
        NONE,
        /** Nothing, since DMARC passed, where the policy would have asked for something. */
        PASS,
        QUARANTINE,
        REJECT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Disposition> named(String word) {
            for (var each : values()) if (each.word().equalsIgnoreCase(word)) return Optional.of(each);
            return Optional.empty();
        }
    }

    /** Why a message was treated otherwise than the policy asks: {@code mailing_list}, {@code local_policy}, … */
    public record Exemption(String type, String comment) {}

    public record Signature(String domain, String selector, String result) {}

    /** @param scope {@code mfrom}, or {@code helo} in older reports */
    public record Sender(String domain, String scope, String result) {}

    /**
     * Messages that are alike.
     *
     * @param envelopeFrom the domain in MAIL FROM; empty for bounces and where it was not told
     * @param envelopeTo the recipients' domain; empty where it was not told
     * @param spf null where none was told
     */
    public record Row(
            InetAddress source,
            long count,
            Disposition disposition,
            boolean dkimAligned,
            boolean spfAligned,
            List<Exemption> reasons,
            String headerFrom,
            String envelopeFrom,
            String envelopeTo,
            List<Signature> signatures,
            @Nullable Sender spf) {
        public Row {
            reasons = List.copyOf(reasons);
            signatures = List.copyOf(signatures);
        }

        /**
         * One message.
         *
         * @param applied what became of it, if that is not what its policy asked for
         */
        public static Row of(
                InetAddress source,
                DmarcVerdict dmarc,
                SpfVerdict spf,
                List<DkimVerdict> signatures,
                Optional<Exemption> applied) {
            var signed = new ArrayList<Signature>();
            for (var signature : signatures)
                if (signature.domain() != null)
                    signed.add(new Signature(
                            Objects.toString(signature.domain()),
                            signature.selector(),
                            signature.result().word()));
            var domain = spf.domain();
            return new Row(
                    source,
                    1,
                    disposition(dmarc, applied.isPresent()),
                    dmarc.dkimAligned(),
                    dmarc.spfAligned(),
                    applied.map(List::of).orElse(List.of()),
                    Objects.toString(dmarc.author(), ""),
                    Objects.toString(domain, ""),
                    "",
                    signed,
                    domain == null
                            ? null
                            : new Sender(
                                    domain.toString(), "mfrom", spf.result().word()));
        }

        private static Disposition disposition(DmarcVerdict dmarc, boolean overridden) {
            if (dmarc.result() == DmarcResult.PASS)
                return dmarc.policy() == DmarcPolicy.NONE ? Disposition.NONE : Disposition.PASS;
            if (overridden) return Disposition.NONE;
            return switch (dmarc.disposition()) {
                case NONE -> Disposition.NONE;
                case QUARANTINE -> Disposition.QUARANTINE;
                case REJECT -> Disposition.REJECT;
            };
        }

        Row times(long messages) {
            return new Row(
                    source,
                    messages,
                    disposition,
                    dkimAligned,
                    spfAligned,
                    reasons,
                    headerFrom,
                    envelopeFrom,
                    envelopeTo,
                    signatures,
                    spf);
        }
    }

    /** The name of the attachment. RFC 9990 §3.5.2. */
    public String fileName(DnsName receiver) {
        return receiver + "!" + published.domain() + "!" + metadata.begin().getEpochSecond() + "!"
                + metadata.end().getEpochSecond() + ".xml.gz";
    }

    /** The subject of the mail that carries it. RFC 9990 §3.5.2. */
    public String subject(DnsName receiver) {
        return "Report Domain: " + published.domain() + " Submitter: " + receiver + " Report-ID: <" + metadata.id()
                + ">";
    }
}
