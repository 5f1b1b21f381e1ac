package org.mailstead.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.directory.Tokens.Verdict;
import org.mailstead.web.FormSeal;
import org.mailstead.web.WebResponse;

class AuthorizePageTest {
    private final House house = new House();
    private final Browser browser = Browser.before(house, "bob@example.test");

    private static Map<String, String> asking(String... changed) {
        var all = new LinkedHashMap<String, String>();
        all.put("response_type", "code");
        all.put("client_id", "open");
        all.put("redirect_uri", House.REDIRECT);
        all.put("code_challenge", Pkce.challenge(House.VERIFIER));
        all.put("code_challenge_method", "S256");
        all.put("state", "x y&z=<\">");
        for (int i = 0; i < changed.length; i += 2) {
            if (changed[i + 1].isEmpty()) all.remove(changed[i]);
            else all.put(changed[i], changed[i + 1]);
        }
        return all;
    }

    private WebResponse page(String... changed) {
        return browser.get(Provider.AUTHORIZE, asking(changed));
    }

    private WebResponse signIn(WebResponse page, String user, String password, String... more) {
        String[] fields = new String[6 + more.length];
        System.arraycopy(new String[] {"user", user, "password", password, "decision", "yes"}, 0, fields, 0, 6);
        System.arraycopy(more, 0, fields, 6, more.length);
        return browser.send(page, Provider.AUTHORIZE, fields);
    }

    private WebResponse ann(WebResponse page) {
        return signIn(page, "ann@example.test", House.PASSWORD);
    }

    private WebResponse change(Parameters brought, String... more) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("grant_type", "authorization_code");
        fields.put("code", brought.need("code"));
        fields.put("client_id", "open");
        fields.put("redirect_uri", House.REDIRECT);
        fields.put("code_verifier", House.VERIFIER);
        for (int i = 0; i < more.length; i += 2) fields.put(more[i], more[i + 1]);
        return browser.post(Provider.TOKEN, fields);
    }

    @Test
    void somebodyLetsAProgramIn() {
        WebResponse page = page();
        assertThat(page.status()).isEqualTo(200);
        assertThat(Browser.text(page)).contains("a program without a name", "mail.example.test", "read your mail");
        WebResponse sent = ann(page);
        assertThat(sent.status()).isEqualTo(303);
        assertThat(sent.headers().get("Location")).startsWith("http://127.0.0.1:1234/?code=msc_");
        Parameters brought = Browser.brought(sent);
        assertThat(brought.need("state")).isEqualTo("x y&z=<\">");
        assertThat(brought.need("iss")).isEqualTo(Browser.ISSUER);
        WebResponse tokens = change(brought);
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(Browser.json(tokens))
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 3600L)
                .containsEntry("scope", Scope.MAIL);
        assertThat(house.grants.check(Browser.string(tokens, "access_token")))
                .isInstanceOfSatisfying(
                        Verdict.Good.class, good -> assertThat(good.user()).isEqualTo("ann@example.test"));
    }

    @Test
    void theCodeIsGoodOnce() {
        Parameters brought = Browser.brought(ann(page()));
        String access = Browser.string(change(brought), "access_token");
        WebResponse again = change(brought);
        assertThat(again.status()).isEqualTo(400);
        assertThat(Browser.string(again, "error")).isEqualTo("invalid_grant");
        assertThat(house.grants.check(access)).isEqualTo(new Verdict.Unknown());
    }

    @ParameterizedTest
    @CsvSource({
        "code_verifier, another-verifier-of-forty-three-characters-or-more, invalid_grant",
        "code_verifier, too-short, invalid_request",
        "code_verifier, '', invalid_request",
        "redirect_uri, http://127.0.0.1:1235/, invalid_grant",
        "client_id, other, invalid_client",
        "client_id, '', invalid_request",
        "code, msc_, invalid_grant",
        "code, '', invalid_request",
        "grant_type, password, unsupported_grant_type",
        "grant_type, '', invalid_request"
    })
    void aCodeIsChangedForNothingElse(String name, String value, String error) {
        WebResponse refused = change(Browser.brought(ann(page())), name, value);
        assertThat(Browser.string(refused, "error")).isEqualTo(error);
        assertThat(refused.status()).isEqualTo(error.equals("invalid_client") ? 401 : 400);
        assertThat(house.grants.of(house.ann.id())).isEmpty();
    }

    @Test
    void aCodeIsOfTheProgramThatAskedForIt() {
        String other = new Clients(house.directory.secrets().key("oauth-clients"))
                .register("Other", java.util.List.of())
                .id();
        WebResponse refused = change(Browser.brought(ann(page())), "client_id", other);
        assertThat(Browser.string(refused, "error")).isEqualTo("invalid_grant");
    }

    /** Whoever cannot be trusted to say where the answer goes gets no browser sent anywhere. */
    @ParameterizedTest
    @CsvSource({
        "client_id, nobody",
        "client_id, ''",
        "redirect_uri, ''",
        "redirect_uri, https://thief.example/",
        "redirect_uri, http://thief.example/",
        "redirect_uri, http://127.0.0.1.thief.example/",
        "redirect_uri, http://localhost@thief.example/",
        "redirect_uri, http://ann@127.0.0.1/",
        "redirect_uri, http://127.0.0.1/#x",
        "redirect_uri, javascript:alert(1)",
        "redirect_uri, 'data:text/html,x'",
        "redirect_uri, //thief.example/",
        "redirect_uri, 'com.example:/a;b'",
        "redirect_uri, 'http://127.0.0.1/ x'"
    })
    void anErrorThatStaysOnThePage(String name, String value) {
        WebResponse refused = page(name, value);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers()).doesNotContainKey("Location");
        assertThat(Browser.text(refused)).contains("invalid_");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "response_type, '', unsupported_response_type",
        "response_mode, fragment, invalid_request",
        "code_challenge, '', invalid_request",
        "code_challenge, short, invalid_request",
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, '', invalid_request",
        "scope, nothing-known, invalid_scope",
        "prompt, none, login_required"
    })
    void anErrorThatTheProgramHears(String name, String value, String error) {
        WebResponse sent = page(name, value);
        assertThat(sent.status()).isEqualTo(303);
        assertThat(sent.headers().get("Location")).startsWith(House.REDIRECT);
        Parameters brought = Browser.brought(sent);
        assertThat(brought.need("error")).isEqualTo(error);
        assertThat(brought.need("state")).isEqualTo("x y&z=<\">");
        assertThat(brought.need("iss")).isEqualTo(Browser.ISSUER);
    }

    @Test
    void aPersonMayRefuse() {
        WebResponse sent = browser.send(page(), Provider.AUTHORIZE, "decision", "no");
        assertThat(Browser.brought(sent).need("error")).isEqualTo("access_denied");
        assertThat(house.grants.of(house.ann.id())).isEmpty();
    }

    @Test
    void aWrongPasswordLeavesOneOnThePage() {
        WebResponse page = signIn(page(), "ann@example.test", "another horse");
        assertThat(page.status()).isEqualTo(403);
        assertThat(Browser.text(page))
                .contains("not right", "value=\"ann@example.test\"")
                .doesNotContain("horse");
        assertThat(page.headers()).doesNotContainKey("Location");
        assertThat(ann(page).status()).isEqualTo(303);
    }

    @Test
    void whoDoesNotExistIsTreatedTheSame() {
        String one = Browser.text(signIn(page(), "eve@example.test", "wrong"));
        String other = Browser.text(signIn(page(), "ann@example.test", "wrong"));
        assertThat(one.replace("eve@", "ann@")).isEqualTo(other);
    }

    @Test
    void tooManyTriesAreSaidSo() {
        WebResponse page = page();
        for (int i = 0; i < 20; i++) signIn(page, "ann@example.test", "wrong " + i);
        WebResponse refused = ann(page);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Browser.text(refused)).contains("Try again in ten minutes");
        browser.from = InetAddress.ofLiteral("198.51.100.1");
        assertThat(ann(page).status()).isEqualTo(303);
    }

    @Test
    void aSecondFactorIsAskedFor() {
        WebResponse page = signIn(page(), "bob@example.test", House.PASSWORD);
        assertThat(page.status()).isEqualTo(200);
        assertThat(Browser.text(page)).contains("second factor", "name=\"second\"");
        WebResponse wrong = signIn(page, "bob@example.test", House.PASSWORD, "second", "000000");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(Browser.text(wrong)).contains("name=\"second\"");
        WebResponse right = signIn(wrong, "bob@example.test", House.PASSWORD, "second", Browser.CODE_OF_SECOND_FACTOR);
        assertThat(right.status()).isEqualTo(303);
    }

    @Test
    void thePageIsBare() {
        WebResponse page = page("login_hint", "ann\"><script>@example.test");
        assertThat(page.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self' http://127.0.0.1:*")
                .doesNotContain("script-src");
        assertThat(page.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(Browser.text(page)).doesNotContain("<script").contains("&quot;&gt;&lt;script&gt;");
        assertThat(page("redirect_uri", "com.fsck.k9://oauth2redirect")
                        .headers()
                        .get("Content-Security-Policy"))
                .contains("form-action 'self' com.fsck.k9:");
        assertThat(page("redirect_uri", "http://[::1]:9/cb").headers().get("Content-Security-Policy"))
                .contains("form-action 'self' http:");
    }

    @ParameterizedTest
    @CsvSource({
        "de, de",
        "'de-AT,de;q=0.9,en;q=0.5', de",
        "'en;q=0.5,de;q=0.9', de",
        "fr, en",
        "'', en",
        "'de;q=0', en",
        ";;, en"
    })
    void thePageIsInTheLanguageOfThePerson(String accepted, String language) {
        browser.headers.put("Accept-Language", accepted);
        String text = Browser.text(page());
        assertThat(text).contains("<html lang=\"" + language + "\">");
        assertThat(text).contains(language.equals("de") ? "Zugang geben" : "Let it in");
    }

    @Test
    void aFormFromElsewhereIsNotTaken() {
        WebResponse page = page();
        assertThat(Objects.requireNonNull(page.headers().get("Set-Cookie")))
                .startsWith("__Host-")
                .contains("; Path=/; Secure; HttpOnly; SameSite=Strict");
        var stranger = browser.another();
        WebResponse without = stranger.send(
                page, Provider.AUTHORIZE, "user", "ann@example.test", "password", House.PASSWORD, "decision", "yes");
        assertThat(without.status()).isEqualTo(403);
        // With a cookie of their own it is still not theirs.
        stranger.get(Provider.AUTHORIZE, asking());
        assertThat(stranger.send(
                                page,
                                Provider.AUTHORIZE,
                                "user",
                                "ann@example.test",
                                "password",
                                House.PASSWORD,
                                "decision",
                                "yes")
                        .status())
                .isEqualTo(403);
        browser.headers.put("Sec-Fetch-Site", "cross-site");
        assertThat(ann(page).status()).isEqualTo(403);
        browser.headers.put("Sec-Fetch-Site", "same-origin");
        assertThat(ann(page).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri, http://127.0.0.1:9/other",
        "state, other",
        "scope, imap",
        "code_challenge, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "seal, 1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "seal, ''"
    })
    void whatThePageSaidCannotBeChangedOnTheWay(String name, String value) {
        WebResponse sent = signIn(page(), "ann@example.test", House.PASSWORD, name, value);
        assertThat(sent.status()).isEqualTo(403);
        assertThat(house.grants.of(house.ann.id())).isEmpty();
    }

    @Test
    void aPageThatWasOpenForLongIsShownAnew() {
        WebResponse page = page();
        house.clock.advance(FormSeal.LIFE.plus(Duration.ofSeconds(1)));
        WebResponse late = ann(page);
        assertThat(late.status()).isEqualTo(403);
        assertThat(Browser.text(late)).contains("open for too long");
        assertThat(ann(late).status()).isEqualTo(303);
    }

    @Test
    void lessThanAllCanBeAskedFor() {
        WebResponse page = page("scope", "imap smtp offline_access openid unknown");
        assertThat(Browser.text(page))
                .contains("send mail")
                .doesNotContain("POP3")
                .doesNotContain("rules");
        assertThat(Browser.string(change(Browser.brought(ann(page))), "scope")).isEqualTo("imap smtp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id=a&client_id=b", "client_id=%zz", "client_id=%", "&&&=&"})
    void aBrokenQueryIsAnErrorOnThePage(String query) {
        assertThat(browser.ask("GET", Provider.AUTHORIZE, query, new byte[0]).status())
                .isEqualTo(400);
    }

    @Test
    void tokensAreRenewedAndGivenBackOverHttp() {
        WebResponse tokens = change(Browser.brought(ann(page())));
        WebResponse renewed = browser.post(
                Provider.TOKEN,
                Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "open",
                        "refresh_token", Browser.string(tokens, "refresh_token")));
        assertThat(renewed.status()).isEqualTo(200);
        String access = Browser.string(renewed, "access_token");
        assertThat(house.grants.check(access)).isInstanceOf(Verdict.Good.class);
        var back = Map.of("client_id", "open", "token", Browser.string(renewed, "refresh_token"));
        assertThat(browser.post(Provider.REVOKE, back).status()).isEqualTo(200);
        assertThat(house.grants.check(access)).isEqualTo(new Verdict.Unknown());
        assertThat(browser.post(Provider.REVOKE, back).status()).isEqualTo(200);
        assertThat(Browser.string(
                        browser.post(
                                Provider.TOKEN,
                                Map.of(
                                        "grant_type", "refresh_token",
                                        "client_id", "open",
                                        "refresh_token", Browser.string(renewed, "refresh_token"))),
                        "error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void librariesMaySayWhoTheyAreByBasic() {
        browser.headers.put("Authorization", "Basic b3Blbjo=");
        WebResponse tokens = change(Browser.brought(ann(page())), "client_id", "");
        assertThat(tokens.status()).isEqualTo(200);
        browser.headers.put("Authorization", "Basic !!!");
        assertThat(change(Browser.brought(ann(page()))).status()).isEqualTo(401);
    }

    @Test
    void onlyFormsAreRead() {
        browser.headers.put("Content-Type", "application/json");
        WebResponse refused =
                browser.ask("POST", Provider.TOKEN, null, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(Browser.string(refused, "error")).isEqualTo("invalid_request");
    }
}
