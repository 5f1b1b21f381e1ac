package org.mailstead.server;

import java.util.Optional;
import org.mailstead.directory.Directory;
import org.mailstead.directory.PasswordAuthority;
import org.mailstead.directory.RefusalTexts;
import org.mailstead.directory.SignInSettings;
import org.mailstead.directory.SignIns;
import org.mailstead.directory.Tokens;
import org.mailstead.server.config.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How people may sign in here, as the configuration says it. */
final class SigningIn {
    private static final Logger LOG = LoggerFactory.getLogger(SigningIn.class);

    private SigningIn() {}

    /**
     * Takes away what was kept of passwords for mechanisms that are off now.
     *
     * @param ldap people of a directory elsewhere
     * @param texts what those are told who are refused
     */
    static SignIns of(
            Configuration configuration,
            Directory directory,
            Tokens tokens,
            Optional<LdapPeople> ldap,
            RefusalTexts texts) {
        var mechanisms = configuration.mechanisms();
        var kept = directory.keptProofs();
        kept.keepFor(mechanisms);
        int dropped = kept.dropOthers();
        if (dropped > 0) LOG.info("what was kept of {} passwords for mechanisms that are off now is gone", dropped);
        PasswordAuthority authority = ldap.<PasswordAuthority>map(it -> it).orElse(PasswordAuthority.NONE);
        return directory.signIns(new SignInSettings(
                mechanisms,
                tokens,
                authority,
                Thread::sleep,
                texts,
                configuration.signIn().language()));
    }
}
