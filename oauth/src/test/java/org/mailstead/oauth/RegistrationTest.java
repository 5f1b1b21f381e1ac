package org.mailstead.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.web.WebResponse;

class RegistrationTest {
    private final House house = new House();
    private final Browser browser = Browser.before(house);

    private WebResponse register(String json) {
        return browser.ask("POST", Provider.REGISTER, null, json.getBytes(StandardCharsets.UTF_8));
    }

    private Clients clients() {
        return new Clients(house.directory.secrets().key("oauth-clients"));
    }

    private static WebResponse authorize(Browser browser, String client, String redirect) {
        return browser.get(
                Provider.AUTHORIZE,
                Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        client,
                        "redirect_uri",
                        redirect,
                        "code_challenge",
                        Pkce.challenge(House.VERIFIER),
                        "code_challenge_method",
                        "S256"));
    }

    @Test
    void aProgramRegistersAndIsKnownFromThenOn() {
        String asked =
                "{\"client_name\":\"Lynx <Mail>\",\"redirect_uris\":[\"http://127.0.0.1/cb\",\"org.lynx.mail:/done\"],"
                        + "\"token_endpoint_auth_method\":\"client_secret_basic\",\"grant_types\":[\"authorization_code\",\"implicit\"]}";
        WebResponse answer = register(asked);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(Browser.json(answer))
                .containsEntry("client_name", "Lynx <Mail>")
                .containsEntry("token_endpoint_auth_method", "none")
                .containsEntry("grant_types", List.of("authorization_code"))
                .doesNotContainKey("client_secret");
        String client = Browser.string(answer, "client_id");
        assertThat(Browser.string(register(asked), "client_id")).isEqualTo(client);
        assertThat(Browser.text(authorize(browser, client, "http://127.0.0.1:5678/cb")))
                .contains("Lynx &lt;Mail&gt;");
        assertThat(authorize(browser, client, "org.lynx.mail:/done").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/other",
                "http://localhost/cb",
                "http://[::1]/cb",
                "http://127.0.0.1/cb?x=1",
                "https://127.0.0.1/cb",
                "org.lynx.mail:/done/",
                "org.lynx.other:/done"
            })
    void itMayUseNoOtherPlace(String redirect) {
        String client = clients()
                .register(
                        "Lynx",
                        List.of(
                                RedirectUri.parse("http://127.0.0.1/cb").orElseThrow(),
                                RedirectUri.parse("org.lynx.mail:/done").orElseThrow()))
                .id();
        assertThat(authorize(browser, client, redirect).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | invalid_client_metadata",
                "[7] | invalid_client_metadata",
                "{} | invalid_redirect_uri",
                "{\"redirect_uris\":[]} | invalid_redirect_uri",
                "{\"redirect_uris\":\"http://127.0.0.1/\"} | invalid_client_metadata",
                "{\"redirect_uris\":[7]} | invalid_client_metadata",
                "{\"redirect_uris\":[\"https://web.example/cb\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"javascript:alert(1)\"]} | invalid_redirect_uri",
                "{\"redirect_uris\":[\"http://127.0.0.1/\"],\"grant_types\":[\"password\"]} | invalid_client_metadata"
            })
    void whatCannotBeRegistered(String json, String error) {
        WebResponse refused = register(json);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(Browser.string(refused, "error")).isEqualTo(error);
    }

    @Test
    void aProgramWithoutBrowserNeedsNoPlace() {
        WebResponse answer = register("{\"client_name\":\"tty\",\"grant_types\":[\"" + TokenEndpoint.DEVICE + "\"]}");
        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void longRegistrationsAreRefused() {
        String place = "\"http://127.0.0.1/" + "x".repeat(180) + "\"";
        assertThat(Browser.string(register("{\"redirect_uris\":[" + (place + ",").repeat(6) + place + "]}"), "error"))
                .isEqualTo("invalid_client_metadata");
        assertThat(Browser.string(register("{\"redirect_uris\":[" + "\"a.b:/\",".repeat(8) + "\"a.b:/\"]}"), "error"))
                .isEqualTo("invalid_redirect_uri");
        assertThat(register("{\"a\":\"" + "x".repeat(Clients.BODY_BYTES) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aNameHasNothingInItThatMovesOrTurns() {
        WebResponse answer = register("{\"client_name\":\" a\\u0007\\u202eb\\n" + "c".repeat(100)
                + "\",\"redirect_uris\":[\"http://127.0.0.1/\"]}");
        assertThat(Browser.string(answer, "client_name")).startsWith("abc").hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void nobodyCanSealAnIdOfTheirOwn() {
        String client = clients().register("Lynx", List.of()).id();
        assertThat(clients().find(client)).isPresent();
        assertThat(new Clients(new byte[32]).find(client)).isEmpty();
        var random = new Random(3);
        for (int i = 0; i < 300; i++) {
            var changed = new StringBuilder(client);
            int at = 4 + random.nextInt(client.length() - 4);
            changed.setCharAt(at, client.charAt(at) == 'x' ? 'y' : 'x');
            // The last character may have bits that stand for nothing.
            if (at < client.length() - 1)
                assertThat(clients().find(changed.toString())).isEmpty();
        }
        for (String each : List.of("", "msp_", "msp_AAAA", "nobody"))
            assertThat(clients().find(each)).isEmpty();
    }

    @Test
    void whatIsServedIsToldToPrograms() {
        for (String path : List.of("/.well-known/oauth-authorization-server", "/.well-known/openid-configuration")) {
            var told = Browser.json(browser.get(path, Map.of()));
            assertThat(told)
                    .containsEntry("issuer", Browser.ISSUER)
                    .containsEntry("authorization_endpoint", Browser.ISSUER + Provider.AUTHORIZE)
                    .containsEntry("token_endpoint", Browser.ISSUER + Provider.TOKEN)
                    .containsEntry("registration_endpoint", Browser.ISSUER + Provider.REGISTER)
                    .containsEntry("device_authorization_endpoint", Browser.ISSUER + Provider.DEVICE)
                    .containsEntry("code_challenge_methods_supported", List.of("S256"))
                    .containsEntry("authorization_response_iss_parameter_supported", true);
        }
    }
}
