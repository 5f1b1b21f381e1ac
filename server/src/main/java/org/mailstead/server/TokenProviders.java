package org.mailstead.server;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.directory.BrowserSignIn;
import org.mailstead.directory.Directory;
import org.mailstead.directory.SignIns;
import org.mailstead.directory.Tokens;
import org.mailstead.oauth.Grants;
import org.mailstead.oauth.OidcTokens;
import org.mailstead.oauth.Provider;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.MailPort;
import org.mailstead.web.Route;

/** Whose tokens people sign in with: those of our own provider, and of providers elsewhere. */
public final class TokenProviders {
    private static final int HTTPS = 443;

    private final Configuration configuration;
    private final Directory directory;
    private final Grants grants;
    private final Optional<Tokens> elsewhere;
    private final Clock clock;
    private volatile int httpsPort;

    private TokenProviders(Configuration configuration, OpenStore open, Optional<Tokens> elsewhere, Clock clock) {
        this.elsewhere = elsewhere;
        this.configuration = configuration;
        this.clock = clock;
        directory = open.directory();
        httpsPort = configuration.listen().ports().of(MailPort.HTTPS);
        grants = open.grants(clock, new SecureRandom());
    }

    static TokenProviders of(Configuration configuration, OpenStore open, Clock clock) {
        var providers = configuration.web().oauth().elsewhere();
        try {
            Optional<Tokens> elsewhere =
                    providers.isEmpty() ? Optional.empty() : Optional.of(OidcTokens.over(providers, clock));
            return new TokenProviders(configuration, open, elsewhere, clock);
        } catch (IOException e) {
            throw new Mistake("The setting ca-file of [[oidc]] cannot be used: " + e.getMessage(), e);
        }
    }

    /** What tokens are worth. */
    Tokens tokens() {
        if (!configuration.web().oauth().provider()) return elsewhere.orElse(Tokens.NONE);
        if (elsewhere.isEmpty()) return grants;
        Tokens others = elsewhere.get();
        return token -> switch (grants.check(token)) {
            case Tokens.Verdict.Unknown _ -> others.check(token);
            case Tokens.Verdict verdict -> verdict;
        };
    }

    Grants grants() {
        return grants;
    }

    /** Removes what is over. Returns how many grants. */
    int clear() {
        return grants.clear();
    }

    /** @param people judges who signs in in the browser */
    List<Route> routes(SignIns people) {
        if (!configuration.web().oauth().provider()) return List.of();
        var own = new Provider(
                this::issuer,
                grants,
                directory.secrets(),
                new Provider.Surroundings(BrowserSignIn.by(people), clock, new SecureRandom()));
        return own.routes(WebPages.isThisHost(configuration.hostname()));
    }

    /** Tells which ports are open, where any free one was to be taken. */
    void opened(Map<MailPort, Integer> ports) {
        httpsPort = ports.getOrDefault(MailPort.HTTPS, httpsPort);
    }

    private String issuer() {
        return issuer(configuration, httpsPort);
    }

    /** @param httpsPort that is open */
    public static String issuer(Configuration configuration, int httpsPort) {
        Optional<String> set = configuration.web().oauth().issuer();
        return set.orElseGet(() ->
                "https://" + configuration.hostname() + (httpsPort > 0 && httpsPort != HTTPS ? ":" + httpsPort : ""));
    }
}
