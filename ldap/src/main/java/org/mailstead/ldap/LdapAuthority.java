package org.mailstead.ldap;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordAuthority;
import org.mailstead.directory.PasswordProofs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passwords that an LDAP directory knows. Remembers answers for a while; while no server answers, lets those in whose password was right
 * some hours ago, and has all others try again.
 */
public final class LdapAuthority implements PasswordAuthority, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LdapAuthority.class);

    /** Longer ones are nobody's, and whoever sends them shall not have the directory work. */
    static final int PASSWORD_CHARACTERS = 1024;

    /** So that two sessions seldom wait for each other that ask about two people. */
    private static final int TURNS = 256;

    /** A check takes connecting, TLS and a bind twice and a search, each within its time; few are as slow as two of these. */
    private static final int STEPS_OF_PATIENCE = 2;

    private final LdapSettings settings;
    private final List<ServerPool> servers;
    private final Answers answers;
    private final PasswordProofs proofs;
    private final Pause pause;
    private final Nobodies nobodies;
    private final Semaphore places;
    private final List<ReentrantLock> turns =
            IntStream.range(0, TURNS).mapToObj(_ -> new ReentrantLock()).toList();

    /** How long the last bind of a person took, so that one who is not there takes as long. */
    private volatile Duration lastBind = Duration.ZERO;

    /** Waits. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /**
     * @param random a secure one
     * @throws org.mailstead.wire.TlsSetupException if the file with certificates cannot be used
     */
    public LdapAuthority(LdapSettings settings, Clock clock, RandomGenerator random) {
        this(settings, clock, random, Thread::sleep);
    }

    LdapAuthority(LdapSettings settings, Clock clock, RandomGenerator random, Pause pause) {
        this.settings = settings;
        this.pause = pause;
        var dialer = new LdapDialer(settings);
        servers = settings.servers().stream()
                .map(server -> new ServerPool(server, settings, dialer, clock))
                .toList();
        answers = new Answers(settings.memory(), clock);
        nobodies = new Nobodies(clock);
        proofs = new PasswordProofs(random);
        places = new Semaphore(settings.limits().atOnce(), true);
    }

    @Override
    public boolean answersFor(MailAddress address) {
        return settings.domains().contains(address.domain());
    }

    @Override
    public Verdict check(MailAddress address, String password) {
        if (!answersFor(address)) return Verdict.NO_SUCH_PERSON;
        // An empty one would make the bind one as nobody, which succeeds (RFC 4513 §5.1.2); so may one that is cut at a
        // NUL.
        if (password.isEmpty() || password.length() > PASSWORD_CHARACTERS || password.indexOf('\0') >= 0)
            return Verdict.WRONG;
        byte[] proof = proofs.of(address.toString(), password.getBytes(StandardCharsets.UTF_8));
        Optional<Verdict> known = answers.known(address, proof);
        if (known.isPresent()) return known.get();
        // Programs open several connections at once with one password, and a wrong one must be asked about once.
        ReentrantLock turn = turns.get(Math.floorMod(address.hashCode(), TURNS));
        Duration patience = settings.limits().step().multipliedBy(STEPS_OF_PATIENCE);
        try {
            if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) return unasked(address, proof);
            try {
                return inTurn(address, password, proof);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Verdict.UNAVAILABLE;
        }
    }

    private Verdict inTurn(MailAddress address, String password, byte[] proof) throws InterruptedException {
        Optional<Verdict> known = answers.known(address, proof);
        if (known.isPresent()) return known.get();
        if (answers.tooManyWrong(address)) {
            LOG.info(
                    "{} is not asked about at the LDAP server for some minutes: too many wrong passwords, and more could lock the"
                            + " account there (ldap.wrong-tries)",
                    address);
            return unasked(address, proof);
        }
        if (!places.tryAcquire(settings.limits().step().toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.warn("sign-in of {} put off: ldap.checks-at-once are under way already", address);
            return unasked(address, proof);
        }
        Verdict verdict;
        try {
            verdict = asked(address, password);
        } finally {
            places.release();
        }
        if (verdict == Verdict.UNAVAILABLE) return unasked(address, proof);
        answers.learn(address, proof, verdict);
        return verdict;
    }

    private Verdict unasked(MailAddress address, byte[] proof) {
        if (!answers.isGoodInOutage(address, proof)) return Verdict.UNAVAILABLE;
        LOG.info("{} is let in by the password the LDAP server last said to be right", address);
        return Verdict.RIGHT;
    }

    /** Asks the servers in their order, until one answers. */
    private Verdict asked(MailAddress address, String password) throws InterruptedException {
        for (ServerPool server : servers) {
            if (!server.health.mayAsk()) continue;
            try {
                Verdict verdict = judged(server, address, password);
                server.health.answered();
                return verdict;
            } catch (LdapTrouble trouble) {
                server.health.failed(String.valueOf(trouble.getMessage()));
            } catch (RuntimeException fault) {
                server.health.failed("a fault of this program: " + fault);
                throw fault;
            }
        }
        return Verdict.UNAVAILABLE;
    }

    private Verdict judged(ServerPool server, MailAddress address, String password)
            throws LdapTrouble, InterruptedException {
        return switch (server.find(address)) {
            case Found.One(Person(var dn, var addresses)) -> {
                long from = System.nanoTime();
                BindAnswer answer = server.tryPassword(dn, password);
                lastBind = Duration.ofNanos(System.nanoTime() - from);
                if (answer.verdict() != Verdict.RIGHT)
                    LOG.info("{} ({}) does not get in by LDAP: {}", address, LdapTrouble.shown(dn), answer.why());
                yield answer.verdict();
            }
            case Found.None(var why) -> {
                LOG.info("{} does not get in by LDAP: {}", address, why);
                pause.of(lastBind);
                yield Verdict.NO_SUCH_PERSON;
            }
            case Found.Several(var dns) -> {
                LOG.warn(
                        "{} does not get in: ldap.filter fits more than one entry, {}. Make it so that it fits one",
                        address,
                        String.join(" and ", dns));
                pause.of(lastBind);
                yield Verdict.DISABLED;
            }
        };
    }

    /** Whether the directory has somebody. */
    public sealed interface LookUp {
        /** @param addresses of this person, of our domains, the main one first; at least one */
        record Somebody(List<MailAddress> addresses) implements LookUp {
            public Somebody {
                addresses = List.copyOf(addresses);
            }
        }

        record Nobody() implements LookUp {}

        /** It cannot be asked now. */
        record Unavailable() implements LookUp {}
    }

    /** Looks for somebody without a password. Whom it did not find a moment ago is not looked for again. */
    public LookUp lookUp(MailAddress address) {
        if (!answersFor(address) || nobodies.has(address)) return new LookUp.Nobody();
        try {
            if (!places.tryAcquire(settings.limits().step().toNanos(), TimeUnit.NANOSECONDS))
                return new LookUp.Unavailable();
            try {
                Optional<Found> found = found(address);
                return found.map(it -> told(it, address)).orElseGet(LookUp.Unavailable::new);
            } finally {
                places.release();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new LookUp.Unavailable();
        }
    }

    private Optional<Found> found(MailAddress address) {
        for (ServerPool server : servers) {
            if (!server.health.mayAsk()) continue;
            try {
                Found found = server.find(address);
                server.health.answered();
                return Optional.of(found);
            } catch (LdapTrouble trouble) {
                server.health.failed(String.valueOf(trouble.getMessage()));
            }
        }
        return Optional.empty();
    }

    private LookUp told(Found found, MailAddress address) {
        if (found instanceof Found.One(var person))
            return new LookUp.Somebody(person.addresses().isEmpty() ? List.of(address) : person.addresses());
        nobodies.add(address);
        return new LookUp.Nobody();
    }

    @Override
    public void close() {
        servers.forEach(ServerPool::close);
    }
}
