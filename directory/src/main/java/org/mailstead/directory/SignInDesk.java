package org.mailstead.directory;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.DirectoryRow.AccountRow;
import org.mailstead.store.StoreFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a user name and a password belong together. Takes as long for accounts that do not exist. */
final class SignInDesk {
    private static final Logger LOG = LoggerFactory.getLogger(SignInDesk.class);

    /** Characters of a user name worth looking at; the longest address has fewer. */
    private static final int USER_NAME_CHARACTERS = 512;

    private final PasswordHashing hashing;
    private final KnownPasswords known;
    private final FailedTries tries;
    private final String nobody;
    private final Old old;

    /** Stands for the fingerprints of passwords that were not shown. */
    private final AtomicLong proofs = new AtomicLong();

    /** An account and the row it had when it was looked up. */
    record Found(Account account, AccountRow row) {}

    /**
     * What is done about passwords of which too little is kept.
     *
     * @param renew told of an account and its right password, which is the moment to keep more
     */
    record Old(Predicate<Found> is, BiConsumer<Found, String> renew) {}

    /** @param nobody a hash that no password has */
    SignInDesk(PasswordHashing hashing, KnownPasswords known, FailedTries tries, String nobody, Old old) {
        this.hashing = hashing;
        this.known = known;
        this.tries = tries;
        this.nobody = nobody;
        this.old = old;
    }

    /** The address a user name stands for; a bare local part belongs to {@code onlyDomain} if there is one. */
    static Optional<MailAddress> address(String userName, Optional<DomainName> onlyDomain) {
        if (userName.length() > USER_NAME_CHARACTERS) return Optional.empty();
        String typed = userName.strip();
        if (typed.indexOf('@') >= 0) return MailAddress.parse(typed);
        return onlyDomain.flatMap(domain -> MailAddress.parse(typed + "@" + domain.ascii()));
    }

    /** @param found the account {@code userName} names, null if there is none */
    SignIn check(String userName, @Nullable Found found, String password, InetAddress from) {
        String who = found != null ? found.account().address().toString() : unknown(userName);
        // For unknown accounts the name is part of it: else a wrong password for one would be known wrong for all.
        String context = found != null ? found.row().passwordHash() : nobody + who;
        byte[] proof = known.proof(context, shortened(password));
        long fingerprint = ByteBuffer.wrap(proof).getLong();
        Network network = Network.of(from);
        return switch (tries.begin(network, who, fingerprint)) {
            case TOO_MANY -> SignIn.Refused.of(SignIn.Reason.TOO_MANY_TRIES, userName);
            case KNOWN_WRONG -> refused(found, userName);
            case OPEN -> {
                boolean right;
                try {
                    right = isRight(found, password, proof);
                } catch (PasswordHashing.Busy busy) {
                    tries.takeBack(network, who, fingerprint);
                    LOG.warn("sign-in of {} put off: too many passwords to check at once", who);
                    yield new SignIn.Unavailable();
                }
                if (found == null || !right) {
                    tries.failed(network, who, fingerprint);
                    yield refused(found, userName);
                }
                tries.takeBack(network, who, fingerprint);
                yield welcome(found, password, proof);
            }
        };
    }

    /**
     * Somebody has tried to prove to know the password without showing it. A wrong one cannot be told from another wrong one then, so
     * that each counts.
     */
    SignIn proved(String userName, @Nullable Found found, boolean right, InetAddress from) {
        String who = found != null ? found.account().address().toString() : unknown(userName);
        Network network = Network.of(from);
        long fingerprint = proofs.getAndIncrement();
        if (tries.begin(network, who, fingerprint) == FailedTries.Standing.TOO_MANY)
            return SignIn.Refused.of(SignIn.Reason.TOO_MANY_TRIES, userName);
        if (found == null || !right) {
            tries.failed(network, who, fingerprint);
            return refused(found, userName);
        }
        tries.takeBack(network, who, fingerprint);
        return new SignIn.Welcome(found.account());
    }

    private boolean isRight(@Nullable Found found, String password, byte[] proof) {
        if (password.length() > PasswordRules.LONGEST * 2) return false;
        if (found == null) {
            hashing.matches(nobody, password, () -> false);
            return false;
        }
        AccountId id = found.account().id();
        if (known.isRight(id, proof)) return true;
        // Asked again when its turn has come: mail programs open several connections at once with one password.
        return hashing.matches(found.row().passwordHash(), password, () -> known.isRight(id, proof));
    }

    private SignIn welcome(Found found, String password, byte[] proof) {
        known.remember(found.account().id(), proof);
        if (old.is().test(found)) {
            try {
                old.renew().accept(found, password);
            } catch (StoreFault | PasswordHashing.Busy later) {
                LOG.warn("{} keeps an old password hash until next time: {}", found.account(), later.getMessage());
            }
        }
        return new SignIn.Welcome(found.account());
    }

    private static SignIn refused(@Nullable Found found, String userName) {
        return SignIn.Refused.of(
                found == null ? SignIn.Reason.NO_SUCH_ACCOUNT : SignIn.Reason.WRONG_PASSWORD, userName);
    }

    private static String unknown(String userName) {
        String typed = userName.strip().toLowerCase(Locale.ROOT);
        return typed.length() > MailAddress.OCTETS ? typed.substring(0, MailAddress.OCTETS) : typed;
    }

    /** Work per try must not depend on what a peer sends; passwords that were taken are never this long. */
    private static String shortened(String password) {
        int most = PasswordRules.LONGEST * 2 + 1;
        return password.length() > most ? password.substring(0, most) : password;
    }
}
