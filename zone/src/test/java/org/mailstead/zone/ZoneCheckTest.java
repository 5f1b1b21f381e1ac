package org.mailstead.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.dns.DnsRecord.Caa;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.tlspolicy.PolicyHost;
import org.mailstead.tlspolicy.PolicyHost.Fetched;
import org.mailstead.tlspolicy.StsPolicy;
import org.mailstead.tlspolicy.TlsFailure;
import org.mailstead.zone.Finding.State;

/** What is told of a zone that is right but for one thing. */
class ZoneCheckTest {
    private static final PolicyHost SERVED = domain -> new Fetched.Policy(Setups.POLICY.policy());

    /** All records as they are printed, proved by DNSSEC, with the name servers that every zone has. */
    private static String zone() {
        return "$SECURE\nexample.org NS ns.example.net\n"
                + Publication.of(Setups.usual(), List.of(25)).records().stream()
                        .map(ZoneRecord::zoneLine)
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static List<Finding> check(MailSetup setup, String zone) {
        return check(setup, zone, SERVED);
    }

    private static List<Finding> check(MailSetup setup, String zone, PolicyHost policies) {
        return ZoneCheck.of(setup, new Surroundings(new ScriptedResolver(zone), Setups.CLOCK, policies));
    }

    private static List<String> told(List<Finding> findings) {
        return findings.stream()
                .filter(each -> each.state() != State.FINE)
                .map(each ->
                        (each.wrong() ? "! " : "") + each.state().word() + " " + each.subject() + ": " + each.found())
                .toList();
    }

    private static String without(String zone, String pattern) {
        String changed = zone.lines()
                .filter(line -> !line.matches(pattern.replace("~", ".*")))
                .collect(Collectors.joining("\n"));
        assertThat(changed).as("a line like " + pattern).isNotEqualTo(zone.stripTrailing());
        return changed + "\n";
    }

    /** Only the certificate, which nobody else trusts, gives cause for doubt. */
    private static final String DOUBT =
            "doubtful certificate mail.example.org: the certificate is one for trying out, which nobody else trusts";

    @Test
    void whatIsPrintedIsFineOncePublished() {
        var findings = check(Setups.usual(), zone());
        assertThat(told(findings)).containsExactly(DOUBT);
        assertThat(findings.stream().map(Finding::subject))
                .containsExactly(
                        "DNSSEC example.org",
                        "MX example.org",
                        "A/AAAA mail.example.org",
                        "PTR 192.0.2.1",
                        "PTR 2001:db8::1",
                        "SPF example.org",
                        "SPF mail.example.org",
                        "DKIM r1._domainkey.example.org",
                        "DKIM e1._domainkey.example.org",
                        "DMARC _dmarc.example.org",
                        "MTA-STS _mta-sts.example.org",
                        "MTA-STS https://mta-sts.example.org/.well-known/mta-sts.txt",
                        "TLS-RPT _smtp._tls.example.org",
                        "certificate mail.example.org",
                        "TLSA _25._tcp.mail.example.org",
                        "SRV _submissions._tcp.example.org",
                        "SRV _submission._tcp.example.org",
                        "SRV _imaps._tcp.example.org",
                        "SRV _imap._tcp.example.org",
                        "SRV _pop3s._tcp.example.org",
                        "SRV _pop3._tcp.example.org",
                        "CNAME autoconfig.example.org",
                        "CNAME autodiscover.example.org",
                        "SRV _autodiscover._tcp.example.org",
                        "PACC _ua-auto-config.example.org",
                        "CNAME ua-auto-config.example.org",
                        "CNAME imap.example.org",
                        "CNAME smtp.example.org",
                        "CNAME pop.example.org",
                        "CNAME pop3.example.org");
    }

    /**
     * The lines to be taken out, as a pattern (~ stands for anything), and those to be put in, with a semicolon between; and what
     * is told then.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            example.org. IN MX ~    |                                                  | ! missing MX example.org: there is none, so that mail does not come here; ! different SPF example.org: does not let this host send from 192.0.2.1: example.org says that 192.0.2.1 should not send its mail (~all); ! different SPF example.org: does not let this host send from 2001:db8::1: example.org says that 2001:db8::1 should not send its mail (~all)
            example.org. IN MX ~    | example.org MX 10 mx.other.test                  | ! different MX example.org: mail goes to mx.other.test, not to this host; ! different SPF example.org: does not let this host send from 192.0.2.1: example.org says that 192.0.2.1 should not send its mail (~all); ! different SPF example.org: does not let this host send from 2001:db8::1: example.org says that 2001:db8::1 should not send its mail (~all)
            example.org. IN MX ~    | example.org MX 0 .                               | ! different MX example.org: says that the domain takes no mail; ! different SPF example.org: does not let this host send from 192.0.2.1: example.org says that 192.0.2.1 should not send its mail (~all); ! different SPF example.org: does not let this host send from 2001:db8::1: example.org says that 2001:db8::1 should not send its mail (~all)
            -                       | example.org MX 20 backup.other.test              | doubtful MX example.org: mail goes to this host, and also to backup.other.test
            example.org. IN MX ~    | example.org MX 10 mx.example.org;mx.example.org CNAME mail.example.org | ! different MX example.org: mx.example.org is only an alias (CNAME) of mail.example.org; ! different MX example.org: mail goes to mx.example.org, not to this host
            1.2.0.192~              |                                                  | ! missing PTR 192.0.2.1: the address has no name
            1.2.0.192~              | 1.2.0.192.in-addr.arpa PTR host9.provider.test;host9.provider.test A 192.0.2.9 | ! different PTR 192.0.2.1: 192.0.2.1 is called host9.provider.test, which has another address
            1.2.0.192~              | 1.2.0.192.in-addr.arpa PTR host9.provider.test;host9.provider.test A 192.0.2.1 | doubtful PTR 192.0.2.1: leads to host9.provider.test, which leads back, but is not the name of this server
            1.2.0.192~              | 1.2.0.192.in-addr.arpa PTR !timeout              | unknown PTR 192.0.2.1: could not be found out: no DNS server answered in time for 1.2.0.192.in-addr.arpa PTR
            example.org. IN TXT ~   |                                                  | ! missing SPF example.org: there is no SPF record, and large providers refuse mail without
            -                       | example.org TXT "v=spf1 -all"                    | ! different SPF example.org: there are 2 SPF records, so that none counts
            example.org. IN TXT ~   | example.org TXT "v=spf1 mx +all"                 | ! different SPF example.org: lets everybody send in the domain's name (+all)
            example.org. IN TXT ~   | example.org TXT "v=spf1 mx all"                  | ! different SPF example.org: lets everybody send in the domain's name (+all)
            example.org. IN TXT ~   | example.org TXT "v=spf1 ip4:192.0.2.1 -all"      | ! different SPF example.org: does not let this host send from 2001:db8::1: example.org forbids 2001:db8::1 to send its mail (-all)
            example.org. IN TXT ~   | example.org TXT "v=spf1 mx ip4:192.0.2.300 -all" | ! different SPF example.org: the record of example.org cannot be read: "ip4:192.0.2.300": "192.0.2.300" is no address of IPv4
            example.org. IN TXT ~   | example.org TXT "v=spf1 mx include:nobody.test -all" | ! different SPF example.org: example.org includes nobody.test, which has no SPF record
            example.org. IN TXT ~   | example.org TXT "v=spf1 mx include:a.test -all";a.test TXT "v=spf1 a:1.test a:2.test a:3.test a:4.test a:5.test a:6.test a:7.test a:8.test a:9.test -all" | ! different SPF example.org: asks the DNS 11 times, and 10 are allowed
            example.org. IN TXT ~   | example.org TXT !servfail                        | unknown SPF example.org: could not be found out: the DNS server could not find out for example.org TXT
            mail.example.org. IN TXT ~ |                                               | missing SPF mail.example.org: there is no SPF record
            mail.example.org. IN TXT ~ | mail.example.org TXT "v=spf1 -all"            | ! different SPF mail.example.org: does not let this host send from 192.0.2.1: mail.example.org forbids 192.0.2.1 to send its mail (-all); ! different SPF mail.example.org: does not let this host send from 2001:db8::1: mail.example.org forbids 2001:db8::1 to send its mail (-all)
            r1._domainkey~          |                                                  | ! missing DKIM r1._domainkey.example.org: mail is signed with this key, and nobody can verify it
            e1._domainkey~          |                                                  | missing DKIM e1._domainkey.example.org: a key that waits is not published yet
            r1._domainkey~          | r1._domainkey.example.org TXT "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKC" | ! different DKIM r1._domainkey.example.org: the key is cut off in the middle
            r1._domainkey~          | r1._domainkey.example.org TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" | ! different DKIM r1._domainkey.example.org: another key stands there
            r1._domainkey~          | r1._domainkey.example.org TXT "v=DKIM1; p="      | ! different DKIM r1._domainkey.example.org: the key is withdrawn (p= is empty)
            r1._domainkey~          | r1._domainkey.example.org TXT "hello"            | ! different DKIM r1._domainkey.example.org: there is no key in what stands there
            -                       | r1._domainkey.example.org TXT "v=DKIM1; p="      | ! different DKIM r1._domainkey.example.org: there are several records, and which one counts is chance
            _dmarc~                 |                                                  | ! missing DMARC _dmarc.example.org: there is no DMARC record, and large providers ask for one
            _dmarc~                 | _dmarc.example.org TXT "p=none"                  | ! missing DMARC _dmarc.example.org: what stands there is no DMARC record: it has to begin with v=DMARC1
            -                       | _dmarc.example.org TXT "v=DMARC1; p=reject"      | ! different DMARC _dmarc.example.org: there are several DMARC records, so that none counts
            _dmarc~                 | _dmarc.example.org TXT "v=DMARC1; p=rejekt; rua=mailto:a@example.org" | ! different DMARC _dmarc.example.org: p=rejekt is neither none, quarantine nor reject
            _dmarc~                 | _dmarc.example.org TXT "v=DMARC1; p=reject; rua=a@example.org" | ! different DMARC _dmarc.example.org: rua=a@example.org has to begin with mailto:; doubtful DMARC _dmarc.example.org: nobody gets reports (rua=), so that nobody sees whether mail of the domain fails
            _dmarc~                 | _dmarc.example.org TXT "v=DMARC1; p=reject; rua=mailto:a@reports.test" | ! different DMARC _dmarc.example.org: reports should go to a@reports.test, and reports.test has not agreed, so that none are sent
            _dmarc~                 | _dmarc.example.org TXT "v=DMARC1; p=reject; rua=mailto:a@reports.test";example.org._report._dmarc.reports.test TXT "v=DMARC1" | ``
            _dmarc~                 | _dmarc.example.org TXT !timeout                  | unknown DMARC _dmarc.example.org: could not be found out: no DNS server answered in time for _dmarc.example.org TXT
            _mta-sts~               |                                                  | missing MTA-STS _mta-sts.example.org: others do not know that mail is to be brought over TLS
            _mta-sts~               | _mta-sts.example.org TXT "v=STSv1; id=2020;"     | ! different MTA-STS _mta-sts.example.org: announces another policy than the present one: v=STSv1; id=2020;
            -                       | _mta-sts.example.org TXT "v=STSv1; id=2020;"     | ! different MTA-STS _mta-sts.example.org: there are several, so that none counts
            mta-sts~                |                                                  | ! missing MTA-STS mta-sts.example.org: the record announces a policy, and there is no host to fetch it from
            mta-sts~                | mta-sts.example.org A 192.0.2.77                 | doubtful MTA-STS mta-sts.example.org: leads to another machine than mail.example.org
            _smtp._tls~             |                                                  | missing TLS-RPT _smtp._tls.example.org: nobody reports when mail could not be brought over TLS
            _smtp._tls~             | _smtp._tls.example.org TXT "v=TLSRPTv1;"         | ! different TLS-RPT _smtp._tls.example.org: has no address (rua=mailto:…)
            _25._tcp~               |                                                  | missing TLSA _25._tcp.mail.example.org: the zone is secured by DNSSEC, and says nothing of the certificate
            _25._tcp~               | _25._tcp.mail.example.org TLSA 3 1 1 0000000000000000000000000000000000000000000000000000000000000000 | ! different TLSA _25._tcp.mail.example.org: DOES NOT FIT THE CERTIFICATE: its TLSA records (DANE) say which certificate it has, but the certificate is none of those
            -                       | _25._tcp.mail.example.org TLSA 3 1 1 0000000000000000000000000000000000000000000000000000000000000000 | ``
            _25._tcp~               | _25._tcp.mail.example.org TLSA 1 1 1 0000000000000000000000000000000000000000000000000000000000000000 | doubtful TLSA _25._tcp.mail.example.org: none of the records is of a kind that mail servers use
            _25._tcp~               | _25._tcp.mail.example.org TLSA !servfail         | unknown TLSA _25._tcp.mail.example.org: could not be found out: the DNS server could not find out for _25._tcp.mail.example.org TLSA; servers that use DANE bring no mail meanwhile
            _imaps~                 |                                                  | missing SRV _imaps._tcp.example.org: mail programs have to guess where IMAP with SSL/TLS is
            _imaps~                 | _imaps._tcp.example.org SRV 0 1 1993 mail.example.org | ! different SRV _imaps._tcp.example.org: leads to mail.example.org, port 1993
            _imaps~                 | _imaps._tcp.example.org SRV 0 0 0 .              | ! different SRV _imaps._tcp.example.org: says that it is not offered
            _pop3s~                 | _pop3s._tcp.example.org SRV 0 1 995 old.test     | ! different SRV _pop3s._tcp.example.org: leads to old.test, port 995, and it is not offered here
            _pop3s~                 |                                                  | ``
            autoconfig~             |                                                  | missing CNAME autoconfig.example.org: for mail programs that look there
            autoconfig~             | autoconfig.example.org A 192.0.2.77              | doubtful CNAME autoconfig.example.org: leads to another machine than mail.example.org
            _autodiscover~          |                                                  | missing SRV _autodiscover._tcp.example.org: for mail programs that look there
            _autodiscover~          | _autodiscover._tcp.example.org SRV 0 0 443 autodiscover.outlook.test | ! different SRV _autodiscover._tcp.example.org: leads to autodiscover.outlook.test, port 443
            -                       | _autodiscover._tcp.example.org SRV 0 0 443 autodiscover.outlook.test | ! different SRV _autodiscover._tcp.example.org: there are 2, and which one counts differs from program to program
            _ua-auto-config~        |                                                  | missing PACC _ua-auto-config.example.org: for mail programs that look there
            _ua-auto-config~        | _ua-auto-config.example.org TXT "v=UAAC1; a=sha256; d=AAAA" | ! different PACC _ua-auto-config.example.org: is the digest of other settings than the present ones, so that programs refuse these
            -                       | _ua-auto-config.example.org TXT "v=UAAC1; a=sha256; d=AAAA" | ! different PACC _ua-auto-config.example.org: there are several, so that none counts
            ua-auto-config~         |                                                  | missing CNAME ua-auto-config.example.org: for mail programs that look there
            smtp~                   | smtp.example.org A 192.0.2.77                    | doubtful CNAME smtp.example.org: leads to another machine than mail.example.org
            -                       | example.org CAA 0 issue ";"                      | ! different CAA example.org: lets nobody make certificates
            -                       | example.org CAA 0 issue "letsencrypt.org"        | ``
            -                       | *.example.org A 192.0.2.1                        | doubtful wildcard *.example.org: the zone answers for every name (A)
            -                       | *._domainkey.example.org TXT "v=DKIM1; p="       | doubtful wildcard *._domainkey.example.org: the zone answers for every name (TXT)
            mail.example.org. IN A ~ | mail.example.org A 192.0.2.77                   | doubtful A/AAAA mail.example.org: leads also to 192.0.2.77, which is not this machine's; ! missing PTR 192.0.2.77: the address has no name; ! different SPF example.org: does not let this host send from 192.0.2.1: example.org says that 192.0.2.1 should not send its mail (~all); ! different SPF mail.example.org: does not let this host send from 192.0.2.1: mail.example.org forbids 192.0.2.1 to send its mail (-all)
            example.org NS ~        | example.org NS !bogus                            | ! different DNSSEC example.org: is broken: the signature does not fit
            """)
    void oneThingThatIsNotRight(String out, @org.jspecify.annotations.Nullable String in, String expected) {
        String zone = out.equals("-") ? zone() : without(zone(), out);
        String changed = zone + (in == null ? "" : parts(in).stream().collect(Collectors.joining("\n"))) + "\n";
        var told = new ArrayList<>(told(check(Setups.usual(), changed)));
        told.remove(DOUBT);
        assertThat(String.join("; ", told)).isEqualTo(expected);
    }

    /** Semicolons stand within quotes too. */
    private static List<String> parts(String lines) {
        return Arrays.asList(lines.split(";(?=[a-z0-9._-]+ [A-Z]+ )"));
    }

    @Test
    void aDnsThatDoesNotAnswerIsNotTakenForAnEmptyOne() {
        var findings = check(Setups.usual(), "example.org * !timeout\n");
        assertThat(told(findings))
                .containsExactly(
                        "unknown domain example.org: could not be found out: no DNS server answered in time for"
                                + " example.org NS");
        // The domain's servers answer, and nothing else does.
        var names = zone().lines()
                .filter(line -> line.contains(" IN "))
                .map(line -> line.substring(0, line.indexOf(". IN")) + " * !servfail")
                .distinct()
                .filter(line -> !line.startsWith("example.org "))
                .collect(Collectors.joining("\n"));
        assertThat(check(Setups.usual(), zone() + names))
                .noneMatch(each -> each.state() == State.MISSING || each.state() == State.DIFFERENT);
    }

    @Test
    void aDomainThatDoesNotExistIsOneFinding() {
        assertThat(told(check(Setups.usual(), "other.test A 192.0.2.1\n")))
                .containsExactly("! missing domain example.org: there is no such domain in the DNS");
    }

    @Test
    void aPolicyThatIsNotOursIsTold() {
        var other =
                new StsPolicy(StsPolicy.Mode.ENFORCE, Duration.ofDays(1), List.of("old.example.org", "*.example.net"));
        assertThat(told(check(Setups.usual(), zone(), domain -> new Fetched.Policy(other))))
                .contains(
                        "! different MTA-STS https://mta-sts.example.org/.well-known/mta-sts.txt: another policy than this"
                                + " server's is served: mode enforce, mx old.example.org *.example.net, max_age 86400");
        var silent = new TlsFailure(TlsFailure.Kind.STS_POLICY_FETCH_ERROR, "nobody listens there");
        assertThat(told(check(Setups.usual(), zone(), domain -> new Fetched.Failed(silent))))
                .contains(
                        "! different MTA-STS https://mta-sts.example.org/.well-known/mta-sts.txt: the policy cannot be"
                                + " fetched: nobody listens there");
    }

    @Test
    void aCertificateForOtherNamesIsTold() {
        var other = Setups.with(Setups.certificates("www.example.org"));
        assertThat(told(check(other, zone())))
                .contains(
                        "! different certificate mail.example.org: the certificate is for www.example.org, not for this host",
                        "! different MTA-STS mta-sts.example.org: the certificate is not for this name, so that nobody takes"
                                + " the policy",
                        "! different TLSA _25._tcp.mail.example.org: DOES NOT FIT THE CERTIFICATE: its TLSA records (DANE) say"
                                + " which certificate it has, but the certificate is none of those");
    }

    @Test
    void withoutDnssecTlsaRecordsAreDoubtful() {
        assertThat(told(check(Setups.usual(), zone().replace("$SECURE\n", ""))))
                .contains(
                        "doubtful TLSA _25._tcp.mail.example.org: fits the certificate, but without DNSSEC it counts for"
                                + " nothing");
    }

    @Test
    void anIssuerThatMayNotRenewIsTold() {
        var issuer = Issuer.domain(new X500Principal("CN=R11, O=Let's Encrypt, C=US"));
        assertThat(issuer).contains("letsencrypt.org");
        assertThat(Issuer.domain(new X500Principal("CN=mail.example.org"))).isEmpty();
        var digicert = new Caa(false, "issue", "digicert.com; policy=ev");
        assertThat(CaaCheck.judged("CAA example.org", List.of(digicert), issuer).found())
                .isEqualTo("lets digicert.com make certificates, and the present one is of letsencrypt.org");
        var both = List.of(digicert, new Caa(false, "issue", "LetsEncrypt.org"));
        assertThat(CaaCheck.judged("CAA example.org", both, issuer).state()).isEqualTo(State.FINE);
        var wild = List.of(new Caa(false, "issuewild", ";"));
        assertThat(CaaCheck.judged("CAA example.org", wild, issuer).state()).isEqualTo(State.FINE);
    }

    @Test
    void aSmarthostsAddressesAreNotGuessed() {
        var usual = Setups.usual();
        var relayed = new MailSetup(
                usual.domain(),
                usual.host(),
                usual.addresses(),
                usual.services(),
                List.of(),
                List.of(),
                usual.policy(),
                false,
                "",
                "relay.test",
                usual.reports());
        assertThat(told(check(relayed, zone())))
                .contains(
                        "doubtful SPF example.org: mail leaves through relay.test, whose addresses are not known here",
                        "! missing DKIM example.org: no key signs the domain's mail",
                        "! missing certificate mail.example.org: there is none that can be used",
                        "! different MTA-STS _mta-sts.example.org: announces a policy that this server does not serve"
                                + " (listen.https is off)");
    }
}
