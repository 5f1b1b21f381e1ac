package org.mailstead.directory;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Person.Credential;
import org.mailstead.directory.Person.OfDevice;
import org.mailstead.sasl.ScramKeys;
import org.mailstead.store.StoreFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a user name and a password belong together. What is done depends on what was typed only, so that it takes as long for
 * accounts that do not exist.
 */
final class PasswordCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordCheck.class);

    /** What a stranger waits for each try at an account that is guessed at from many networks: a person bears it, a guesser does not. */
    static final Duration WAIT_UNDER_ATTACK = Duration.ofSeconds(8);

    /** Strangers that wait at once; each holds a connection and a small stack. */
    private static final int WAITING = 500;

    private final Passwords passwords;
    private final PasswordHashing hashing;
    private final KnownPasswords known;
    private final FailedTries tries;
    private final String nobody;
    private final SignInSettings settings;
    private final SignInHistory history;
    private final Semaphore waiting = new Semaphore(WAITING);

    /** Stands for the fingerprints of passwords that were not shown. */
    private final AtomicLong proofs = new AtomicLong();

    /** @param nobody a hash that no password has */
    PasswordCheck(
            Passwords passwords,
            KnownPasswords known,
            FailedTries tries,
            String nobody,
            SignInSettings settings,
            SignInHistory history) {
        this.passwords = passwords;
        hashing = passwords.hashing();
        this.known = known;
        this.tries = tries;
        this.nobody = nobody;
        this.settings = settings;
        this.history = history;
    }

    /** What a password has turned out to be. */
    sealed interface Checked {
        record Right(Person person, Credential credential) implements Checked {}

        record No(SignIn.Reason reason) implements Checked {}

        record Later() implements Checked {}
    }

    /**
     * Somebody who wants in.
     *
     * @param typed the user name
     * @param person null if there is none
     * @param address what the name stands for, be there such a person or not
     */
    record Guest(String typed, @Nullable Person person, Optional<MailAddress> address, InetAddress from) {
        /** Under which tries are counted. */
        String name() {
            return person != null ? person.account().address().toString() : unknown(typed);
        }

        static String unknown(String typed) {
            String name = typed.strip().toLowerCase(Locale.ROOT);
            return name.length() > MailAddress.OCTETS ? name.substring(0, MailAddress.OCTETS) : name;
        }

        /**
         * Under which a directory elsewhere may have the password: not for accounts that have one here. An alias must not be asked about
         * in place of the account, since it may be somebody else's address there.
         */
        Optional<MailAddress> elsewhere() {
            if (person == null) return address;
            return person.isElsewhere() ? Optional.of(person.account().address()) : Optional.empty();
        }

        Checked.No unknownOrWrong() {
            return new Checked.No(person == null ? SignIn.Reason.NO_SUCH_ACCOUNT : SignIn.Reason.WRONG_PASSWORD);
        }
    }

    /** Looks for the person anew, who may have been made a moment ago. */
    @FunctionalInterface
    interface Again {
        @Nullable
        Person person();
    }

    ScramSalts salts() {
        return new ScramSalts(passwords);
    }

    Checked shown(Guest guest, String password, Again again) {
        Person person = guest.person();
        String who = guest.name();
        // For unknown accounts the name is part of it: else a wrong password for one would be known wrong for all.
        String context = person != null ? person.own().kept() + person.id() : nobody + who;
        long fingerprint =
                ByteBuffer.wrap(known.proof(context, shortened(password))).getLong();
        Network network = Network.of(guest.from());
        boolean elsewhere = isElsewhere(guest);
        switch (tries.begin(network, who, fingerprint)) {
            case TOO_MANY -> {
                return new Checked.No(SignIn.Reason.TOO_MANY_TRIES);
            }
            case KNOWN_WRONG -> {
                // Who knows passwords elsewhere may have heard of a new one since.
                if (!elsewhere) return guest.unknownOrWrong();
            }
            case UNDER_ATTACK -> {
                if (!isAtHome(guest, network) && !waited()) return putOff(network, who, fingerprint);
            }
            case OPEN -> {}
        }
        Checked outcome;
        try {
            outcome = decide(guest, password, elsewhere, again);
        } catch (PasswordHashing.Busy busy) {
            LOG.warn("sign-in of {} put off: too many passwords to check at once", who);
            return putOff(network, who, fingerprint);
        }
        switch (outcome) {
            case Checked.Right _ -> tries.takeBack(network, who, fingerprint);
            case Checked.No _ -> tries.failed(network, who, fingerprint);
            case Checked.Later _ -> tries.takeBack(network, who, fingerprint);
        }
        return outcome;
    }

    private Checked putOff(Network network, String who, long fingerprint) {
        tries.takeBack(network, who, fingerprint);
        return new Checked.Later();
    }

    private boolean isElsewhere(Guest guest) {
        return guest.elsewhere().filter(settings.authority()::answersFor).isPresent();
    }

    private boolean isAtHome(Guest guest, Network network) {
        return guest.person() != null && history.knows(guest.person().id(), network);
    }

    /** False if too many wait already. */
    private boolean waited() {
        if (!waiting.tryAcquire()) return false;
        try {
            settings.pause().of(WAIT_UNDER_ATTACK);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.release();
        }
    }

    private Checked decide(Guest guest, String password, boolean elsewhere, Again again) {
        Person person = guest.person();
        byte[] proof = known.proof(person != null ? person.id().value() : nobody, shortened(password));
        Optional<Credential> remembered =
                person == null ? Optional.empty() : known.kept(proof).flatMap(person::credential);
        if (person != null && remembered.isPresent()) return new Checked.Right(person, remembered.get());
        Optional<Credential> device = ofDevice(guest, password);
        if (person != null && device.isPresent()) {
            known.remember(proof, device.get().kept());
            return new Checked.Right(person, device.get());
        }
        if (elsewhere) return askedElsewhere(guest, password, again);
        if (!isOwn(person, password, proof)) return guest.unknownOrWrong();
        if (person == null) return guest.unknownOrWrong();
        known.remember(proof, person.own().kept());
        if (passwords.isOld(person.found(), person.scram()))
            keepMore(person, () -> passwords.renew(person.found(), password));
        return new Checked.Right(person, person.own());
    }

    /** One round of work for whatever looks like an app password, however many there are. */
    private Optional<Credential> ofDevice(Guest guest, String password) {
        Optional<String> secret = AppPassword.typed(password);
        if (secret.isEmpty()) return Optional.empty();
        Person person = guest.person();
        byte[] salt = person != null ? passwords.salt(person.id().value()) : passwords.saltOfNobody(guest.name());
        int iterations = passwords.iterations(person != null ? person.scram() : Optional.empty());
        ScramKeys.Pair pair = hashing.pair(secret.get(), salt, iterations);
        if (person == null) return Optional.empty();
        return person.appPasswords().stream()
                .filter(row -> row.iterations == iterations && MessageDigest.isEqual(row.pair.stored(), pair.stored()))
                .findFirst()
                .map(row -> {
                    if (!row.old.are(passwords.kinds()))
                        keepMore(person, () -> passwords.renew(person.id(), row, secret.get()));
                    return new OfDevice(row);
                });
    }

    private boolean isOwn(@Nullable Person person, String password, byte[] proof) {
        if (password.length() > PasswordRules.LONGEST * 2) return false;
        if (person == null) return hashing.matches(nobody, password, () -> false);
        String hash = person.own().kept();
        // Asked again when its turn has come: mail programs open several connections at once with one password.
        return hashing.matches(
                hash, password, () -> known.kept(proof).filter(hash::equals).isPresent());
    }

    private Checked askedElsewhere(Guest guest, String password, Again again) {
        MailAddress address = guest.elsewhere().orElseThrow();
        return switch (settings.authority().check(address, password)) {
            case RIGHT -> {
                Person person = guest.person() != null ? guest.person() : again.person();
                if (person == null) {
                    LOG.warn(
                            "{} is known to the directory elsewhere, but has no account here: mailstead account add {} --external",
                            address,
                            address);
                    yield new Checked.No(SignIn.Reason.NO_SUCH_ACCOUNT);
                }
                // The name may have come to stand for an account that has its password here.
                if (!person.isElsewhere()) yield new Checked.No(SignIn.Reason.NO_SUCH_ACCOUNT);
                yield new Checked.Right(person, person.own());
            }
            case WRONG -> new Checked.No(SignIn.Reason.WRONG_PASSWORD);
            case NO_SUCH_PERSON -> new Checked.No(SignIn.Reason.NO_SUCH_ACCOUNT);
            case DISABLED -> new Checked.No(SignIn.Reason.DISABLED);
            case UNAVAILABLE -> new Checked.Later();
        };
    }

    /** The moment at which more can be kept of a password. */
    private static void keepMore(Person person, Runnable renewal) {
        try {
            renewal.run();
        } catch (StoreFault | PasswordHashing.Busy later) {
            LOG.warn(
                    "{} keeps what there was of an old password until next time: {}",
                    person.account(),
                    later.getMessage());
        }
    }

    /**
     * Somebody has tried to prove to know a password without showing it, or has shown something else that nobody guesses. A wrong one
     * cannot be told from another wrong one then, so that each counts.
     *
     * @param right what was proved, null if nothing was
     */
    Checked proved(Guest guest, @Nullable Credential right) {
        String who = guest.name();
        Network network = Network.of(guest.from());
        long fingerprint = proofs.getAndIncrement();
        FailedTries.Standing standing = tries.begin(network, who, fingerprint);
        if (standing == FailedTries.Standing.TOO_MANY) return new Checked.No(SignIn.Reason.TOO_MANY_TRIES);
        boolean stranger = standing == FailedTries.Standing.UNDER_ATTACK && !isAtHome(guest, network);
        if (stranger && !waited()) return putOff(network, who, fingerprint);
        if (guest.person() == null || right == null) {
            tries.failed(network, who, fingerprint);
            return guest.unknownOrWrong();
        }
        tries.takeBack(network, who, fingerprint);
        return new Checked.Right(guest.person(), right);
    }

    /** Work per try must not depend on what a peer sends; passwords that were taken are never this long. */
    private static String shortened(String password) {
        int most = PasswordRules.LONGEST * 2 + 1;
        return password.length() > most ? password.substring(0, most) : password;
    }
}
