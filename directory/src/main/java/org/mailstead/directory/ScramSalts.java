package org.mailstead.directory;

import java.util.List;
import java.util.Optional;
import org.mailstead.directory.PasswordCheck.Guest;
import org.mailstead.directory.Person.Credential;
import org.mailstead.directory.Person.Own;
import org.mailstead.directory.Person.Provable;
import org.mailstead.sasl.CramKey;
import org.mailstead.sasl.ScramHash;
import org.mailstead.sasl.ScramKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told who wants to prove a password: salt and iterations, for everybody, so that nobody learns who exists. */
final class ScramSalts {
    private static final Logger LOG = LoggerFactory.getLogger(ScramSalts.class);

    private final Passwords passwords;

    ScramSalts(Passwords passwords) {
        this.passwords = passwords;
    }

    /** @param credentials what each of the keys stands for */
    record Asked(ScramKeys keys, List<Credential> credentials) {}

    Asked of(Guest guest, ScramHash hash) {
        Person person = guest.person();
        if (person == null) return new Asked(nobodys(guest.typed()), List.of());
        int iterations = passwords.iterations(person.scram());
        List<Provable<ScramKeys.Pair>> provable = person.provable(hash, iterations);
        sayIfNot(provable, person);
        byte[] salt = passwords.salt(person.id().value());
        return new Asked(
                new ScramKeys(
                        salt, iterations, provable.stream().map(Provable::key).toList()),
                credentials(provable));
    }

    /** @param credentials what each of the keys stands for */
    record AskedByCram(List<CramKey> keys, List<Credential> credentials) {}

    /** CRAM-MD5 has no salt. */
    AskedByCram byCram(Guest guest) {
        Person person = guest.person();
        if (person == null) return new AskedByCram(List.of(), List.of());
        List<Provable<CramKey>> provable = person.provableByCram();
        sayIfNot(provable, person);
        return new AskedByCram(provable.stream().map(Provable::key).toList(), credentials(provable));
    }

    private static <K> List<Credential> credentials(List<Provable<K>> provable) {
        return provable.stream().map(Provable::credential).toList();
    }

    private static <K> void sayIfNot(List<Provable<K>> provable, Person person) {
        if (provable.stream().noneMatch(each -> each.credential() instanceof Own))
            LOG.info(
                    "{} cannot prove the password yet: it has to be shown once (PLAIN), or set anew", person.account());
    }

    /** Somebody who does not exist has a salt too, the same each time. RFC 5802 §9. */
    ScramKeys nobodys(String userName) {
        byte[] salt = passwords.saltOfNobody(Guest.unknown(userName));
        return new ScramKeys(salt, passwords.iterations(Optional.empty()), List.of());
    }
}
