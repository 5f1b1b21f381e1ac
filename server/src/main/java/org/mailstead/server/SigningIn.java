package org.mailstead.server;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.mailstead.directory.PasswordAuthority;
import org.mailstead.directory.SignInSettings;
import org.mailstead.directory.Tokens;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.server.config.Configuration;

/** How people may sign in here, as the configuration says it. */
final class SigningIn {
    private static final Set<SaslMechanism> PROOFS = EnumSet.of(
            SaslMechanism.SCRAM_SHA_256_PLUS,
            SaslMechanism.SCRAM_SHA_256,
            SaslMechanism.SCRAM_SHA_1_PLUS,
            SaslMechanism.SCRAM_SHA_1);

    private SigningIn() {}

    /** @param ldap people of a directory elsewhere */
    static SignInSettings settings(Configuration configuration, Tokens tokens, Optional<LdapPeople> ldap) {
        var mechanisms = EnumSet.copyOf(SaslMechanism.USUAL);
        var oauth = configuration.web().oauth();
        if (oauth.provider() || !oauth.elsewhere().isEmpty()) {
            mechanisms.add(SaslMechanism.OAUTHBEARER);
            mechanisms.add(SaslMechanism.XOAUTH2);
        }
        // A directory elsewhere has to see the password, and a program that may choose takes a proof that cannot be
        // checked.
        if (ldap.isPresent()) mechanisms.removeAll(PROOFS);
        PasswordAuthority authority = ldap.<PasswordAuthority>map(it -> it).orElse(PasswordAuthority.NONE);
        return new SignInSettings(mechanisms, tokens, authority, Thread::sleep);
    }
}
