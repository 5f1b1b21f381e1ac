package org.mailstead.authenticity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.SpfTerm.Directive;
import org.mailstead.authenticity.SpfTerm.Mechanism;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/**
 * An SPF record as a whole, with all that it includes. The check of one client ends at the first term that fits, and so does not
 * see what fails for others. RFC 7208 §4.6.4.
 *
 * @param records those of the domain itself; there has to be one
 * @param problems what makes the record count for nothing, in words
 * @param lookups terms that ask the DNS; those that macros choose are left out
 * @param letsAll whether everybody may send
 * @param unanswered why the DNS did not tell; null if it did
 */
public record SpfAudit(
        List<String> records,
        List<String> problems,
        int lookups,
        boolean letsAll,
        @Nullable String unanswered) {
    /** Terms that may ask the DNS. */
    public static final int LOOKUPS = AuthenticityLimits.SPF_LOOKUPS;

    /** Domains that are looked at: a record may lead to ten, and one that leads to more is wrong by then. */
    private static final int DOMAINS = 25;

    public SpfAudit {
        records = List.copyOf(records);
        problems = List.copyOf(problems);
    }

    public static SpfAudit of(Resolver resolver, DnsName domain) {
        var walk = new Walk(resolver);
        List<String> records = walk.records(domain);
        if (records.size() == 1) walk.read(domain, records.getFirst());
        return new SpfAudit(records, walk.problems, walk.lookups, walk.letsAll, walk.unanswered);
    }

    private static final class Walk {
        private final Resolver resolver;
        private final Set<DnsName> seen = new HashSet<>();
        private final List<String> problems = new ArrayList<>();
        private int lookups;
        private boolean letsAll;
        private @Nullable String unanswered;

        Walk(Resolver resolver) {
            this.resolver = resolver;
        }

        List<String> records(DnsName domain) {
            return switch (resolver.lookup(domain, RecordType.TXT)) {
                case Answer.Found<Txt> found ->
                    found.records().stream()
                            .map(Txt::joined)
                            .filter(SpfRecord::isSpf)
                            .toList();
                case Answer.NoData<Txt> _, Answer.NoSuchName<Txt> _ -> List.of();
                case Answer.TemporaryFailure<Txt> failure -> none(failure);
                case Answer.Bogus<Txt> bogus -> none(bogus);
            };
        }

        private List<String> none(Answer<Txt> failure) {
            unanswered = failure.describe();
            return List.of();
        }

        void read(DnsName domain, String text) {
            if (!seen.add(domain)) return;
            SpfRecord record;
            try {
                record = SpfRecord.parse(text);
            } catch (SpfSyntaxException e) {
                problems.add("the record of " + domain + " cannot be read: " + e.problem());
                return;
            }
            for (Directive directive : record.directives()) {
                Mechanism mechanism = directive.mechanism();
                // What another domain says of all counts for an include only as "fits" or not.
                letsAll |= mechanism instanceof Mechanism.All && directive.result() == SpfResult.PASS;
                switch (mechanism) {
                    case Mechanism.All _, Mechanism.Ip _ -> {}
                    case Mechanism.Include(var target) -> follow(domain, target);
                    case Mechanism.A _, Mechanism.Mx _, Mechanism.Ptr _, Mechanism.Exists _ -> lookups++;
                }
            }
            if (record.redirect() != null) follow(domain, record.redirect().domain());
        }

        private void follow(DnsName from, String target) {
            lookups++;
            if (target.indexOf('%') >= 0 || seen.size() >= DOMAINS) return;
            var name = DnsName.parse(target);
            if (name.isEmpty()) {
                problems.add(from + " includes \"" + target + "\", which is no domain");
                return;
            }
            List<String> records = records(name.get());
            if (records.size() == 1) read(name.get(), records.getFirst());
            else if (unanswered == null)
                problems.add(from + " includes " + name.get() + ", which has "
                        + (records.isEmpty() ? "no SPF record" : "more than one SPF record"));
        }
    }
}
