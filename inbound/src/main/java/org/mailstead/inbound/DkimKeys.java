package org.mailstead.inbound;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mailstead.authenticity.SignatureAlgorithm;
import org.mailstead.authenticity.SigningKey;
import org.mailstead.directory.Directory;
import org.mailstead.directory.SignatureKeys;
import org.mailstead.directory.SignatureKeys.State;
import org.mailstead.dns.DnsName;

/**
 * The DKIM keys of our domains, from their making to their end. Of each kind one is used: RSA, which everybody can verify, and
 * Ed25519, which more and more can. RFC 8463 §3.
 */
public final class DkimKeys {
    /** After it nothing that a retired key signed is on its way any more: tries go on for five days. */
    public static final Duration RETIRED = Duration.ofDays(7);

    /** Keys that were read from their text, which takes as long as signing with them; more domains are read anew. */
    private static final int KNOWN = 1000;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Directory directory;
    private final InstantSource clock;
    private final Map<String, SigningKey> known = new ConcurrentHashMap<>();

    public DkimKeys(Directory directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** A key with what its domain has to publish of it. */
    public record Published(State state, SigningKey key) {}

    /** All of a domain. */
    public List<Published> of(String domain) {
        return directory.signatureKeys().of(domain).stream()
                .map(key -> new Published(key.state(), read(domain, key)))
                .toList();
    }

    /** Those that sign. */
    List<SigningKey> used(String domain) {
        return directory.signatureKeys().of(domain).stream()
                .filter(key -> key.state() == State.USED)
                .map(key -> read(domain, key))
                .toList();
    }

    private SigningKey read(String domain, SignatureKeys.Key key) {
        SigningKey read = known.get(key.pem());
        if (read == null) {
            read = SigningKey.ofPem(name(domain), key.selector(), key.pem());
            if (known.size() < KNOWN) known.put(key.pem(), read);
        }
        return read;
    }

    private static DnsName name(String domain) {
        return DnsName.parse(domain).orElseThrow(() -> new IllegalArgumentException(domain + " is not a domain"));
    }

    /** Makes the first keys of a domain, which are used at once; does nothing if it has any. Takes up to a second. */
    public List<Published> begin(String domain) {
        List<SignatureKeys.Key> fresh = made(domain, State.USED, false);
        directory.signatureKeys().change(domain, present -> present.isEmpty() ? fresh : present);
        return of(domain);
    }

    /** Makes keys that wait to be used, in place of others that waited. */
    public List<Published> rotate(String domain) {
        boolean again = !directory.signatureKeys().of(domain).isEmpty();
        List<SignatureKeys.Key> fresh = made(domain, State.WAITING, again);
        directory.signatureKeys().change(domain, present -> {
            var after = withoutOld(present);
            after.removeIf(key -> key.state() == State.WAITING);
            after.addAll(fresh);
            return after;
        });
        return of(domain);
    }

    /** Uses the keys that wait, and retires those used so far. False if none waits. */
    public boolean use(String domain) {
        Instant now = clock.instant();
        boolean waiting = directory.signatureKeys().of(domain).stream().anyMatch(key -> key.state() == State.WAITING);
        if (!waiting) return false;
        directory.signatureKeys().change(domain, present -> {
            var after = new ArrayList<SignatureKeys.Key>();
            for (SignatureKeys.Key key : withoutOld(present)) {
                after.add(
                        switch (key.state()) {
                            case WAITING -> key.in(State.USED, now);
                            case USED -> key.in(State.RETIRED, now);
                            case RETIRED -> key;
                        });
            }
            return after;
        });
        return true;
    }

    private List<SignatureKeys.Key> withoutOld(List<SignatureKeys.Key> keys) {
        Instant before = clock.instant().minus(RETIRED);
        var left = new ArrayList<>(keys);
        left.removeIf(key -> key.state() == State.RETIRED && key.since().isBefore(before));
        return left;
    }

    private List<SignatureKeys.Key> made(String domain, State state, boolean again) {
        Instant now = clock.instant();
        var random = new SecureRandom();
        var keys = new ArrayList<SignatureKeys.Key>();
        for (var algorithm : SignatureAlgorithm.values()) {
            String kind = algorithm == SignatureAlgorithm.RSA_SHA256 ? "r" : "e";
            String selector = kind + DAY.format(now);
            // A selector that was dropped must not come back with another key: the DNS remembers for a while.
            if (again) selector += "-" + TIME.format(now);
            SigningKey key = SigningKey.generate(name(domain), selector, algorithm, random);
            keys.add(new SignatureKeys.Key(selector, key.toPem(), state, now));
        }
        return keys;
    }
}
