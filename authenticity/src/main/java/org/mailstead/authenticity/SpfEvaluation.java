package org.mailstead.authenticity;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.SpfTerm.Directive;
import org.mailstead.authenticity.SpfTerm.Mechanism;
import org.mailstead.dns.AddressText;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** One run of {@code check_host()}, with all that its record includes. RFC 7208 §4. */
final class SpfEvaluation {
    private final Resolver resolver;
    private final SpfQuestion question;
    private int lookups;
    private int voids;

    /** The client's names that lead back to it; null until somebody asks. */
    private @Nullable List<DnsName> validated;

    SpfEvaluation(Resolver resolver, SpfQuestion question) {
        this.resolver = resolver;
        this.question = question;
    }

    /** What ends the whole check, from however deep: {@code temperror} or {@code permerror}. */
    private static final class Stop extends Exception {
        private final SpfResult result;
        private final String reason;

        Stop(SpfResult result, String reason) {
            super(reason, null, false, false);
            this.result = result;
            this.reason = reason;
        }
    }

    SpfVerdict check(DnsName domain) {
        try {
            return evaluate(domain, true);
        } catch (Stop stop) {
            return new SpfVerdict(stop.result, domain, stop.reason, null);
        }
    }

    private SpfVerdict evaluate(DnsName domain, boolean explain) throws Stop {
        var text = record(domain);
        if (text.isEmpty())
            return new SpfVerdict(SpfResult.NONE, domain, domain + " does not say who may send its mail", null);
        SpfRecord record;
        try {
            record = SpfRecord.parse(text.get());
        } catch (SpfSyntaxException e) {
            throw new Stop(SpfResult.PERMERROR, "the SPF record of " + domain + " is wrong: " + e.problem());
        }
        for (Directive directive : record.directives()) {
            if (!matches(directive.mechanism(), domain)) continue;
            var exp = record.explanation();
            boolean refused = explain && directive.result() == SpfResult.FAIL;
            String explanation = refused && exp != null ? explanation(exp.domain(), domain) : null;
            return new SpfVerdict(directive.result(), domain, reason(directive, domain), explanation);
        }
        if (record.redirect() != null) return redirect(record.redirect().domain(), domain, explain);
        // RFC 7208 §4.7.
        return new SpfVerdict(
                SpfResult.NEUTRAL, domain, domain + " does not mention " + AddressText.of(question.client()), null);
    }

    private String reason(Directive directive, DnsName domain) {
        String client = AddressText.of(question.client());
        String says = switch (directive.result()) {
            case PASS -> " allows " + client + " to send its mail";
            case FAIL -> " forbids " + client + " to send its mail";
            case SOFTFAIL -> " says that " + client + " should not send its mail";
            case NONE, NEUTRAL, TEMPERROR, PERMERROR -> " says neither yes nor no to " + client;
        };
        return domain + says + " (" + directive.text() + ")";
    }

    /** The one SPF record of a domain. RFC 7208 §4.4, §4.5. */
    private Optional<String> record(DnsName domain) throws Stop {
        String found = null;
        for (var txt : found(resolver.lookup(domain, RecordType.TXT))) {
            String text = txt.joined();
            if (!SpfRecord.isSpf(text)) continue;
            if (found != null) throw new Stop(SpfResult.PERMERROR, domain + " has more than one SPF record");
            found = text;
        }
        return Optional.ofNullable(found);
    }

    /** The records of an answer, none if there are none. RFC 7208 §2.6.6. */
    private static <R extends DnsRecord> List<R> found(Answer<R> answer) throws Stop {
        return switch (answer) {
            case Answer.Found<R> found -> found.records();
            case Answer.NoSuchName<R> none -> List.of();
            case Answer.NoData<R> none -> List.of();
            case Answer.TemporaryFailure<R> failure -> throw new Stop(SpfResult.TEMPERROR, failure.describe());
            case Answer.Bogus<R> bogus -> throw new Stop(SpfResult.TEMPERROR, bogus.describe());
        };
    }

    /** Also counts questions that find nothing: they are what makes a domain a tool against others. RFC 7208 §4.6.4. */
    private <R extends DnsRecord> List<R> countedVoid(Answer<R> answer) throws Stop {
        var found = found(answer);
        if (found.isEmpty() && ++voids > AuthenticityLimits.SPF_VOID_LOOKUPS)
            throw new Stop(
                    SpfResult.PERMERROR,
                    "more than " + AuthenticityLimits.SPF_VOID_LOOKUPS + " names in the SPF record do not exist");
        return found;
    }

    private void countLookup() throws Stop {
        if (++lookups > AuthenticityLimits.SPF_LOOKUPS)
            throw new Stop(
                    SpfResult.PERMERROR,
                    "the SPF record needs more than " + AuthenticityLimits.SPF_LOOKUPS + " questions to the DNS");
    }

    private boolean matches(Mechanism mechanism, DnsName domain) throws Stop {
        return switch (mechanism) {
            case Mechanism.All all -> true;
            case Mechanism.Ip ip -> ip.network().contains(question.client());
            case Mechanism.Include include -> {
                countLookup();
                yield includes(include.domain(), domain);
            }
            case Mechanism.A a -> {
                countLookup();
                var target = target(a.domain(), domain);
                yield target.isPresent() && isAmong(countedVoid(addresses(target.get())), a.bits4(), a.bits6());
            }
            case Mechanism.Mx mx -> {
                countLookup();
                yield isMailHost(mx, domain);
            }
            case Mechanism.Ptr ptr -> {
                countLookup();
                var target = target(ptr.domain(), domain);
                yield target.isPresent() && validated().stream().anyMatch(name -> name.isWithin(target.get()));
            }
            case Mechanism.Exists exists -> {
                countLookup();
                var target = target(exists.domain(), domain);
                // An address of IPv4, whatever the client has. RFC 7208 §5.7.
                yield target.isPresent()
                        && !countedVoid(resolver.lookup(target.get(), RecordType.A))
                                .isEmpty();
            }
        };
    }

    /** Empty if the macros make no name of it: then nothing is there, and nothing matches. RFC 7208 §4.8. */
    private Optional<DnsName> target(String text, DnsName domain) throws Stop {
        if (text.isEmpty()) return Optional.of(domain);
        String name = expandDomain(text, domain);
        // A local part beyond ASCII makes a name that nobody has. RFC 8616 §4.
        boolean ascii = name.chars().allMatch(c -> c < 0x80);
        return ascii ? DnsName.parse(name) : Optional.empty();
    }

    private String expandDomain(String text, DnsName domain) throws Stop {
        try {
            return SpfMacros.expandDomain(text, letter -> macro(letter, domain));
        } catch (SpfSyntaxException e) {
            throw new Stop(SpfResult.PERMERROR, e.problem());
        }
    }

    private String macro(char letter, DnsName domain) {
        return switch (letter) {
            case 'd' -> domain.toString();
            case 'p' -> bestName(domain);
            default -> question.macro(letter);
        };
    }

    /** RFC 7208 §7.3: the domain itself, else one below it, else any, else this word. */
    private String bestName(DnsName domain) {
        var names = validated();
        if (names.contains(domain)) return domain.toString();
        for (var name : names) if (name.isWithin(domain)) return name.toString();
        return names.isEmpty() ? "unknown" : names.getFirst().toString();
    }

    private Answer<DnsRecord.Address> addresses(DnsName name) {
        return resolver.lookup(name, question.isFour() ? RecordType.A : RecordType.AAAA);
    }

    private boolean isAmong(List<DnsRecord.Address> records, int bits4, int bits6) {
        for (var record : records) {
            boolean six = !question.isFour();
            if (new Network(record.address(), six, six ? bits6 : bits4).contains(question.client())) return true;
        }
        return false;
    }

    private boolean isMailHost(Mechanism.Mx mx, DnsName domain) throws Stop {
        var target = target(mx.domain(), domain);
        if (target.isEmpty()) return false;
        var hosts = countedVoid(resolver.lookup(target.get(), RecordType.MX));
        if (hosts.size() > AuthenticityLimits.SPF_NAMES)
            throw new Stop(
                    SpfResult.PERMERROR,
                    target.get() + " has more than " + AuthenticityLimits.SPF_NAMES + " mail hosts");
        for (var host : hosts) {
            // A host without such an address is not counted: one without IPv6 is no mistake in the record.
            if (!host.isNull() && isAmong(found(addresses(host.exchange())), mx.bits4(), mx.bits6())) return true;
        }
        return false;
    }

    /** The names of the client's address that have this address. Failures make them fewer, never an error. RFC 7208 §5.5. */
    private List<DnsName> validated() {
        var known = validated;
        if (known != null) return known;
        var names = new ArrayList<DnsName>();
        if (resolver.lookup(DnsName.reverse(question.client()), RecordType.PTR)
                instanceof Answer.Found<DnsRecord.Ptr> found) {
            int asked = 0;
            for (var ptr : found.records()) {
                if (asked++ == AuthenticityLimits.SPF_NAMES) break;
                if (addresses(ptr.host()) instanceof Answer.Found<DnsRecord.Address> addresses
                        && hasClient(addresses.records())) names.add(ptr.host());
            }
        }
        validated = names;
        return names;
    }

    private boolean hasClient(List<DnsRecord.Address> records) {
        InetAddress client = question.client();
        return records.stream().anyMatch(record -> record.address().equals(client));
    }

    /** RFC 7208 §5.2: only a pass matches, and a domain without a record is a mistake. */
    private boolean includes(String text, DnsName domain) throws Stop {
        var target = target(text, domain);
        if (target.isEmpty()) throw new Stop(SpfResult.PERMERROR, "\"include:" + text + "\" leads to no domain");
        var verdict = evaluate(target.get(), false);
        return switch (verdict.result()) {
            case PASS -> true;
            case FAIL, SOFTFAIL, NEUTRAL -> false;
            case NONE, TEMPERROR, PERMERROR ->
                throw new Stop(SpfResult.PERMERROR, domain + " includes " + target.get() + ", which has no SPF record");
        };
    }

    private SpfVerdict redirect(String text, DnsName domain, boolean explain) throws Stop {
        countLookup();
        var target = target(text, domain);
        if (target.isEmpty()) throw new Stop(SpfResult.PERMERROR, "\"redirect=" + text + "\" leads to no domain");
        var verdict = evaluate(target.get(), explain);
        if (verdict.result() == SpfResult.NONE)
            throw new Stop(SpfResult.PERMERROR, domain + " redirects to " + target.get() + ", which has no SPF record");
        return verdict;
    }

    /** What the domain wants to be said; null if it cannot be had, which is no error. RFC 7208 §6.2. */
    private @Nullable String explanation(String text, DnsName domain) {
        try {
            var target = target(text, domain);
            if (target.isEmpty()
                    || !(resolver.lookup(target.get(), RecordType.TXT) instanceof Answer.Found<DnsRecord.Txt> found)
                    || found.records().size() != 1) return null;
            String said = SpfMacros.expand(found.records().getFirst().joined(), true, letter -> macro(letter, domain));
            boolean visible = said.chars().allMatch(c -> c >= ' ' && c <= '~');
            return visible && said.length() <= AuthenticityLimits.SPF_EXPLANATION_CHARACTERS ? said : null;
        } catch (SpfSyntaxException | Stop e) {
            return null;
        }
    }
}
