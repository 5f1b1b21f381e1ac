package org.mailstead.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.Tokens;
import org.mailstead.directory.Use;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens of providers elsewhere: signed JSON (RFC 7519), believed as RFC 8725 advises. */
public final class OidcTokens implements Tokens {
    /** Clocks of two machines differ by so much at most, if somebody looks after them. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** Longest that is looked at; those of providers with many groups in them have six. */
    static final int CHARACTERS = 8 * 1024;

    /** By a key that only the provider has; never one that we would share with it, nor none. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** Less can be factored. */
    private static final int RSA_BITS = 2048;

    /** Keys that are tried for a token that names none. */
    private static final int TRIES = 10;

    private static final Set<Use> USES = Set.of(Use.IMAP, Use.POP3, Use.SMTP, Use.SIEVE, Use.DAV);
    private static final Logger LOG = LoggerFactory.getLogger(OidcTokens.class);

    private final Map<String, Trusted> providers = new LinkedHashMap<>();
    private final Clock clock;

    private record Trusted(OidcProvider provider, SigningKeys keys) {}

    /** How a provider's documents are fetched. */
    interface Fetching {
        Documents of(OidcProvider provider) throws IOException;
    }

    OidcTokens(List<OidcProvider> providers, Fetching fetching, Clock clock) throws IOException {
        this.clock = clock;
        for (var each : providers)
            this.providers.put(
                    each.issuer(), new Trusted(each, new SigningKeys(each.issuer(), fetching.of(each), clock)));
    }

    /** @throws IOException with a sentence for the person, if a file with certificates cannot be read */
    public static OidcTokens over(List<OidcProvider> providers, Clock clock) throws IOException {
        return new OidcTokens(providers, provider -> new HttpsDocuments(provider.caFile()), clock);
    }

    @Override
    public Verdict check(String token) {
        // Our own, and nonsense, are not worth a line in the log.
        if (token.length() > CHARACTERS || token.chars().filter(c -> c == '.').count() != 2)
            return new Verdict.Unknown();
        try {
            SignedJWT signed = SignedJWT.parse(token);
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            Trusted trusted = claims == null ? null : providers.get(claims.getIssuer());
            if (claims == null || trusted == null) return refused("its issuer is not one of those in the settings");
            return check(signed, claims, trusted);
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            return refused("it cannot be read");
        }
    }

    private Verdict check(SignedJWT signed, JWTClaimsSet claims, Trusted trusted) {
        var header = signed.getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm())) return refused("it is signed in a way that is not taken");
        if (!isForAccess(header.getType())) return refused("it is of another type");
        Optional<List<JWK>> keys = trusted.keys().find(header.getKeyID());
        if (keys.isEmpty()) return new Verdict.Unavailable();
        boolean genuine = keys.get().stream().limit(TRIES).anyMatch(key -> signedBy(signed, key));
        if (!genuine) return refused("no key of " + trusted.provider().issuer() + " has signed it");
        return judge(claims, trusted.provider());
    }

    /** A token for something else must not pass for one that lets in. RFC 8725 §3.11. */
    private static boolean isForAccess(@Nullable JOSEObjectType type) {
        return type == null
                || type.equals(JOSEObjectType.JWT)
                || type.getType().equalsIgnoreCase("at+jwt")
                || type.getType().equalsIgnoreCase("application/at+jwt");
    }

    private static boolean signedBy(SignedJWT signed, JWK key) {
        var algorithm = signed.getHeader().getAlgorithm();
        if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)) return false;
        if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) return false;
        try {
            JWSVerifier verifier = switch (key) {
                case RSAKey rsa when rsa.size() >= RSA_BITS -> new RSASSAVerifier(rsa);
                case ECKey ec -> new ECDSAVerifier(ec);
                default -> null;
            };
            return verifier != null && verifier.supportedJWSAlgorithms().contains(algorithm) && signed.verify(verifier);
        } catch (JOSEException | IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }

    private Verdict judge(JWTClaimsSet claims, OidcProvider provider) {
        if (claims.getAudience() == null || !claims.getAudience().contains(provider.audience()))
            return refused("it is for " + claims.getAudience() + ", not for " + provider.audience());
        Instant now = clock.instant();
        Date end = claims.getExpirationTime();
        Date begin = claims.getNotBeforeTime();
        if (end == null) return refused("it does not say when it ends");
        if (begin != null && begin.toInstant().minus(SKEW).isAfter(now)) return refused("it begins later");
        if (!end.toInstant().plus(SKEW).isAfter(now)) return new Verdict.Expired();
        if (provider.userClaim().equals("email") && Boolean.FALSE.equals(claims.getClaim("email_verified")))
            return refused("its provider has not checked the address");
        Optional<MailAddress> user = user(claims, provider);
        if (user.isEmpty()) return refused("its " + provider.userClaim() + " names nobody of " + provider.domains());
        return new Verdict.Good(user.get().toString(), USES, program(claims, provider));
    }

    /** An address, or the part before the @ where there is only one domain. */
    private static Optional<MailAddress> user(JWTClaimsSet claims, OidcProvider provider) {
        if (!(claims.getClaim(provider.userClaim()) instanceof String said)) return Optional.empty();
        String address = said.indexOf('@') < 0 && provider.domains().size() == 1
                ? said + "@" + provider.domains().getFirst()
                : said;
        return MailAddress.parse(address)
                .filter(user -> provider.domains().stream()
                        .anyMatch(domain -> MailAddress.parse("x@" + domain)
                                .map(MailAddress::domain)
                                .equals(Optional.of(user.domain()))));
    }

    /** To whom the provider gave it. */
    private static String program(JWTClaimsSet claims, OidcProvider provider) {
        for (String name : List.of("azp", "client_id"))
            if (claims.getClaim(name) instanceof String client && !client.isEmpty()) return client;
        return Objects.requireNonNullElse(java.net.URI.create(provider.issuer()).getHost(), "");
    }

    private static Verdict refused(String why) {
        LOG.info("oidc: a token was refused: {}", why);
        return new Verdict.Unknown();
    }
}
