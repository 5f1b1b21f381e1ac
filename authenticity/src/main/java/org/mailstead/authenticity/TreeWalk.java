package org.mailstead.authenticity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.authenticity.DmarcRecord.PublicSuffix;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/**
 * Looks for policies from a domain upwards, and tells from what it meets which domains are of one organization. RFC 9989 §4.10.
 * One object serves one message and asks for each name once.
 */
final class TreeWalk {
    /** Questions of one walk: names with more labels are cut, since anybody can make a name of a hundred. RFC 9989 §4.10. */
    private static final int STEPS = 8;

    private final Resolver resolver;
    private final Map<DnsName, Optional<DmarcRecord>> known = new HashMap<>();

    TreeWalk(Resolver resolver) {
        this.resolver = resolver;
    }

    /** A record and the domain that it is of. */
    record Step(DnsName domain, DmarcRecord record) {}

    /** The DNS did not answer. */
    static final class UnansweredException extends Exception {
        private final String detail;

        UnansweredException(String detail) {
            super(detail, null, false, false);
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }

    /** The one policy of a domain itself; of two that are there, none counts. */
    Optional<DmarcRecord> at(DnsName domain) throws UnansweredException {
        var before = known.get(domain);
        if (before != null) return before;
        var name = domain.under("_dmarc");
        var found = name.isEmpty() ? Optional.<DmarcRecord>empty() : read(resolver.lookup(name.get(), RecordType.TXT));
        known.put(domain, found);
        return found;
    }

    private static Optional<DmarcRecord> read(Answer<Txt> answer) throws UnansweredException {
        return switch (answer) {
            case Answer.Found<Txt> found -> {
                var records = found.records().stream()
                        .map(Txt::joined)
                        .filter(text -> text.startsWith("v"))
                        .map(DmarcRecord::parse)
                        .flatMap(Optional::stream)
                        .toList();
                yield records.size() == 1 ? Optional.of(records.getFirst()) : Optional.empty();
            }
            case Answer.NoSuchName<Txt> none -> Optional.empty();
            case Answer.NoData<Txt> none -> Optional.empty();
            case Answer.TemporaryFailure<Txt> failure -> throw new UnansweredException(failure.describe());
            case Answer.Bogus<Txt> bogus -> throw new UnansweredException(bogus.describe());
        };
    }

    /** The policies from a domain upwards, until one says where the organization ends. */
    List<Step> from(DnsName start) throws UnansweredException {
        var steps = new ArrayList<Step>();
        var target = Optional.of(start);
        while (target.isPresent() && !target.get().equals(DnsName.ROOT)) {
            var record = at(target.get());
            if (record.isPresent()) {
                steps.add(new Step(target.get(), record.get()));
                if (record.get().publicSuffix() != PublicSuffix.UNKNOWN) break;
            }
            target = above(target.get());
        }
        return steps;
    }

    /** One label less; at once down to as many as questions are left. */
    private static Optional<DnsName> above(DnsName domain) {
        var parent = domain.parent();
        while (parent.isPresent() && parent.get().labels().size() >= STEPS)
            parent = parent.get().parent();
        return parent;
    }

    /** The domain that stands for the organization which a domain is of. RFC 9989 §4.10.2. */
    DnsName organization(DnsName domain) throws UnansweredException {
        return organization(domain, from(domain));
    }

    static DnsName organization(DnsName start, List<Step> steps) {
        for (var step : steps) {
            if (step.record().publicSuffix() == PublicSuffix.NO) return step.domain();
            boolean suffix = step.record().publicSuffix() == PublicSuffix.YES
                    && !step.domain().equals(start);
            if (suffix) return below(step.domain(), start);
        }
        return steps.isEmpty() ? start : steps.getLast().domain();
    }

    /** The domain one label below another, on the way to a third. */
    private static DnsName below(DnsName suffix, DnsName start) {
        var at = start;
        while (!at.parent().equals(Optional.of(suffix))) at = at.parent().orElseThrow();
        return at;
    }
}
