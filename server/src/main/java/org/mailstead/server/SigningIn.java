package org.mailstead.server;

import java.util.Optional;
import org.mailstead.directory.PasswordAuthority;
import org.mailstead.directory.SignInSettings;
import org.mailstead.directory.Tokens;
import org.mailstead.server.config.Configuration;

/** How people may sign in here, as the configuration says it. */
final class SigningIn {
    private SigningIn() {}

    /** @param ldap people of a directory elsewhere */
    static SignInSettings settings(Configuration configuration, Tokens tokens, Optional<LdapPeople> ldap) {
        PasswordAuthority authority = ldap.<PasswordAuthority>map(it -> it).orElse(PasswordAuthority.NONE);
        return new SignInSettings(configuration.mechanisms(), tokens, authority, Thread::sleep);
    }
}
