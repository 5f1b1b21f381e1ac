package org.mailstead.authenticity;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.TreeWalk.Step;
import org.mailstead.authenticity.TreeWalk.UnansweredException;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** Whether the domain that a message shows is one that SPF or DKIM speaks for, and what it wants if not. RFC 9989. */
public final class Dmarc {
    private final Resolver resolver;

    public Dmarc(Resolver resolver) {
        this.resolver = resolver;
    }

    /** The policy that applies to a domain, and where it was found. */
    private record Applicable(DnsName domain, DmarcRecord record, DmarcPolicy policy) {}

    /**
     * The verdict on a message.
     *
     * @param spf of MAIL FROM, or of HELO for a bounce
     */
    public DmarcVerdict check(AuthorDomain author, SpfVerdict spf, List<DkimVerdict> signatures) {
        return switch (author) {
            case AuthorDomain.Unknown unknown -> DmarcVerdict.without(DmarcResult.PERMERROR, null, unknown.reason());
            case AuthorDomain.Known known -> check(known.domain(), spf, signatures);
        };
    }

    private DmarcVerdict check(DnsName author, SpfVerdict spf, List<DkimVerdict> signatures) {
        var walk = new TreeWalk(resolver);
        Optional<Applicable> applicable;
        try {
            applicable = discover(author, walk);
        } catch (UnansweredException e) {
            return DmarcVerdict.without(DmarcResult.TEMPERROR, author, e.detail());
        }
        if (applicable.isEmpty())
            return DmarcVerdict.without(DmarcResult.NONE, author, author + " has no DMARC policy");
        var policy = applicable.get();
        var alignment = new Alignment(author, walk);
        boolean bySpf = spf.result() == SpfResult.PASS
                && alignment.aligned(spf.domain(), policy.record().strictSpf());
        boolean byDkim = false;
        for (var signature : signatures) {
            byDkim |= signature.result() == DkimResult.PASS
                    && alignment.aligned(signature.domain(), policy.record().strictDkim());
        }
        return verdict(author, policy, bySpf, byDkim, unanswered(alignment, spf, signatures));
    }

    private static DmarcVerdict verdict(
            DnsName author, Applicable policy, boolean bySpf, boolean byDkim, @Nullable String unanswered) {
        boolean pass = bySpf || byDkim;
        var result = pass ? DmarcResult.PASS : unanswered != null ? DmarcResult.TEMPERROR : DmarcResult.FAIL;
        var wanted = policy.record().testing() ? policy.policy().milder() : policy.policy();
        String reason = switch (result) {
            case PASS ->
                (bySpf && byDkim ? "SPF and DKIM speak" : bySpf ? "SPF speaks" : "DKIM speaks") + " for " + author;
            case TEMPERROR ->
                "neither SPF nor DKIM speaks for " + author + ", but not all could be checked: " + unanswered;
            case NONE, FAIL, PERMERROR ->
                "neither SPF nor DKIM speaks for " + author + ", which asks to " + asks(wanted);
        };
        return new DmarcVerdict(
                result,
                author,
                policy.domain(),
                policy.record(),
                policy.policy(),
                result == DmarcResult.FAIL ? wanted : DmarcPolicy.NONE,
                bySpf,
                byDkim,
                reason);
    }

    private static String asks(DmarcPolicy policy) {
        return switch (policy) {
            case NONE -> "deliver such mail all the same";
            case QUARANTINE -> "treat such mail as suspicious";
            case REJECT -> "reject such mail";
        };
    }

    /** A check that failed for want of an answer, and could have passed: then nothing is known yet. RFC 9989 §5.3.3. */
    private static @Nullable String unanswered(Alignment alignment, SpfVerdict spf, List<DkimVerdict> signatures) {
        if (alignment.unanswered != null) return alignment.unanswered;
        if (spf.result() == SpfResult.TEMPERROR && alignment.couldBe(spf.domain())) return spf.reason();
        for (var signature : signatures)
            if (signature.result() == DkimResult.TEMPERROR && alignment.couldBe(signature.domain()))
                return signature.reason();
        return null;
    }

    /** RFC 9989 §4.10.1. */
    private Optional<Applicable> discover(DnsName author, TreeWalk walk) throws UnansweredException {
        var own = walk.at(author);
        if (own.isPresent())
            return Optional.of(new Applicable(author, own.get(), own.get().policy()));
        var steps = walk.from(author);
        if (steps.isEmpty()) return Optional.empty();
        var organization = TreeWalk.organization(author, steps);
        // The organization's record; else that of the public suffix, which is the only one met then.
        Step step = steps.getLast();
        for (var each : steps) if (each.domain().equals(organization)) step = each;
        var policy = step.record().policyFor(true, step.record().nonexistent() == null || exists(author));
        return Optional.of(new Applicable(step.domain(), step.record(), policy));
    }

    /** Whether a domain has an address or mail hosts; failures count as yes, the milder answer. RFC 9989 §3.2.13. */
    private boolean exists(DnsName domain) {
        return !isAbsent(resolver.lookup(domain, RecordType.A))
                || !isAbsent(resolver.lookup(domain, RecordType.AAAA))
                || !isAbsent(resolver.lookup(domain, RecordType.MX));
    }

    private static <R extends DnsRecord> boolean isAbsent(Answer<R> answer) {
        return answer instanceof Answer.NoSuchName<R> || answer instanceof Answer.NoData<R>;
    }

    /** Compares domains with the author's. RFC 9989 §4.4, §4.10.2. */
    private static final class Alignment {
        private final DnsName author;
        private final TreeWalk walk;

        /** Why something could not be compared; null if all could. */
        private @Nullable String unanswered;

        Alignment(DnsName author, TreeWalk walk) {
            this.author = author;
            this.walk = walk;
        }

        boolean aligned(@Nullable DnsName domain, boolean strict) {
            if (domain == null) return false;
            if (domain.equals(author)) return true;
            if (strict || !couldBe(domain)) return false;
            try {
                var organization = walk.organization(author);
                return domain.isWithin(organization)
                        && walk.organization(domain).equals(organization);
            } catch (UnansweredException e) {
                unanswered = e.detail();
                return false;
            }
        }

        /** Names that end in different labels never are of one organization: no question is needed for these. */
        boolean couldBe(@Nullable DnsName domain) {
            return domain != null
                    && !domain.equals(DnsName.ROOT)
                    && domain.labels().getLast().equals(author.labels().getLast());
        }
    }
}
