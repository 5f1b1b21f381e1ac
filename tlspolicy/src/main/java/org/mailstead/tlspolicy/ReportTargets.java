package org.mailstead.tlspolicy;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** Where a domain wants to be told how TLS with its hosts goes. RFC 8460 §3. */
sealed interface ReportTargets {
    /** Places told of; nobody names more than two or three. */
    int MOST = 5;

    /** There, in its order. */
    record Wanted(List<URI> targets) implements ReportTargets {
        public Wanted {
            targets = List.copyOf(targets);
        }
    }

    /** It does not want to be told. */
    record None() implements ReportTargets {}

    /** Nobody knows just now. */
    record Unknown(String why) implements ReportTargets {}

    static ReportTargets find(Resolver resolver, DnsName domain) {
        Optional<DnsName> name = domain.under("_smtp._tls");
        if (name.isEmpty()) return new None();
        return switch (resolver.lookup(name.get(), RecordType.TXT)) {
            case Answer.Found<Txt> found -> {
                List<URI> targets = TxtFields.only(found.records(), "TLSRPTv1")
                        .flatMap(fields -> fields.value("rua"))
                        .map(ReportTargets::parse)
                        .orElse(List.of());
                yield targets.isEmpty() ? new None() : new Wanted(targets);
            }
            case Answer.NoData<Txt> _, Answer.NoSuchName<Txt> _ -> new None();
            case Answer.TemporaryFailure<Txt> failure -> new Unknown(failure.describe());
            case Answer.Bogus<Txt> bogus -> new Unknown(bogus.describe());
        };
    }

    /** Those of the kinds we know: {@code mailto:} and {@code https:}. */
    static List<URI> parse(String rua) {
        var targets = new ArrayList<URI>();
        for (String text : rua.split(",")) {
            if (targets.size() == MOST) break;
            // Java takes letters that no address in the DNS may have.
            if (!text.chars().allMatch(c -> c < 0x7f)) continue;
            try {
                var target = new URI(TxtFields.blanksOff(text));
                if (mailbox(target).isPresent() || isWeb(target)) targets.add(target);
            } catch (URISyntaxException e) {
                // What cannot be read is left out: the others are still good.
            }
        }
        return targets;
    }

    /** Of {@code mailto:}, without what could follow it. RFC 6068 §2. */
    static Optional<String> mailbox(URI target) {
        if (!"mailto".equals(scheme(target))) return Optional.empty();
        String path = target.getRawSchemeSpecificPart().split("\\?", 2)[0];
        try {
            // A plus is itself in a mailto URI, and not a blank.
            String address = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            return address.matches("[^\\s\\p{Cntrl}<>,@]{1,64}@[^\\s\\p{Cntrl}<>,@]{1,255}")
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static boolean isWeb(URI target) {
        return "https".equals(scheme(target))
                && target.getHost() != null
                && target.getHost().matches("[A-Za-z0-9.-]{1,253}")
                && target.getRawUserInfo() == null;
    }

    private static String scheme(URI target) {
        return target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
    }
}
