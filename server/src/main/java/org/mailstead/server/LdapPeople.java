package org.mailstead.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.directory.Directory;
import org.mailstead.directory.DirectoryException;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordAuthority;
import org.mailstead.ldap.LdapAuthority;
import org.mailstead.ldap.LdapAuthority.LookUp;
import org.mailstead.ldap.LdapSettings;
import org.mailstead.ldap.LdapSettings.Newcomers;
import org.mailstead.server.config.Configuration;
import org.mailstead.smtp.Recipients;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpPeer;
import org.mailstead.smtp.SmtpServices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** People in an LDAP directory: their passwords, and accounts for those who have none yet, where that is wanted. */
final class LdapPeople implements PasswordAuthority, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LdapPeople.class);

    private final LdapAuthority ldap;
    private final Newcomers newcomers;
    private final Directory directory;

    LdapPeople(LdapSettings settings, Directory directory, Clock clock, RandomGenerator random) {
        ldap = new LdapAuthority(settings, clock, random);
        newcomers = settings.newcomers();
        this.directory = directory;
    }

    /** Those that the configuration speaks of. @throws org.mailstead.wire.TlsSetupException if its certificates cannot be used */
    static Optional<LdapPeople> of(Configuration configuration, Directory directory, Clock clock) {
        return configuration.ldap().map(settings -> new LdapPeople(settings, directory, clock, new SecureRandom()));
    }

    @Override
    public boolean answersFor(MailAddress address) {
        return ldap.answersFor(address);
    }

    @Override
    public PasswordAuthority.Verdict check(MailAddress address, String password) {
        PasswordAuthority.Verdict verdict = ldap.check(address, password);
        if (verdict == PasswordAuthority.Verdict.RIGHT && newcomers != Newcomers.NEVER && !isHere(address))
            make(address);
        return verdict;
    }

    /** The same services, for those too who have no account yet. */
    static SmtpServices in(Optional<LdapPeople> people, SmtpServices services) {
        return people.map(them -> services.with(them.with(services.recipients())))
                .orElse(services);
    }

    /** The same, with those to come. */
    Recipients with(Recipients those) {
        return newcomers == Newcomers.AT_FIRST_MAIL ? new ToCome(those) : those;
    }

    private boolean isHere(MailAddress address) {
        return directory.account(address).isPresent();
    }

    /** Whether there is somebody of that address, who has an account by now; empty if that cannot be said. */
    private Optional<Boolean> make(MailAddress address) {
        return switch (ldap.lookUp(address)) {
            case LookUp.Somebody(var addresses) -> {
                make(addresses);
                yield Optional.of(true);
            }
            case LookUp.Nobody() -> Optional.of(false);
            case LookUp.Unavailable() -> Optional.empty();
        };
    }

    private void make(List<MailAddress> addresses) {
        MailAddress main = addresses.getFirst();
        try {
            // What somebody writes into the own entry there must not bring a new name for an account that is here
            // already.
            if (isHere(main)) return;
            directory.addAccountWithoutPassword(main);
            LOG.info("made the account {}, who is in the LDAP directory", main);
            for (MailAddress other : addresses.subList(1, addresses.size())) addAlias(other, main);
        } catch (DirectoryException refused) {
            if (refused.reason() != DirectoryException.Reason.ALREADY_EXISTS)
                LOG.warn("no account for {} of the LDAP directory: {}", main, refused.getMessage());
        }
    }

    private void addAlias(MailAddress other, MailAddress main) {
        try {
            directory.addAlias(other, List.of(main));
        } catch (DirectoryException taken) {
            LOG.debug("{} does not lead to {}: {}", other, main, taken.getMessage());
        }
    }

    @Override
    public void close() {
        ldap.close();
    }

    /** Lets mail in for people who have no account yet, and makes it. */
    private final class ToCome implements Recipients {
        private final Recipients here;

        ToCome(Recipients here) {
            this.here = here;
        }

        @Override
        public Recipients.Verdict judge(SmtpAddress recipient, Optional<SmtpAddress> sender, SmtpPeer peer) {
            Recipients.Verdict verdict = here.judge(recipient, sender, peer);
            if (verdict != Recipients.Verdict.UNKNOWN_HERE) return verdict;
            Optional<MailAddress> address = MailAddress.parse(recipient.toString())
                    .flatMap(LdapPeople::plain)
                    .filter(ldap::answersFor);
            if (address.isEmpty()) return verdict;
            Optional<Boolean> made = make(address.get());
            if (made.isEmpty()) return Recipients.Verdict.TRY_LATER;
            return made.get() ? here.judge(recipient, sender, peer) : verdict;
        }
    }

    /** Without the part from the first {@code +} on, which only the holder's rules look at. */
    private static Optional<MailAddress> plain(MailAddress address) {
        int plus = address.local().indexOf('+');
        return plus < 0
                ? Optional.of(address)
                : MailAddress.parse(new MailAddress(address.local().substring(0, plus), address.domain()).toString());
    }
}
