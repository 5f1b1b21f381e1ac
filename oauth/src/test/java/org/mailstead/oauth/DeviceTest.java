package org.mailstead.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.directory.Tokens.Verdict;
import org.mailstead.web.WebResponse;

class DeviceTest {
    private static final Duration INTERVAL = DeviceRequests.INTERVAL;

    private final House house = new House();
    private final Browser browser = Browser.before(house);
    private final Browser device = browser.another();

    private WebResponse begin() {
        return device.post(Provider.DEVICE, Map.of("client_id", "open", "scope", "imap"));
    }

    private WebResponse poll(WebResponse begun) {
        return poll(Browser.string(begun, "device_code"), "open");
    }

    private WebResponse poll(String deviceCode, String client) {
        house.clock.advance(INTERVAL);
        return device.post(
                Provider.TOKEN,
                Map.of("grant_type", TokenEndpoint.DEVICE, "client_id", client, "device_code", deviceCode));
    }

    private static String error(WebResponse answer) {
        return Browser.string(answer, "error");
    }

    private WebResponse type(String code) {
        return browser.send(browser.get(Provider.DEVICE_PAGE, Map.of()), Provider.DEVICE_PAGE, "user_code", code);
    }

    private WebResponse decide(WebResponse page, String decision) {
        return browser.send(
                page,
                Provider.DEVICE_PAGE,
                "user",
                "ann@example.test",
                "password",
                House.PASSWORD,
                "decision",
                decision);
    }

    @Test
    void somebodyTypesTheCodeOnAnotherMachine() {
        device.from = InetAddress.ofLiteral("198.51.100.9");
        WebResponse begun = begin();
        assertThat(Browser.json(begun))
                .containsEntry("verification_uri", Browser.ISSUER + "/device")
                .containsEntry("expires_in", 900L)
                .containsEntry("interval", 5L);
        assertThat(error(poll(begun))).isEqualTo("authorization_pending");
        WebResponse page = type(Browser.string(begun, "user_code"));
        assertThat(Browser.text(page))
                .contains("a program without a name", "198.51.100.9", "IMAP", "Then refuse")
                .doesNotContain("POP3");
        WebResponse done = decide(page, "yes");
        assertThat(Browser.text(done)).contains("has access now");
        WebResponse tokens = poll(begun);
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(house.grants.check(Browser.string(tokens, "access_token"))).isInstanceOf(Verdict.Good.class);
        assertThat(error(poll(begun))).as("once").isEqualTo("expired_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lower", "plain", "spaced"})
    void theCodeMayBeTypedInAnyWay(String way) {
        String code = Browser.string(begin(), "user_code");
        assertThat(code).matches("[B-Z]{4}-[B-Z]{4}");
        String typed = switch (way) {
            case "lower" -> code.toLowerCase(java.util.Locale.ROOT);
            case "plain" -> code.replace("-", "");
            default -> " " + code.charAt(0) + " " + code.substring(1) + " ";
        };
        assertThat(Browser.text(type(typed))).contains("a program without a name");
    }

    @Test
    void theCodeInAnAddressIsOnlyFilledIn() {
        String code = Browser.string(begin(), "user_code");
        WebResponse page = browser.get(Provider.DEVICE_PAGE, Map.of("user_code", code));
        assertThat(Browser.text(page)).contains("value=\"" + code + "\"").doesNotContain("type=\"password\"");
    }

    @Test
    void aPersonMayRefuse() {
        WebResponse begun = begin();
        assertThat(Browser.text(decide(type(Browser.string(begun, "user_code")), "no")))
                .contains("got no access");
        assertThat(error(poll(begun))).isEqualTo("access_denied");
        assertThat(error(poll(begun))).isEqualTo("expired_token");
        assertThat(house.grants.of(house.ann.id())).isEmpty();
    }

    @Test
    void aCodeIsTypedOnce() {
        String code = Browser.string(begin(), "user_code");
        WebResponse page = type(code);
        decide(page, "yes");
        assertThat(decide(page, "yes").status()).isEqualTo(403);
        assertThat(Browser.text(type(code))).contains("no such code");
    }

    @Test
    void itEndsAfterAQuarterOfAnHour() {
        WebResponse begun = begin();
        house.clock.advance(DeviceRequests.LIFE);
        assertThat(Browser.text(type(Browser.string(begun, "user_code")))).contains("no such code");
        assertThat(error(poll(begun))).isEqualTo("expired_token");
    }

    @Test
    void whoAsksTooOftenIsSlowedDown() {
        WebResponse begun = begin();
        assertThat(error(poll(begun))).isEqualTo("authorization_pending");
        house.clock.advance(INTERVAL.dividedBy(2).negated());
        assertThat(error(poll(begun))).isEqualTo("slow_down");
        assertThat(error(poll(begun))).as("five seconds are too few now").isEqualTo("slow_down");
        house.clock.advance(INTERVAL.multipliedBy(3));
        assertThat(error(poll(begun))).isEqualTo("authorization_pending");
    }

    @Test
    void anotherProgramGetsNothingForIt() {
        WebResponse begun = begin();
        decide(type(Browser.string(begun, "user_code")), "yes");
        String other = new Clients(house.directory.secrets().key("oauth-clients"))
                .register("Other", java.util.List.of())
                .id();
        assertThat(error(poll(Browser.string(begun, "device_code"), other))).isEqualTo("expired_token");
        assertThat(poll(begun).status()).isEqualTo(200);
    }

    @Test
    void codesCannotBeGuessed() {
        String code = Browser.string(begin(), "user_code");
        WebResponse page = browser.get(Provider.DEVICE_PAGE, Map.of());
        for (int i = 0; i < DeviceRequests.WRONG_CODES; i++)
            assertThat(browser.send(page, Provider.DEVICE_PAGE, "user_code", "BBBB-BBB" + (char) ('B' + i))
                            .status())
                    .isEqualTo(403);
        assertThat(type(code).status()).isEqualTo(429);
        browser.from = InetAddress.ofLiteral("203.0.113.5");
        assertThat(type(code).status()).isEqualTo(200);
    }

    @Test
    void notTooManyWaitAtOnce() {
        for (int i = 0; i < DeviceRequests.FROM_NETWORK; i++)
            assertThat(begin().status()).isEqualTo(200);
        assertThat(error(begin())).isEqualTo("temporarily_unavailable");
        device.from = InetAddress.ofLiteral("203.0.113.5");
        assertThat(begin().status()).isEqualTo(200);
        device.from = House.FROM;
        house.clock.advance(DeviceRequests.LIFE);
        assertThat(begin().status()).isEqualTo(200);
    }

    @Test
    void theStepsCannotBeForged() {
        String code = Browser.string(begin(), "user_code");
        WebResponse first = browser.get(Provider.DEVICE_PAGE, Map.of());
        WebResponse jumped = browser.send(
                first,
                Provider.DEVICE_PAGE,
                "user_code",
                code.replace("-", ""),
                "step",
                "decide",
                "user",
                "ann@example.test",
                "password",
                House.PASSWORD,
                "decision",
                "yes");
        assertThat(jumped.status()).isEqualTo(403);
        WebResponse page = type(code);
        String other = Browser.string(begin(), "user_code").replace("-", "");
        assertThat(browser.send(
                                page,
                                Provider.DEVICE_PAGE,
                                "user_code",
                                other,
                                "user",
                                "ann@example.test",
                                "password",
                                House.PASSWORD,
                                "decision",
                                "yes")
                        .status())
                .isEqualTo(403);
        assertThat(browser.another()
                        .send(page, Provider.DEVICE_PAGE, "decision", "yes")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aProgramHasToSayWhoItIs() {
        assertThat(error(device.post(Provider.DEVICE, Map.of()))).isEqualTo("invalid_request");
        assertThat(error(device.post(Provider.DEVICE, Map.of("client_id", "x"))))
                .isEqualTo("invalid_client");
        assertThat(error(device.post(Provider.DEVICE, Map.of("client_id", "open", "scope", "x"))))
                .isEqualTo("invalid_scope");
    }
}
