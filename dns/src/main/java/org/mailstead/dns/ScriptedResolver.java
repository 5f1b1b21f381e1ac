package org.mailstead.dns;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers from a text: for tests, for simulations of days in seconds, and for trying out records before they are published.
 * Names, wildcards, aliases and the difference between no name and no data behave as in the DNS. The text's form is that of
 * a zone file, with faults:
 *
 * <pre>
 * $TTL 300
 * example.org       MX    10 mail.example.org
 * mail.example.org  60 A  192.0.2.1
 * example.org       TXT   "v=spf1 -all" "more"
 * *.example.org     A     192.0.2.2
 * $SECURE                                ; proved by DNSSEC from here on, until $INSECURE
 * example.org       TXT   !timeout       ; also !servfail, !refused, !network, !malformed, !bogus
 * mail.example.org  *     !slow 5        ; seconds until the answer; * stands for all types
 * </pre>
 */
public final class ScriptedResolver implements Resolver {
    private final Consumer<Duration> passTime;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile ZoneText zone;

    /** @throws IllegalArgumentException naming a line that cannot be read */
    public ScriptedResolver(String zone) {
        this(zone, delay -> {});
    }

    /** @param passTime called for an answer that takes its time: a simulation moves its clock on */
    public ScriptedResolver(String zone, Consumer<Duration> passTime) {
        this.zone = ZoneText.parse(zone);
        this.passTime = passTime;
    }

    /** From now on answers come from this text. */
    public void replace(String text) {
        this.zone = ZoneText.parse(text);
    }

    /** The questions so far, in order, as {@code example.org MX}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public <R extends DnsRecord> Answer<R> lookup(DnsName name, RecordType<R> type) {
        asked.add(name + " " + type);
        var now = zone;
        var at = name;
        boolean proved = true;
        var ttl = Duration.ofSeconds(Integer.MAX_VALUE);
        for (int hop = 0; hop <= DnsLimits.ALIASES; hop++) {
            Answer<R> fault = fault(now, at, type);
            if (fault != null) return fault;
            var entry = entry(now, at, type.toString());
            if (entry != null) {
                var records = entry.records().stream().map(type::cast).toList();
                return new Answer.Found<>(at, records, shorter(ttl, entry.ttl()), proved && entry.secure());
            }
            var alias = entry(now, at, "CNAME");
            if (alias == null) return absent(now, at, ttl);
            proved &= alias.secure();
            ttl = shorter(ttl, alias.ttl());
            at = ((DnsRecord.Cname) alias.records().getFirst()).target();
        }
        return new Answer.TemporaryFailure<>(
                Answer.Cause.ALIAS_LOOP, "the aliases of " + name + " go in a circle or are too many");
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private <R extends DnsRecord> @Nullable Answer<R> fault(ZoneText now, DnsName name, RecordType<R> type) {
        var fault = now.faults().get(ZoneText.key(name, type.toString()));
        if (fault == null) fault = now.faults().get(ZoneText.key(name, "*"));
        if (fault == null) return null;
        if (fault.delay().isPositive()) passTime.accept(fault.delay());
        return switch (fault.instead()) {
            case Answer.TemporaryFailure<?> failure ->
                new Answer.TemporaryFailure<>(failure.cause(), failure.detail() + " for " + name + " " + type);
            case Answer.Bogus<?> bogus -> new Answer.Bogus<>(bogus.detail());
            case null, default -> null;
        };
    }

    private static ZoneText.@Nullable Entry entry(ZoneText zone, DnsName name, String type) {
        var entry = zone.entries().get(ZoneText.key(name, type));
        if (entry != null || zone.exists(name)) return entry;
        // A wildcard stands for names that do not exist, from the closest one above that does. RFC 4592 §3.3.1.
        for (var above = name.parent(); above.isPresent(); above = above.get().parent()) {
            var wildcard = above.get().under("*");
            if (wildcard.isPresent() && zone.exists(wildcard.get()))
                return zone.entries().get(ZoneText.key(wildcard.get(), type));
            if (zone.exists(above.get())) return null;
        }
        return null;
    }

    private static <R extends DnsRecord> Answer<R> absent(ZoneText zone, DnsName name, Duration ttl) {
        boolean wildcard = false;
        for (var above = name.parent();
                !wildcard && above.isPresent();
                above = above.get().parent()) {
            var star = above.get().under("*");
            wildcard = star.isPresent() && zone.exists(star.get());
            if (zone.exists(above.get())) break;
        }
        var kept = shorter(ttl, Duration.ofMinutes(5));
        return zone.exists(name) || wildcard ? new Answer.NoData<>(kept, false) : new Answer.NoSuchName<>(kept, false);
    }
}
