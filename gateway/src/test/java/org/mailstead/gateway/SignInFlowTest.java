package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.gateway.ImitatedTokens.Mishap;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MovableClock;

@Timeout(30)
class SignInFlowTest {
    private static final String ANN = "ann@contoso.test";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final MovableClock clock = new MovableClock("2026-11-28T12:00:00Z");
    private final ImitatedTokens tokens = new ImitatedTokens(clock, new Random(7));
    private ImitatedProvider provider = started();

    @BeforeEach
    @AfterEach
    void restart() {
        provider.close();
        provider = started();
    }

    private ImitatedProvider started() {
        try {
            return new ImitatedProvider(tokens);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private TokenService service() {
        return new TokenService(
                new HttpsForms(java.util.Optional.empty()),
                provider.oauth(),
                new Registration(ImitatedProvider.CLIENT, ""),
                Set.of(Protocol.IMAP, Protocol.SMTP));
    }

    private BrowserSignIn browser() throws NotNow {
        return BrowserSignIn.begin(ANN, service(), 0, java.util.Optional.empty(), new Random(11));
    }

    @Test
    void theBrowserBringsBackACodeForTokens() throws Exception {
        try (var signIn = browser()) {
            assertThat(signIn.page().toString())
                    .contains("scope=imitated%2Fimap+offline_access+imitated%2Fsmtp", "login_hint=ann%40contoso.test")
                    .contains("code_challenge_method=S256")
                    .doesNotContain("pop");
            assertThat(ImitatedProvider.browse(signIn.page())).contains("The provider let you in");
            var granted = signIn.await(SOON);
            assertThat(tokens.person(granted.access())).contains(ANN);
            assertThat(granted.refresh()).isPresent();
            assertThat(granted.id().isFor("Ann@Contoso.test")).isTrue();
            assertThat(granted.toString()).doesNotContain(granted.access());
        }
    }

    @Test
    void anAnswerWithAForeignStateIsRefusedAndTheRightOneStillTaken() throws Exception {
        try (var signIn = browser()) {
            String redirect = BrowserSignIn.query(signIn.page().getRawQuery()).getOrDefault("redirect_uri", "");
            for (String foreign :
                    List.of("?code=stolen&state=of-somebody-else", "?code=stolen", "?code=stolen&state=", ""))
                assertThat(ImitatedProvider.browse(URI.create(redirect + "/" + foreign)))
                        .contains("not the answer that is waited for");
            assertThat(ImitatedProvider.browse(URI.create(redirect + "/favicon.ico")))
                    .contains("nothing here");
            ImitatedProvider.browse(signIn.page());
            assertThat(tokens.person(signIn.await(SOON).access())).contains(ANN);
        }
    }

    @Test
    void anAnswerIsTakenOnce() throws Exception {
        try (var signIn = browser()) {
            ImitatedProvider.browse(signIn.page());
            assertThat(ImitatedProvider.browse(signIn.page())).contains("used already");
            assertThat(tokens.person(signIn.await(SOON).access())).contains(ANN);
        }
    }

    @Test
    void whoDeclinesOrNeverComesIsTold() throws Exception {
        try (var signIn = browser()) {
            provider.declines = true;
            assertThat(ImitatedProvider.browse(signIn.page())).contains("did not let you in");
            assertThatThrownBy(() -> signIn.await(SOON))
                    .isInstanceOf(NotNow.class)
                    .hasMessageContaining("AADSTS65004");
        }
        try (var signIn = browser()) {
            assertThatThrownBy(() -> signIn.await(Duration.ofMillis(50)))
                    .isInstanceOf(NotNow.class)
                    .hasMessageContaining("Nobody signed in for ann@contoso.test in time");
        }
    }

    @Test
    void aCodeIsWorthNothingWithoutWhatOnlyWeKnow() throws Exception {
        try (var signIn = browser();
                var other = BrowserSignIn.begin(ANN, service(), 0, java.util.Optional.empty(), new Random(12))) {
            var mine = BrowserSignIn.query(signIn.page().getRawQuery());
            var theirs = BrowserSignIn.query(other.page().getRawQuery());
            // Somebody slips his own code into the right redirect: the verifier does not match it.
            String code = tokens.authorize(
                    "mallory@contoso.test",
                    theirs.getOrDefault("code_challenge", ""),
                    mine.getOrDefault("redirect_uri", ""));
            ImitatedProvider.browse(
                    URI.create(mine.get("redirect_uri") + "?code=" + code + "&state=" + mine.get("state")));
            assertThatThrownBy(() -> signIn.await(SOON))
                    .isInstanceOf(NotNow.class)
                    .hasMessageContaining("does not match");
        }
    }

    @Test
    void aWebPageInPlaceOfTheTokenIsSaidSo() throws Exception {
        try (var signIn = browser()) {
            ImitatedProvider.browse(signIn.page());
            tokens.mishaps.add(Mishap.WEB_PAGE);
            assertThatThrownBy(() -> signIn.await(SOON)).hasMessageContaining("with a web page in place of a token");
        }
    }

    @Test
    void portThatIsTakenIsSaidSo() throws Exception {
        try (var signIn = browser()) {
            int port = URI.create(
                            BrowserSignIn.query(signIn.page().getRawQuery()).getOrDefault("redirect_uri", ""))
                    .getPort();
            assertThatThrownBy(
                            () -> BrowserSignIn.begin(ANN, service(), port, java.util.Optional.empty(), new Random(1)))
                    .hasMessageContaining("Port " + port + " of this machine cannot be opened");
        }
    }

    private final List<Duration> pauses = new ArrayList<>();

    private DeviceSignIn device(Runnable afterEach) {
        return new DeviceSignIn(ANN, service(), clock, time -> {
            pauses.add(time);
            clock.advance(time);
            afterEach.run();
        });
    }

    @Test
    void aCodeIsTypedInOnAnotherDevice() throws Exception {
        var signIn = device(() -> {
            if (pauses.size() == 3) tokens.approve("CODE0", ANN);
        });
        var code = signIn.begin();
        assertThat(code.code()).isEqualTo("CODE0");
        assertThat(code.page()).hasToString("https://login.imitated.test/device");
        assertThat(tokens.person(signIn.await(code).access())).contains(ANN);
        assertThat(pauses).containsOnly(Duration.ofSeconds(5)).hasSize(3);
    }

    @Test
    void whoIsToldToSlowDownDoes() throws Exception {
        var early = device(() -> {});
        var code = early.begin();
        service().poll(code.device());
        var signIn = new DeviceSignIn(ANN, service(), clock, time -> {
            // A clock that runs too fast: the provider finds it too early.
            pauses.add(time);
            clock.advance(pauses.size() == 1 ? Duration.ofSeconds(1) : time);
            if (pauses.size() == 4) tokens.approve("CODE0", ANN);
        });
        assertThat(tokens.person(signIn.await(code).access())).contains(ANN);
        assertThat(pauses).startsWith(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @Test
    void outagesWhileItIsWaitedForAreLivedThrough() throws Exception {
        var outages = new ArrayDeque<>(List.of(Mishap.WEB_PAGE, Mishap.FAULT, Mishap.NO_ANSWER));
        var signIn = device(() -> {
            if (pauses.size() < 4) tokens.mishaps.add(outages.remove());
            if (pauses.size() == 4) tokens.approve("CODE0", ANN);
        });
        var code = signIn.begin();
        assertThat(tokens.person(signIn.await(code).access())).contains(ANN);
    }

    @Test
    void whoDeclinesOrIsTooLateIsTold() throws Exception {
        var declining = device(() -> tokens.decline("CODE0"));
        var first = declining.begin();
        assertThatThrownBy(() -> declining.await(first)).hasMessageContaining("was declined");
        var late = device(() -> {});
        var second = late.begin();
        assertThatThrownBy(() -> late.await(second)).hasMessageContaining("in time");
        assertThat(pauses).hasSizeLessThan(200);
    }
}
