package org.mailstead.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.directory.Tokens.Verdict;
import org.mailstead.directory.Use;
import org.mailstead.testkit.MovableClock;

class OidcTokensTest {
    private static final Verdict UNKNOWN = new Verdict.Unknown();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MovableClock clock = new MovableClock("2026-11-23T08:00:00Z");
    private final FakeIssuer issuer = new FakeIssuer(clock);
    private final OidcTokens tokens = issuer.tokens(FakeIssuer.settings());

    private Date in(Duration time) {
        return Date.from(clock.instant().plus(time));
    }

    private static OidcProvider settings(String claim, String... domains) {
        return new OidcProvider(FakeIssuer.NAME, "mail", List.of(domains), claim, Optional.empty());
    }

    private String signed(JWK key, JWSAlgorithm algorithm, String id) {
        return FakeIssuer.signed(
                key, algorithm, id, JOSEObjectType.JWT, issuer.claims().build());
    }

    @Test
    void aTokenOfTheProviderLetsIn() {
        assertThat(tokens.check(issuer.token()))
                .isEqualTo(new Verdict.Good(
                        "ann@example.test", Set.of(Use.IMAP, Use.POP3, Use.SMTP, Use.SIEVE, Use.DAV), "lynx"));
        assertThat(tokens.check(issuer.token())).isInstanceOf(Verdict.Good.class);
        assertThat(issuer.fetched).as("configuration and keys, once").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "ES256"})
    void bothKindsOfKeysSign(String algorithm) {
        JWK key = algorithm.startsWith("ES") ? FakeIssuer.SECOND : FakeIssuer.FIRST;
        assertThat(tokens.check(signed(key, JWSAlgorithm.parse(algorithm), key.getKeyID())))
                .isInstanceOf(Verdict.Good.class);
    }

    @Test
    void aTokenThatNamesNoKeyIsTriedWithAll() {
        assertThat(tokens.check(FakeIssuer.signed(
                        FakeIssuer.SECOND,
                        JWSAlgorithm.ES256,
                        null,
                        null,
                        issuer.claims().build())))
                .isInstanceOf(Verdict.Good.class);
    }

    @Test
    void anotherKeyIsNotBelieved() {
        RSAKey thief = FakeIssuer.rsa("first", 2048);
        assertThat(tokens.check(signed(thief, JWSAlgorithm.RS256, "first"))).isEqualTo(UNKNOWN);
        assertThat(tokens.check(signed(FakeIssuer.FIRST, JWSAlgorithm.RS256, "second")))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void aTokenThatIsSignedByNobodyOrWithWhatEverybodyKnowsIsRefused() throws Exception {
        assertThat(tokens.check(new PlainJWT(issuer.claims().build()).serialize()))
                .isEqualTo(UNKNOWN);
        // The public key as the secret of a symmetric signature.
        for (byte[] secret : List.of(
                FakeIssuer.FIRST.toPublicKey().getEncoded(),
                FakeIssuer.FIRST.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(),
                    issuer.claims().build());
            token.sign(new MACSigner(secret));
            assertThat(tokens.check(token.serialize())).isEqualTo(UNKNOWN);
        }
        String good = issuer.token();
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(tokens.check(none + good.substring(good.indexOf('.')))).isEqualTo(UNKNOWN);
        assertThat(tokens.check(good.substring(0, good.lastIndexOf('.') + 1))).isEqualTo(UNKNOWN);
    }

    @Test
    void whatWasChangedIsRefused() {
        String[] parts = issuer.token().split("\\.", -1);
        String other = issuer.token(claims -> claims.claim("email", "bob@example.test"))
                .split("\\.", -1)[1];
        assertThat(tokens.check(parts[0] + "." + other + "." + parts[2])).isEqualTo(UNKNOWN);
    }

    @Test
    void itIsGoodForItsTimeAndAMinuteMore() {
        String token = issuer.token();
        clock.advance(Duration.ofMinutes(5).plus(OidcTokens.SKEW).minus(SECOND));
        assertThat(tokens.check(token)).isInstanceOf(Verdict.Good.class);
        clock.advance(SECOND);
        assertThat(tokens.check(token)).isEqualTo(new Verdict.Expired());
    }

    @Test
    void itIsGoodAMinuteBeforeItsTime() {
        assertThat(tokens.check(issuer.token(claims -> claims.notBeforeTime(in(OidcTokens.SKEW)))))
                .isInstanceOf(Verdict.Good.class);
        assertThat(tokens.check(issuer.token(claims -> claims.notBeforeTime(in(OidcTokens.SKEW.plus(SECOND))))))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void whatItSaysMustFit() {
        assertThat(tokens.check(issuer.token(claims -> claims.expirationTime(null))))
                .isEqualTo(UNKNOWN);
        assertThat(tokens.check(issuer.token(claims -> claims.audience("other"))))
                .isEqualTo(UNKNOWN);
        assertThat(tokens.check(issuer.token(claims -> claims.audience(List.of()))))
                .isEqualTo(UNKNOWN);
        assertThat(tokens.check(issuer.token(claims -> claims.audience(List.of("other", "mail")))))
                .isInstanceOf(Verdict.Good.class);
        assertThat(tokens.check(issuer.token(claims -> claims.issuer("https://other.example.net"))))
                .isEqualTo(UNKNOWN);
        assertThat(tokens.check(issuer.token(claims -> claims.issuer(null)))).isEqualTo(UNKNOWN);
        assertThat(tokens.check(issuer.token(claims -> claims.claim("email_verified", false))))
                .isEqualTo(UNKNOWN);
        assertThat(tokens.check(issuer.token(claims -> claims.claim("email_verified", true))))
                .isInstanceOf(Verdict.Good.class);
    }

    @ParameterizedTest
    @CsvSource({"at+jwt, true", "application/at+jwt, true", "logout+jwt, false", "dpop+jwt, false"})
    void itMustBeOneThatLetsIn(String type, boolean good) {
        String token = FakeIssuer.signed(
                FakeIssuer.FIRST,
                JWSAlgorithm.RS256,
                "first",
                new JOSEObjectType(type),
                issuer.claims().build());
        assertThat(tokens.check(token) instanceof Verdict.Good).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "email, ann@example.test, ann@example.test",
        "email, ANN@Example.Test, ann@example.test",
        "email, eve@elsewhere.test, ''",
        "email, ann@sub.example.test, ''",
        "email, 'ann@example.test@elsewhere.test', ''",
        "email, '', ''",
        "preferred_username, ann, ann@example.test",
        "preferred_username, 'ann smith', ''",
        "sub, 7, 7@example.test"
    })
    void thePersonIsOneOfItsDomains(String claim, String said, String user) {
        var some = issuer.tokens(settings(claim, "example.test"));
        Verdict verdict = some.check(issuer.token(claims -> claims.claim(claim, said)));
        if (user.isEmpty()) assertThat(verdict).isEqualTo(UNKNOWN);
        else
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Verdict.Good.class, good -> assertThat(good.user()).isEqualTo(user));
    }

    @Test
    void whoIsMeantByANameAloneIsNotGuessed() {
        var some = issuer.tokens(settings("preferred_username", "example.test", "example.org"));
        assertThat(some.check(issuer.token(claims -> claims.claim("preferred_username", "ann"))))
                .isEqualTo(UNKNOWN);
        assertThat(some.check(issuer.token(claims -> claims.claim("preferred_username", "ann@example.org"))))
                .isInstanceOf(Verdict.Good.class);
        assertThat(some.check(issuer.token(claims -> claims.claim("preferred_username", List.of("ann@example.org")))))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void aNewKeyIsFetchedButNotMoreOftenThanOnceAMinute() {
        assertThat(tokens.check(issuer.token())).isInstanceOf(Verdict.Good.class);
        RSAKey third = FakeIssuer.rsa("third", 2048);
        issuer.published.add(third);
        clock.advance(SigningKeys.PAUSE);
        assertThat(tokens.check(signed(third, JWSAlgorithm.RS256, "third"))).isInstanceOf(Verdict.Good.class);
        int before = issuer.fetched;
        for (int i = 0; i < 50; i++)
            assertThat(tokens.check(signed(third, JWSAlgorithm.RS256, "invented " + i)))
                    .isEqualTo(UNKNOWN);
        assertThat(issuer.fetched).isEqualTo(before);
        clock.advance(SigningKeys.PAUSE);
        assertThat(tokens.check(signed(third, JWSAlgorithm.RS256, "invented"))).isEqualTo(UNKNOWN);
        assertThat(tokens.check(signed(third, JWSAlgorithm.RS256, "invented too")))
                .isEqualTo(UNKNOWN);
        assertThat(issuer.fetched).isEqualTo(before + 2);
    }

    @Test
    void aKeyThatWasTakenBackIsNotBelievedForLong() {
        assertThat(tokens.check(issuer.token())).isInstanceOf(Verdict.Good.class);
        issuer.published.remove(FakeIssuer.FIRST);
        clock.advance(SigningKeys.FRESH.plus(SECOND));
        assertThat(tokens.check(issuer.token())).isEqualTo(UNKNOWN);
    }

    @Test
    void whileTheProviderIsAwayTheKeysThatAreKnownDo() {
        issuer.up = false;
        assertThat(tokens.check(issuer.token())).isEqualTo(new Verdict.Unavailable());
        assertThat(tokens.check(issuer.token())).isEqualTo(new Verdict.Unavailable());
        assertThat(issuer.fetched).as("asked once a minute").isEqualTo(1);
        issuer.up = true;
        clock.advance(SigningKeys.PAUSE);
        assertThat(tokens.check(issuer.token())).isInstanceOf(Verdict.Good.class);
        issuer.up = false;
        clock.advance(SigningKeys.BELIEVED);
        assertThat(tokens.check(issuer.token())).isInstanceOf(Verdict.Good.class);
        clock.advance(SECOND);
        assertThat(tokens.check(issuer.token())).isEqualTo(new Verdict.Unavailable());
    }

    @Test
    void aProviderThatCallsItselfOtherwiseIsNotAsked() {
        issuer.name = "https://other.example.net";
        assertThat(tokens.check(issuer.token())).isEqualTo(new Verdict.Unavailable());
        assertThat(issuer.fetched).isEqualTo(1);
    }

    @Test
    void keysThatAreNotForThisDoNotSign() {
        RSAKey other = new RSAKey.Builder(FakeIssuer.rsa("other", 2048))
                .keyUse(KeyUse.ENCRYPTION)
                .build();
        RSAKey only = new RSAKey.Builder(FakeIssuer.rsa("only", 2048))
                .algorithm(JWSAlgorithm.RS512)
                .build();
        RSAKey small = FakeIssuer.rsa("small", 1024);
        issuer.published.addAll(List.of(other, only, small));
        for (RSAKey key : List.of(other, only, small))
            assertThat(tokens.check(signed(key, JWSAlgorithm.RS256, key.getKeyID())))
                    .as(key.getKeyID())
                    .isEqualTo(UNKNOWN);
        assertThat(tokens.check(signed(only, JWSAlgorithm.RS512, "only"))).isInstanceOf(Verdict.Good.class);
    }

    @Test
    void nonsenseIsNotAnswered() {
        for (String each : List.of("", "a", "..", "a.b.c", "...", "mso_x", "e30.e30.e30", "x".repeat(9000) + ".a.b"))
            assertThat(tokens.check(each)).as(each).isEqualTo(UNKNOWN);
        assertThat(issuer.fetched).isZero();
    }
}
