package org.mailstead.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.outbound.SimulatedPolicyHost.Manner;
import org.mailstead.store.contract.SteppedClock;

/** Domains with MTA-STS, each with something wrong, and what must never happen with them. */
final class SimulatedSts {
    static final int DOMAINS = Fault.values().length;

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** What becomes of the mail for a domain. */
    private enum Fate {
        /** All of it arrives. */
        ARRIVES,
        /** None does but what shall arrive whatever policies say. */
        STAYS,
        /** It changes. */
        EITHER
    }

    /** What is wrong. */
    enum Fault {
        NONE(Fate.ARRIVES),
        /** The host it likes best is not in its policy. */
        BEST_HOST_UNLISTED(Fate.ARRIVES),
        /** Somebody hides STARTTLS now and then. */
        STRIPPED(Fate.ARRIVES),
        NO_HOST_LISTED(Fate.STAYS),
        NO_STARTTLS(Fate.STAYS),
        BROKEN_TLS(Fate.STAYS),
        OTHER_NAME(Fate.STAYS),
        UNTRUSTED(Fate.STAYS),
        // The policy never comes, and the hosts know no TLS.
        POLICY_IN_HTML(Fate.ARRIVES),
        POLICY_HANGS(Fate.ARRIVES),
        POLICY_CLOSES(Fate.ARRIVES),
        POLICY_FAILS(Fate.ARRIVES),
        POLICY_HUGE(Fate.ARRIVES),
        POLICY_ELSEWHERE(Fate.ARRIVES),
        POLICY_OF_ANOTHER(Fate.ARRIVES),
        /** Only tried out, and nothing fits. */
        ON_TRIAL(Fate.ARRIVES),
        /** On trial first, then in earnest, by another id. */
        IN_EARNEST_LATER(Fate.EITHER),
        /** From some day on the DNS does not answer for the record, and TLS is hidden. */
        RECORD_UNKNOWN(Fate.EITHER),
        /** The same, with a record that is gone. */
        RECORD_GONE(Fate.EITHER),
        /** The same, with a web server that is gone. */
        POLICY_LOST(Fate.EITHER),
        /** Held for two days only, and withdrawn in time. */
        WITHDRAWN(Fate.EITHER);

        private final Fate fate;

        Fault(Fate fate) {
            this.fate = fate;
        }

        static Fault of(String domain) {
            int number = Integer.parseInt(domain.substring(1, domain.indexOf('.')));
            return values()[number % values().length];
        }
    }

    /** Those with a handshake at each of many tries. */
    private static final Set<Fault> HANDSHAKES = EnumSet.of(Fault.OTHER_NAME, Fault.UNTRUSTED);

    /** How a host does TLS in one connection. */
    enum Tls {
        NONE,
        BROKEN,
        OTHER_NAME,
        UNTRUSTED,
        GOOD
    }

    /** Which host of which domain. */
    record Host(String domain, int number, Tls tls) {
        String name() {
            return "mx" + number + "." + domain;
        }
    }

    /** A policy that was given to whoever asked. */
    private record Given(boolean enforced, List<String> hosts, Instant end) {}

    private final SteppedClock clock;
    private final SplittableRandom luck;
    private final Map<InetAddress, String> hosts = new HashMap<>();
    private final Map<String, Given> given = new HashMap<>();
    private final Map<Tls, TestTls> certificates;
    private final ScriptedResolver zone;

    /** What must not happen. */
    final List<String> violations = new ArrayList<>();

    /** Faults of whose domains mail came as far as a host, or did not. */
    final Set<Fault> met = EnumSet.noneOf(Fault.class);

    SimulatedSts(Path folder, SteppedClock clock, SplittableRandom luck) throws IOException, GeneralSecurityException {
        this.clock = clock;
        this.luck = luck;
        var text = new StringBuilder();
        var names = new ArrayList<String>();
        for (int i = 0; i < DOMAINS; i++) {
            String domain = "s" + i + ".example";
            publish("mta-sts." + domain, "10.4.0." + (i + 1), text);
            if (Fault.of(domain) != Fault.POLICY_OF_ANOTHER) names.add("mta-sts." + domain);
            // Handshakes are what takes time here.
            for (int number = 1; number <= (HANDSHAKES.contains(Fault.of(domain)) ? 1 : 2); number++) {
                String name = "mx" + number + "." + domain;
                text.append(domain + " MX " + 10 * number + " " + name + "\n");
                publish(name, "10.3." + number + "." + (i + 1), text);
                names.add(name);
            }
        }
        zone = new ScriptedResolver(text.toString());
        certificates = Map.of(
                Tls.GOOD, new TestTls(folder, "good.example", names),
                Tls.UNTRUSTED, new TestTls(folder, "untrusted.example", names),
                Tls.OTHER_NAME, new TestTls(folder, "other.example", List.of()));
    }

    private void publish(String name, String address, StringBuilder text) {
        text.append(name + " A " + address + "\n");
        hosts.put(InetAddress.ofLiteral(address), name);
    }

    /** What our side trusts. */
    KeyStore roots() throws GeneralSecurityException {
        KeyStore roots = certificate(Tls.GOOD).roots();
        roots.setCertificateEntry("other", certificate(Tls.OTHER_NAME).roots().getCertificate("server"));
        return roots;
    }

    private TestTls certificate(Tls tls) {
        return Objects.requireNonNull(certificates.get(tls));
    }

    /** Null for one that shows none. */
    @Nullable
    SSLContext context(Tls tls) {
        TestTls certificate = certificates.get(tls);
        return certificate == null ? null : certificate.context();
    }

    static boolean isOne(String name) {
        return name.matches("(.*\\.)?s\\d+\\.example");
    }

    private long day() {
        return Duration.between(BEGIN, clock.instant()).toDays();
    }

    <R extends DnsRecord> Answer<R> lookup(DnsName name, RecordType<R> type) {
        String text = name.toString();
        if (!text.startsWith("_mta-sts.")) return zone.lookup(name, type);
        Fault fault = Fault.of(text.substring("_mta-sts.".length()));
        boolean lost = day() >= 8;
        if (fault == Fault.RECORD_UNKNOWN && lost)
            return new Answer.TemporaryFailure<>(Answer.Cause.SERVER_FAILURE, "SERVFAIL");
        boolean gone = (fault == Fault.RECORD_GONE && lost) || (fault == Fault.WITHDRAWN && day() >= 10);
        int id = fault == Fault.IN_EARNEST_LATER && day() >= 12 ? 2 : 1;
        return new ScriptedResolver(gone ? "" : text + " TXT \"v=STSv1; id=" + id + ";\"").lookup(name, type);
    }

    /** One to talk to. */
    SimulatedPeer connect(InetSocketAddress to, SimulatedHosts world) throws ConnectException {
        String name = Objects.requireNonNull(hosts.get(to.getAddress()));
        String domain = name.substring(name.indexOf('.') + 1);
        met.add(Fault.of(domain));
        boolean policy = name.startsWith("mta-sts.");
        if (policy && Fault.of(domain) == Fault.POLICY_LOST && day() >= 8)
            throw new ConnectException("Connection refused");
        if (policy) return policyHost(domain);
        int number = name.charAt(2) - '0';
        var host = new Host(domain, number, tls(Fault.of(domain), number));
        return new SimulatedSession(SimulatedHosts.Whim.RELIABLE, domain.hashCode() % 2 == 0, world, host);
    }

    private Tls tls(Fault fault, int number) {
        return switch (fault) {
            case NONE, NO_HOST_LISTED -> Tls.GOOD;
            case BEST_HOST_UNLISTED -> number == 1 ? Tls.NONE : Tls.GOOD;
            case STRIPPED -> luck.nextBoolean() ? Tls.NONE : Tls.GOOD;
            case BROKEN_TLS -> Tls.BROKEN;
            case OTHER_NAME -> Tls.OTHER_NAME;
            case UNTRUSTED -> Tls.UNTRUSTED;
            case ON_TRIAL -> number == 1 ? Tls.UNTRUSTED : Tls.NONE;
            case RECORD_UNKNOWN, RECORD_GONE, POLICY_LOST -> day() < 8 ? Tls.GOOD : Tls.NONE;
            case WITHDRAWN -> day() < 14 ? Tls.GOOD : Tls.NONE;
            default -> Tls.NONE;
        };
    }

    private SimulatedPolicyHost policyHost(String domain) {
        Fault fault = Fault.of(domain);
        Manner manner = switch (fault) {
            case POLICY_IN_HTML -> Manner.HTML;
            case POLICY_HANGS -> Manner.HANGS;
            case POLICY_CLOSES -> Manner.CLOSES;
            case POLICY_FAILS -> Manner.FAILS;
            case POLICY_HUGE -> Manner.HUGE;
            case POLICY_ELSEWHERE -> Manner.REDIRECTS;
            case WITHDRAWN -> day() < 10 ? Manner.POLICY : Manner.GONE;
            default -> Manner.POLICY;
        };
        boolean trial = fault == Fault.ON_TRIAL || (fault == Fault.IN_EARNEST_LATER && day() < 12);
        List<String> listed = switch (fault) {
            case BEST_HOST_UNLISTED -> List.of("mx2." + domain);
            case NO_HOST_LISTED -> List.of("mx1.elsewhere.example");
            default -> List.of("mx1." + domain, "mx2." + domain);
        };
        Duration age = Duration.ofDays(fault == Fault.WITHDRAWN ? 2 : 30);
        String text = "version: STSv1\nmode: " + (trial ? "testing" : "enforce") + "\n"
                + String.join(
                        "", listed.stream().map(each -> "mx: " + each + "\n").toList())
                + "max_age: " + age.toSeconds() + "\n";
        var policy = new Given(
                !trial, listed, clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(age));
        return new SimulatedPolicyHost(manner, text, certificate(Tls.GOOD).context(), () -> {
            if (manner == Manner.POLICY) given.put(domain, policy);
        });
    }

    /**
     * A host has a message.
     *
     * @param waived whether its sender wants it to arrive whatever policies say
     */
    void took(Host host, boolean encrypted, boolean waived) {
        Given policy = given.get(host.domain());
        if (policy == null || waived) return;
        boolean holds = policy.enforced() && clock.instant().isBefore(policy.end());
        if (!holds) return;
        boolean safe = encrypted && host.tls() == Tls.GOOD && policy.hosts().contains(host.name());
        if (!safe) violations.add(clock.instant() + " " + host + " " + Fault.of(host.domain()));
    }

    /** What became of a message is what had to. */
    void check(String recipient, boolean waived, int arrived) {
        String domain = recipient.substring(recipient.indexOf('@') + 1);
        if (!isOne(domain)) return;
        boolean good = switch (Fault.of(domain).fate) {
            case ARRIVES -> arrived > 0;
            case STAYS -> waived ? arrived > 0 : arrived == 0;
            case EITHER -> !waived || arrived > 0;
        };
        if (!good) violations.add(recipient + " has it " + arrived + " times, " + Fault.of(domain));
    }
}
