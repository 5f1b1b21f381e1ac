package org.mailstead.policy;

import java.util.List;
import java.util.Optional;
import org.mailstead.authenticity.AggregateReport.Exemption;
import org.mailstead.authenticity.ArcVerdict;
import org.mailstead.authenticity.DmarcPolicy;
import org.mailstead.authenticity.DmarcResult;
import org.mailstead.authenticity.DmarcVerdict;
import org.mailstead.authenticity.Findings;
import org.mailstead.dns.DnsName;
import org.mailstead.smtp.SmtpReply;

/**
 * Mail that only claims to be from a domain becomes what the domain wants. RFC 9989 §7.4. What the DNS did not tell decides
 * nothing. A mailing list that sealed what it got, and that we trust, may vouch for it. RFC 8617 §7.2.1.
 *
 * @param sealers domains whose seals are believed
 */
record DmarcCheck(Use use, List<DnsName> sealers) implements Check {
    DmarcCheck {
        sealers = List.copyOf(sealers);
    }

    @Override
    public Description description() {
        String trusted = sealers.isEmpty()
                ? ""
                : ", receiving.trusted-sealers = "
                        + sealers.stream().map(DnsName::toString).toList();
        return new Description(
                Stage.MESSAGE,
                "dmarc",
                use != Use.OFF,
                "Mail that only claims to be from a domain is refused or goes to Junk, as the domain wants (DMARC).",
                "receiving.dmarc = " + use.word() + trusted);
    }

    @Override
    public Verdict judge(Facts facts) {
        Findings findings = facts.findings();
        DmarcVerdict dmarc = findings.dmarc();
        if (dmarc.result() == DmarcResult.PERMERROR) return enforced(new Verdict.Mark(dmarc.reason()));
        if (dmarc.disposition() == DmarcPolicy.NONE) return Verdict.PASS;
        Optional<DnsName> sealer = trustedSealer(findings.chain());
        if (sealer.isPresent())
            return new Verdict.Pass(sealer.get() + ", whose seals are trusted, got it from its true sender");
        String claim = "it only claims to be from " + dmarc.author() + ": " + dmarc.reason();
        return enforced(
                dmarc.disposition() == DmarcPolicy.REJECT
                        ? new Verdict.Refuse(refusal(dmarc), claim)
                        : new Verdict.Mark(claim));
    }

    /** Why a message was not treated as its domain wants, for those who get reports. RFC 9990 §3.1.6. */
    static Optional<Exemption> exemption(Optional<DmarcCheck> check, Findings findings) {
        DmarcVerdict dmarc = findings.dmarc();
        if (dmarc.result() != DmarcResult.FAIL || dmarc.policy() == DmarcPolicy.NONE) return Optional.empty();
        if (dmarc.disposition() == DmarcPolicy.NONE) return Optional.of(new Exemption("policy_test_mode", ""));
        if (check.filter(each -> each.use == Use.ENFORCE).isEmpty())
            return Optional.of(new Exemption("local_policy", "DMARC is not enforced here"));
        return check.flatMap(each -> each.trustedSealer(findings.chain()))
                .map(sealer -> new Exemption("trusted_forwarder", "sealed by " + sealer));
    }

    private Verdict enforced(Verdict verdict) {
        return use == Use.ENFORCE ? verdict : new Verdict.Pass("not enforced: " + verdict.reason());
    }

    private static SmtpReply refusal(DmarcVerdict dmarc) {
        return Replies.of(
                550,
                "5.7.1",
                dmarc.author() + " wants mail refused that only claims to be from it (DMARC): " + dmarc.reason()
                        + "; send it through that domain's own mail server");
    }

    /**
     * Who vouches for the message: going back from the last server on the way, the seals are believed as long as each of them is
     * of a trusted domain. An untrusted one may have invented all before it.
     */
    private Optional<DnsName> trustedSealer(ArcVerdict chain) {
        if (chain.result() != ArcVerdict.Result.PASS) return Optional.empty();
        for (var seal : chain.seals().reversed()) {
            if (!sealers.contains(seal.domain())) return Optional.empty();
            boolean passed = seal.results().stream()
                    .flatMap(results -> results.results().stream())
                    .anyMatch(result ->
                            result.method().equals("dmarc") && result.result().equals("pass"));
            if (passed) return Optional.of(seal.domain());
        }
        return Optional.empty();
    }
}
