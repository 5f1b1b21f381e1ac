package org.mailstead.zone;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.tlspolicy.StsPolicy;
import org.mailstead.zone.ZoneRecord.Need;

/**
 * All that is to be published for a domain.
 *
 * @param notes what cannot be said as a record
 */
public record Publication(List<ZoneRecord> records, List<String> notes) {
    /** The port on which servers bring mail. */
    public static final int SMTP = 25;

    /** Names before the domain that programs try which have found nothing. */
    static final List<String> GUESSED = List.of("mail", "imap", "smtp", "pop", "pop3");

    static final String AUTODISCOVER = "_autodiscover._tcp";

    /** The host of PACC. */
    static final String USER_AGENTS = "ua-auto-config";

    private static final int HTTPS = 443;
    private static final int MX_PREFERENCE = 10;

    public Publication {
        records = List.copyOf(records);
        notes = List.copyOf(notes);
    }

    /** @param tlsaPorts on which the certificate is published for DANE; mail servers use that of 25 only */
    public static Publication of(MailSetup setup, List<Integer> tlsaPorts) {
        var writing = new Writing(setup);
        writing.host();
        writing.senders();
        writing.transport(tlsaPorts);
        writing.programs();
        writing.issuers();
        return new Publication(writing.records, writing.notes);
    }

    /** What stands at the domain for SPF. Forwarded mail is known by its DKIM signature, so that all others are only doubted. */
    static String spf() {
        return "v=spf1 mx ~all";
    }

    /** What stands at the host for SPF: reports of failures have no sender, so that the host's name stands for it. RFC 7208 §2.4. */
    static String hostSpf() {
        return "v=spf1 a -all";
    }

    static String dmarc(MailSetup setup) {
        return "v=DMARC1; p=none; rua=mailto:" + setup.reports().dmarc();
    }

    static String tlsReports(MailSetup setup) {
        return "v=TLSRPTv1; rua=mailto:" + setup.reports().tls();
    }

    /** Thunderbird looks at neither port nor priority of it. */
    static DnsRecord.Srv autodiscover(MailSetup setup) {
        return new DnsRecord.Srv(0, 1, HTTPS, setup.host());
    }

    private static final class Writing {
        private final MailSetup setup;
        private final List<ZoneRecord> records = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        Writing(MailSetup setup) {
            this.setup = setup;
        }

        private void add(DnsName name, DnsRecord data, Need need, String purpose) {
            records.add(new ZoneRecord(name, data, need, purpose, !name.isWithin(setup.domain())));
        }

        private void text(DnsName name, String text, Need need, String purpose) {
            add(name, DnsRecord.Txt.of(text), need, purpose);
        }

        void host() {
            add(
                    setup.domain(),
                    new DnsRecord.Mx(MX_PREFERENCE, setup.host()),
                    Need.NEEDED,
                    "Mail for the domain is brought to this host.");
            for (InetAddress address : setup.addresses())
                add(setup.host(), new DnsRecord.Address(address), Need.NEEDED, "Where this host is.");
            for (InetAddress address : setup.addresses())
                add(
                        DnsName.reverse(address),
                        new DnsRecord.Ptr(setup.host()),
                        Need.NEEDED,
                        "The address leads back to the name, or many servers refuse its mail. Whoever gave you the address sets it,"
                                + " often as \"reverse DNS\".");
            if (setup.addresses().isEmpty())
                notes.add(
                        "The address of " + setup.host()
                                + " is not known here. It needs an A record (and AAAA, with IPv6), and"
                                + " the address a reverse name (PTR) that leads back. Give it with --address to have these printed.");
        }

        void senders() {
            text(
                    setup.domain(),
                    spf(),
                    Need.NEEDED,
                    "SPF: the hosts that take its mail send it too; others are doubted.");
            if (!setup.host().equals(setup.domain()))
                text(setup.host(), hostSpf(), Need.ADVISED, "SPF for what has no sender, such as reports of failures.");
            if (!setup.smarthost().isEmpty())
                notes.add("Mail leaves through " + setup.smarthost()
                        + ". Put what its provider says into the SPF record, before" + " \"~all\", such as \"include:"
                        + setup.smarthost() + "\".");
            for (var each : setup.keys())
                text(
                        each.key().recordName(),
                        each.key().recordText(),
                        each.use() == MailSetup.Use.RETIRED ? Need.OPTIONAL : Need.NEEDED,
                        switch (each.use()) {
                            case WAITING ->
                                "DKIM: a key that waits. Publish it, and a day later: mailstead dkim use "
                                        + setup.domain();
                            case SIGNS -> "DKIM: the key by which signatures of the domain's mail are known.";
                            case RETIRED -> "DKIM: a key that signs no more. Can be taken out a week after its end.";
                        });
            if (setup.keys().isEmpty())
                notes.add("No key signs for " + setup.domain() + " yet. Make the first with: mailstead dkim rotate "
                        + setup.domain());
            text(
                    setup.under("_dmarc"),
                    dmarc(setup),
                    Need.NEEDED,
                    "DMARC: what becomes of mail that only pretends to be the domain's, and where reports go. Begin with p=none;"
                            + " once reports show no mail of your own as failed, p=quarantine, then p=reject.");
        }

        void transport(List<Integer> tlsaPorts) {
            if (setup.web()) {
                String what = setup.policy().mode() == StsPolicy.Mode.NONE
                        ? "MTA-STS: says that there is no policy. Needed only while others remember one."
                        : "MTA-STS: servers bring mail over TLS, to this host only. Changes with the policy.";
                Need need = setup.policy().mode() == StsPolicy.Mode.NONE ? Need.OPTIONAL : Need.ADVISED;
                text(setup.under("_mta-sts"), setup.policy().recordText(), need, what);
                add(
                        setup.under(ServedPolicy.HOST_LABEL),
                        new DnsRecord.Cname(setup.host()),
                        need,
                        "MTA-STS: where the policy is fetched. The certificate has to be for this name too.");
            } else {
                notes.add("MTA-STS is left out, since HTTPS is switched off here (listen.https).");
            }
            text(
                    setup.under("_smtp._tls"),
                    tlsReports(setup),
                    Need.ADVISED,
                    "TLS-RPT: where others report when they could not bring mail over TLS.");
            if (setup.certificates().isEmpty()) {
                notes.add("TLSA records are left out, since there is no certificate yet.");
                return;
            }
            for (int port : tlsaPorts)
                add(
                        setup.underHost("_" + port + "._tcp"),
                        KeyDigest.tlsa(setup.certificates().getFirst()),
                        Need.OPTIONAL,
                        "DANE: the key of the certificate. Counts only in a zone with DNSSEC; leave it out otherwise. For a new key"
                                + " publish both records first, wait a day, then change the certificate.");
        }

        void programs() {
            for (Service service : Service.values()) {
                Integer port = setup.services().get(service);
                var record = port == null
                        ? new DnsRecord.Srv(0, 0, 0, DnsName.ROOT)
                        : new DnsRecord.Srv(service.preference(), 1, port, setup.host());
                add(
                        setup.under(service.labels()),
                        record,
                        Need.ADVISED,
                        "Mail programs find " + service.words() + (port == null ? " here: not offered." : "."));
            }
            if (setup.web()) documents();
            for (String label : GUESSED)
                alias(setup.under(label), Need.OPTIONAL, "Apple Mail and others guess names like this one.");
        }

        private void documents() {
            alias(setup.under("autoconfig"), Need.ADVISED, "Thunderbird and others ask this host for their settings.");
            alias(setup.under("autodiscover"), Need.ADVISED, "Outlook and others ask this host for their settings.");
            add(
                    setup.under(AUTODISCOVER),
                    autodiscover(setup),
                    Need.OPTIONAL,
                    "The same, for those that look for it so. There may be one only.");
            if (!setup.userAgents().isEmpty()) {
                String purpose =
                        "Settings by PACC, which few programs ask for yet. The digest changes with the settings.";
                alias(setup.under(USER_AGENTS), Need.OPTIONAL, purpose);
                text(setup.under("_" + USER_AGENTS), setup.userAgents(), Need.OPTIONAL, purpose);
            }
            // Asked for by the name of the MX host, so that it helps domains too that publish none of the above.
            setup.host()
                    .parent()
                    .filter(parent -> parent.labels().size() > 1 && !setup.hasHost())
                    .flatMap(parent -> parent.under("autoconfig"))
                    .ifPresent(name -> alias(
                            name,
                            Need.OPTIONAL,
                            "Thunderbird asks this host for all domains whose mail is brought to " + setup.host()
                                    + "."));
        }

        /** Of names that lead here. The host itself has addresses, and nothing may stand beside an alias. RFC 1034 §3.6.2 */
        private void alias(DnsName name, Need need, String purpose) {
            if (!name.equals(setup.host())) add(name, new DnsRecord.Cname(setup.host()), need, purpose);
        }

        void issuers() {
            Optional<String> issuer = setup.certificates().stream().findFirst().flatMap(Issuer::domain);
            if (issuer.isEmpty()) {
                notes.add(
                        "CAA records say who may make certificates for the domain. They are left out, since the present"
                                + " certificate is of nobody known here. With Let's Encrypt: CAA 0 issue \"letsencrypt.org\".");
                return;
            }
            add(
                    setup.domain(),
                    new DnsRecord.Caa(false, "issue", issuer.get()),
                    Need.OPTIONAL,
                    "Nobody else makes certificates for the domain. Add a line for each issuer that you use.");
        }
    }
}
