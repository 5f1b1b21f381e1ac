package org.mailstead.directory;

import java.util.List;
import java.util.Locale;
import org.mailstead.directory.PasswordCheck.Guest;
import org.mailstead.directory.Person.Credential;
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
        int iterations = person.scram()
                .map(row -> row.iterations)
                .orElse(passwords.hashing().scramIterations());
        List<ScramKeys.Pair> pairs = person.pairs(iterations);
        if (person.scram().flatMap(row -> row.sha256).isEmpty())
            LOG.info(
                    "{} cannot prove the password yet: it has to be shown once (PLAIN), or set anew", person.account());
        byte[] salt = passwords.salt(person.id().value());
        return new Asked(new ScramKeys(salt, iterations, pairs), person.provable(iterations));
    }

    /** Somebody who does not exist has a salt too, the same each time. RFC 5802 §9. */
    ScramKeys nobodys(String userName) {
        String name = userName.strip().toLowerCase(Locale.ROOT);
        String shown = name.substring(0, Math.min(name.length(), MailAddress.OCTETS));
        return new ScramKeys(passwords.salt("? " + shown), passwords.hashing().scramIterations(), List.of());
    }
}
