package org.mailstead.directory;

import java.util.List;
import java.util.Optional;
import org.mailstead.directory.PasswordCheck.Guest;
import org.mailstead.directory.Person.Credential;
import org.mailstead.directory.Person.Provable;
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

    Asked of(Guest guest) {
        Person person = guest.person();
        if (person == null) return new Asked(nobodys(guest.typed()), List.of());
        int iterations = passwords.iterations(person.scram());
        List<Provable> provable = person.provable(iterations);
        List<ScramKeys.Pair> pairs = provable.stream().map(Provable::pair).toList();
        if (person.scram().flatMap(row -> row.sha256).isEmpty())
            LOG.info(
                    "{} cannot prove the password yet: it has to be shown once (PLAIN), or set anew", person.account());
        byte[] salt = passwords.salt(person.id().value());
        return new Asked(
                new ScramKeys(salt, iterations, pairs),
                provable.stream().map(Provable::credential).toList());
    }

    /** Somebody who does not exist has a salt too, the same each time. RFC 5802 §9. */
    ScramKeys nobodys(String userName) {
        byte[] salt = passwords.saltOfNobody(Guest.unknown(userName));
        return new ScramKeys(salt, passwords.iterations(Optional.empty()), List.of());
    }
}
