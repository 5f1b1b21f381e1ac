package org.mailstead.zone;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsRecord.Ns;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** The zone as a whole: DNSSEC, and records that stand for every name. */
final class ZoneStateCheck {
    /** A label that nobody has; part of it changes with the policy, so that nobody makes it one. */
    private static final String NOBODY = "no-such-name-";

    private ZoneStateCheck() {}

    static List<Finding> of(MailSetup setup, Resolver resolver) {
        var findings = new ArrayList<Finding>();
        String subject = "DNSSEC " + setup.domain();
        Answer<Ns> answer = resolver.lookup(setup.domain(), RecordType.NS);
        switch (answer) {
            case Answer.Bogus<Ns> bogus ->
                findings.add(Finding.different(
                        subject,
                        "is broken: " + bogus.detail(),
                        "Whoever checks signatures finds nothing of the domain. Have the provider of the DNS sign it anew, or take"
                                + " the DS record out at the registrar."));
            case Answer.TemporaryFailure<Ns> failure -> findings.add(Finding.unknown(subject, failure.describe()));
            case Answer.Found<Ns> found -> findings.add(Finding.fine(subject, state(found.authenticated())));
            case Answer.NoData<Ns> none -> findings.add(Finding.fine(subject, state(none.authenticated())));
            case Answer.NoSuchName<Ns> none -> findings.add(Finding.fine(subject, state(none.authenticated())));
        }
        wildcard(setup, resolver, "", findings);
        wildcard(setup, resolver, "._domainkey", findings);
        return findings;
    }

    private static String state(boolean proved) {
        return proved
                ? "its answers are signed and the signatures fit"
                : "its answers are not signed, or this machine's DNS servers drop signatures; TLSA records count for nothing then";
    }

    /** RFC 4592 §2.1.1. */
    private static void wildcard(MailSetup setup, Resolver resolver, String below, List<Finding> findings) {
        var name = setup.under(NOBODY + setup.policy().id() + below);
        var types = new ArrayList<String>();
        for (var type : List.of(RecordType.A, RecordType.AAAA, RecordType.MX, RecordType.TXT))
            if (!Looked.up(resolver, name, type).records().isEmpty()) types.add(type.toString());
        if (!types.isEmpty())
            findings.add(Finding.doubtful(
                    "wildcard *" + below + "." + setup.domain(),
                    "the zone answers for every name (" + String.join(", ", types) + ")",
                    "Names that are not there seem to be there, which leads mail and mail programs astray. Take the record"
                            + " with the star out if you do not need it."));
    }
}
