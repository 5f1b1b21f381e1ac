package org.mailstead.server;

import java.util.EnumSet;
import org.mailstead.directory.PasswordAuthority;
import org.mailstead.directory.SignInSettings;
import org.mailstead.directory.Tokens;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.server.config.Configuration;

/** How people may sign in here, as the configuration says it. */
final class SigningIn {
    private SigningIn() {}

    static SignInSettings settings(Configuration configuration, Tokens tokens) {
        var mechanisms = EnumSet.copyOf(SaslMechanism.USUAL);
        var oauth = configuration.web().oauth();
        if (oauth.provider() || !oauth.elsewhere().isEmpty()) {
            mechanisms.add(SaslMechanism.OAUTHBEARER);
            mechanisms.add(SaslMechanism.XOAUTH2);
        }
        return new SignInSettings(mechanisms, tokens, PasswordAuthority.NONE, Thread::sleep);
    }
}
