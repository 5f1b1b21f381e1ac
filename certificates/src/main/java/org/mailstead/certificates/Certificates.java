package org.mailstead.certificates;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.mailstead.wire.ServerCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a valid certificate for every name that is wanted, each of its own: then one name that cannot be proved spoils no other. What
 * is there stays until there is a newer one.
 */
public final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    /** Between looks at a name that makes no sense to ask for: at first somebody waits for it to be seen. */
    private static final Duration FIRST_LOOKS = Duration.ofMinutes(10);

    private static final Duration LATER_LOOKS = Duration.ofHours(2);

    /** How long the authority is left alone that was not reached. */
    private static final Duration UNREACHED = Duration.ofMinutes(5);

    /** How often it is asked when it wants a certificate to be renewed. */
    private static final Duration ADVICE = Duration.ofHours(12);

    private final CertificateFolder folder;
    private final Authority authority;
    private final NameCheck check;
    private final Wishes wishes;
    private final Clock clock;
    private final RandomGenerator random;

    /** One at a time: orders share the account and the places of proofs. */
    private final ReentrantLock working = new ReentrantLock();

    private final Map<String, NameState> states = new ConcurrentHashMap<>();
    private final Map<String, ServerCertificate> held = new ConcurrentHashMap<>();
    private final Map<String, Instant> firstLooked = new ConcurrentHashMap<>();
    private volatile Instant pausedUntil = Instant.EPOCH;

    /** What is wanted, and what becomes of what is got. */
    interface Wishes {
        /** Names of hosts in lower case, the most important first, and whether somebody asked for that very one. */
        Map<String, Boolean> names();

        /** Another certificate that serves for a name; empty if there is none. */
        Optional<ServerCertificate> other(String name);

        /** Shows these to clients from now on. */
        void show(Map<String, ServerCertificate> certificates);
    }

    /** Time and chance. */
    record Chances(Clock clock, RandomGenerator random) {}

    Certificates(CertificateFolder folder, Authority authority, NameCheck check, Wishes wishes, Chances chances) {
        this.folder = folder;
        this.authority = authority;
        this.check = check;
        this.wishes = wishes;
        this.clock = chances.clock();
        this.random = chances.random();
        for (NameState state : folder.states()) states.put(state.name(), state);
        for (String name : wishes.names().keySet()) folder.certificate(name).ifPresent(found -> held.put(name, found));
        wishes.show(Map.copyOf(held));
    }

    /** Does what is due. Called again and again by one thread; returns early when it is interrupted. */
    void look() throws InterruptedException {
        for (var wish : wishes.names().entrySet()) {
            String name = wish.getKey();
            if (wishes.other(name).isPresent()) continue;
            if (!held.containsKey(name)) folder.certificate(name).ifPresent(found -> take(name, found));
            Instant now = clock.instant();
            NameState state = state(name);
            if (now.isBefore(state.next()) || now.isBefore(pausedUntil)) continue;
            working.lockInterruptibly();
            try {
                if (isDue(name, now)) attempt(name, !wish.getValue());
            } finally {
                working.unlock();
            }
        }
        forgetUnwanted();
    }

    private NameState state(String name) {
        return states.getOrDefault(name, NameState.fresh(name));
    }

    private boolean isDue(String name, Instant now) throws InterruptedException {
        ServerCertificate present = held.get(name);
        if (present == null) return true;
        NameState state = state(name);
        if (!now.isBefore(state.asked().plus(ADVICE))) {
            Optional<Instant> advice =
                    authority.renewal(present.own()).map(window -> Schedule.within(window, present.own()));
            state = state.advised(advice, now);
            remember(state);
        }
        return !now.isBefore(Schedule.renewal(present, state.renewAt()));
    }

    /** @param checked whether to look first if it makes sense */
    private void attempt(String name, boolean checked) throws InterruptedException {
        Instant now = clock.instant();
        NameState state = state(name);
        Instant allowed = Schedule.allowed(state, now);
        if (now.isBefore(allowed)) {
            remember(state.postponed(state.error(), allowed));
            return;
        }
        Optional<String> objection = objection(name, checked);
        if (objection.isPresent()) {
            remember(state.postponed(objection.get(), now.plus(untilNextLook(name, now))));
            return;
        }
        firstLooked.remove(name);
        try {
            var old = Optional.ofNullable(held.get(name)).map(ServerCertificate::own);
            ServerCertificate issued = checked(name, authority.issue(name, folder.key(name), old), old);
            folder.store(name, issued);
            remember(state.succeeded(clock.instant()));
            take(name, issued);
            LOG.info("there is a certificate for {}, good until {}", name, issued.until());
        } catch (NotIssued e) {
            failed(name, state, e);
        }
    }

    /** Who asked for that very name may know of a way to it that we do not; but it has to lead somewhere. */
    private Optional<String> objection(String name, boolean checked) {
        return check.objection(name)
                .filter(objection -> checked || objection.nowhere())
                .map(NameCheck.Objection::words);
    }

    private Duration untilNextLook(String name, Instant now) {
        Instant first = firstLooked.computeIfAbsent(name, key -> now);
        return now.isBefore(first.plus(LATER_LOOKS)) ? FIRST_LOOKS : LATER_LOOKS;
    }

    /** What does not serve is not put in the place of what does. */
    private ServerCertificate checked(String name, ServerCertificate issued, Optional<X509Certificate> old)
            throws NotIssued {
        Instant now = clock.instant();
        if (!issued.isFor(name))
            throw NotIssued.because("The authority issued a certificate that is not for " + name + ".");
        if (!now.isBefore(issued.until()))
            throw NotIssued.because(
                    "The authority issued a certificate that has ended: is the clock of this machine right?");
        if (old.isPresent() && issued.until().isBefore(old.get().getNotAfter().toInstant()))
            throw NotIssued.because("The authority issued a certificate that ends before the present one.");
        return issued;
    }

    private void failed(String name, NameState state, NotIssued why) {
        Instant now = clock.instant();
        Instant next = Schedule.afterFailure(state.inARow() + 1, now, random);
        if (why.notBefore().isPresent() && why.notBefore().get().isAfter(next))
            next = why.notBefore().get();
        if (why.isForAll()) pausedUntil = now.plus(UNREACHED);
        remember(state.failed(now, String.valueOf(why.getMessage()), next));
        ServerCertificate present = held.get(name);
        LOG.warn(
                "no {} certificate for {}: {} The next try is at {}{}",
                present == null ? "first" : "new",
                name,
                why.getMessage(),
                next,
                present == null ? "" : "; the present one is good until " + present.until());
    }

    private void remember(NameState state) {
        states.put(state.name(), state);
        folder.store(states.values().stream()
                .sorted(java.util.Comparator.comparing(NameState::name))
                .toList());
    }

    private void take(String name, ServerCertificate certificate) {
        held.put(name, certificate);
        wishes.show(Map.copyOf(held));
    }

    /** Certificates of domains that are gone are no longer shown, and forgotten when they have ended: a domain may come back. */
    private void forgetUnwanted() {
        var wanted = wishes.names();
        Instant now = clock.instant();
        if (held.keySet().retainAll(wanted.keySet())) wishes.show(Map.copyOf(held));
        for (String name : List.copyOf(states.keySet())) {
            if (wanted.containsKey(name)) continue;
            boolean ended = folder.certificate(name)
                    .map(each -> now.isAfter(each.until()))
                    .orElse(true);
            if (!ended) continue;
            folder.forget(name);
            states.remove(name);
        }
    }

    /**
     * Tries now, whenever the next try would have been.
     *
     * @return how it stands then; empty if nobody wants that name
     */
    Optional<Standing> renew(String name) throws InterruptedException {
        Boolean wish = wishes.names().get(name);
        if (wish == null) return Optional.empty();
        if (wishes.other(name).isEmpty()) {
            working.lockInterruptibly();
            try {
                attempt(name, false);
            } finally {
                working.unlock();
            }
        }
        return Optional.of(standing(name));
    }

    /** Of every name that is wanted. */
    List<Standing> standings() {
        var all = new ArrayList<Standing>();
        for (String name : wishes.names().keySet()) all.add(standing(name));
        return all;
    }

    private Standing standing(String name) {
        return standing(name, wishes.other(name), Optional.ofNullable(held.get(name)), state(name), pausedUntil);
    }

    private static Standing standing(
            String name,
            Optional<ServerCertificate> other,
            Optional<ServerCertificate> held,
            NameState state,
            Instant pausedUntil) {
        if (other.isPresent())
            return new Standing(name, Standing.Source.FILES, other, Optional.empty(), "", Optional.empty());
        Instant due = held.map(each -> Schedule.renewal(each, state.renewAt())).orElse(Instant.EPOCH);
        Instant next = due.isAfter(state.next()) ? due : state.next();
        return new Standing(
                name,
                held.isPresent() ? Standing.Source.ACME : Standing.Source.NONE,
                held,
                state.lastTry(),
                state.error(),
                Optional.of(next.isAfter(pausedUntil) ? next : pausedUntil));
    }

    /** How it stood when no server runs: by what is kept. */
    static List<Standing> kept(CertificateFolder folder, Wishes wishes) {
        var states = new LinkedHashMap<String, NameState>();
        for (NameState each : folder.states()) states.put(each.name(), each);
        return wishes.names().keySet().stream()
                .map(name -> standing(
                        name,
                        wishes.other(name),
                        folder.certificate(name),
                        states.getOrDefault(name, NameState.fresh(name)),
                        Instant.EPOCH))
                .toList();
    }
}
