package org.mailstead.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A provider of OpenID Connect: signs tokens, and publishes its keys as long as it is up. */
final class FakeIssuer implements Documents {
    static final String NAME = "https://login.example.net";
    static final RSAKey FIRST = rsa("first", 2048);
    static final ECKey SECOND = ec("second");

    final List<JWK> published = new ArrayList<>(List.of(FIRST, SECOND));
    final Clock clock;
    String name = NAME;
    boolean up = true;
    int fetched;

    FakeIssuer(Clock clock) {
        this.clock = clock;
    }

    static RSAKey rsa(String id, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static OidcProvider settings() {
        return new OidcProvider(NAME, "mail", List.of("example.test"), "email", Optional.empty());
    }

    OidcTokens tokens(OidcProvider provider) {
        try {
            return new OidcTokens(List.of(provider), _ -> this, clock);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String fetch(URI address) throws IOException {
        fetched++;
        if (!up) throw new IOException("it is down");
        return switch (address.getPath()) {
            case "/.well-known/openid-configuration" ->
                "{\"issuer\":\"" + name + "\",\"jwks_uri\":\"" + NAME + "/keys\"}";
            case "/keys" -> new JWKSet(published).toPublicJWKSet().toString();
            default -> throw new IOException("there is no " + address);
        };
    }

    /** What a token says that is good for ann. */
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience("mail")
                .subject("4711")
                .claim("email", "ann@example.test")
                .claim("azp", "lynx")
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plus(Duration.ofMinutes(5))));
    }

    String token() {
        return token(claims -> claims);
    }

    String token(UnaryOperator<JWTClaimsSet.Builder> changed) {
        return signed(
                FIRST,
                JWSAlgorithm.RS256,
                "first",
                JOSEObjectType.JWT,
                changed.apply(claims()).build());
    }

    static String signed(
            JWK key,
            JWSAlgorithm algorithm,
            @org.jspecify.annotations.Nullable String id,
            @org.jspecify.annotations.Nullable JOSEObjectType type,
            JWTClaimsSet claims) {
        try {
            JWSSigner signer = key instanceof RSAKey rsa
                    ? new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                    : new ECDSASigner(((ECKey) key).toECPrivateKey());
            var header = new JWSHeader.Builder(algorithm);
            if (id != null) header.keyID(id);
            if (type != null) header.type(type);
            var token = new SignedJWT(header.build(), claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
