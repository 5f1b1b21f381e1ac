package org.mailstead.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.Tokens.Verdict;
import org.mailstead.testkit.MovableClock;
import org.mailstead.testkit.Mutator;
import org.mailstead.web.WebResponse;

/** What browsers, programs and providers send, damaged. */
class OAuthFuzzTest {
    private static final List<String> WORDS =
            List.of("&", "=", "%", "%00", "%ff", "+", "client_id=", "grant_type=", "{", "[", "\"", "\\u", ".", "e30");

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void formsAreAnsweredInOrder() {
        var house = new House();
        var browser = Browser.before(house);
        browser.headers.put("Content-Type", "application/x-www-form-urlencoded");
        String asking = Browser.form(Map.of(
                "response_type", "code",
                "client_id", "open",
                "redirect_uri", House.REDIRECT,
                "state", "x",
                "code_challenge", Pkce.challenge(House.VERIFIER),
                "code_challenge_method", "S256"));
        String redeeming = Browser.form(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "open",
                "code",
                house.code(house.ann),
                "code_verifier",
                House.VERIFIER + "x"));
        List<String> paths =
                List.of(Provider.AUTHORIZE, Provider.TOKEN, Provider.REVOKE, Provider.DEVICE, Provider.DEVICE_PAGE);
        Mutator.run(41, 3_000, List.of(utf8(asking), utf8(redeeming)), WORDS, bytes -> {
            for (String path : paths) isInOrder(browser.ask("POST", path, null, bytes));
            String query = new String(bytes, StandardCharsets.ISO_8859_1);
            isInOrder(browser.ask("GET", Provider.AUTHORIZE, query, new byte[0]));
            isInOrder(browser.ask("GET", Provider.DEVICE_PAGE, query, new byte[0]));
        });
        assertThat(house.grants.of(house.ann.id())).isEmpty();
    }

    private static void isInOrder(WebResponse answer) {
        assertThat(answer.status()).isIn(200, 303, 400, 401, 403, 413, 429);
        String place = answer.headers().get("Location");
        if (place != null) assertThat(place).matches("[!-~]*");
        String type = answer.type();
        if (type.equals("application/json")) assertThat(Browser.json(answer)).isNotEmpty();
        else if (type.equals(WebResponse.HTML))
            assertThat(Browser.text(answer)).endsWith("</html>\n").doesNotContain("<script");
    }

    @Test
    void registrationsAreAnsweredInOrder() {
        var browser = Browser.before(new House());
        List<byte[]> seeds = List.of(
                utf8("{\"client_name\":\"L\\u00fcnx\",\"redirect_uris\":[\"http://127.0.0.1/cb\",\"a.b:/c\"],"
                        + "\"grant_types\":[\"authorization_code\"]}"),
                utf8("[".repeat(5000)),
                utf8("{\"a\":".repeat(2000)));
        Mutator.run(42, 3_000, seeds, WORDS, bytes -> {
            WebResponse answer = browser.ask("POST", Provider.REGISTER, null, bytes);
            assertThat(answer.status()).isIn(201, 400, 413);
            if (answer.status() == 201)
                assertThat(Browser.string(answer, "client_id"))
                        .startsWith("msp_")
                        .hasSizeLessThan(1300);
        });
    }

    @Test
    void damagedTokensLetNobodyIn() {
        var issuer = new FakeIssuer(new MovableClock("2026-11-23T08:00:00Z"));
        var tokens = issuer.tokens(FakeIssuer.settings());
        String good = issuer.token();
        Mutator.run(43, 2_000, List.of(utf8(good)), WORDS, bytes -> {
            String token = new String(bytes, StandardCharsets.ISO_8859_1);
            Verdict verdict = tokens.check(token);
            // Bits that stand for nothing may have changed, and what base64 passes over.
            if (verdict instanceof Verdict.Good let) assertThat(let.user()).isEqualTo("ann@example.test");
            else assertThat(verdict).isEqualTo(new Verdict.Unknown());
        });
    }

    @Test
    void whatAProviderPublishesIsReadOrRefused() {
        List<byte[]> seeds = List.of(
                utf8("{\"issuer\":\"" + FakeIssuer.NAME + "\",\"jwks_uri\":\"" + FakeIssuer.NAME + "/keys\"}"),
                utf8(new JWKSet(List.of(FakeIssuer.FIRST, FakeIssuer.SECOND))
                        .toPublicJWKSet()
                        .toString()),
                utf8("{\"keys\":" + "[".repeat(3000)));
        Mutator.run(
                44,
                3_000,
                seeds,
                List.of("\"kty\":\"oct\",\"k\":\"AA\"", "keys", "crv", "P-256", "x5c", "https:"),
                bytes -> {
                    String document = new String(bytes, UTF_8);
                    try {
                        assertThat(SigningKeys.keysOf(document, FakeIssuer.NAME).getScheme())
                                .isEqualToIgnoringCase("https");
                    } catch (IOException refused) {
                        assertThat(refused.getMessage()).isNotEmpty();
                    }
                    try {
                        assertThat(SigningKeys.keys(document)).noneMatch(key -> key.isPrivate());
                    } catch (IOException refused) {
                        assertThat(refused.getMessage()).isNotEmpty();
                    }
                });
    }
}
