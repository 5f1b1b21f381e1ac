package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailstead.gateway.ImitatedTokens.Mishap;
import org.mailstead.gateway.Secrets.Kind;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MovableClock;

@Timeout(30)
class AccountTokensTest {
    private static final String ANN = "ann@contoso.test";

    private final MovableClock clock = new MovableClock("2026-11-28T12:00:00Z");
    private final ImitatedTokens provider = new ImitatedTokens(clock, new Random(7));
    private final Kept kept =
            new Kept(new Secrets(Kind.REFRESH_TOKEN, provider.grant(ANN), "", ANN, clock.instant(), clock.instant()));
    private final AccountTokens tokens = tokens(provider);

    /** In memory, and may fail. */
    private static final class Kept implements org.mailstead.gateway.Kept {
        Secrets secrets;
        boolean full;

        Kept(Secrets secrets) {
            this.secrets = secrets;
        }

        @Override
        public Secrets read() {
            return secrets;
        }

        @Override
        public void write(Secrets changed) throws VaultException {
            if (full) throw new VaultException("no space left on device");
            secrets = changed;
        }
    }

    private AccountTokens tokens(Forms forms) {
        var service = new TokenService(
                forms,
                ImitatedProvider.oauth("https://login.imitated.test"),
                new Registration(ImitatedTokens.CLIENT, ""),
                Set.of(Protocol.IMAP, Protocol.SMTP));
        return new AccountTokens(ANN, secrets -> service.refresh(secrets.text()), kept, clock, new Random(5));
    }

    private Trouble trouble() {
        try {
            tokens.access();
        } catch (NotNow e) {
            return e.trouble();
        }
        throw new AssertionError("there was a token");
    }

    @Test
    void aTokenIsUsedUntilItIsTimeForAnother() throws Exception {
        String first = tokens.access();
        assertThat(provider.person(first)).contains(ANN);
        clock.advance(Duration.ofMinutes(45));
        assertThat(tokens.access()).isEqualTo(first);
        // Ten minutes before its end, two minutes more or less.
        clock.advance(Duration.ofMinutes(5));
        assertThat(tokens.access()).isNotEqualTo(first);
        assertThat(provider.refreshed).isEqualTo(2);
    }

    @Test
    void whoeverWaitsForATokenGetsTheSameByOneRequest() throws Exception {
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        AccountTokens slow = tokens((to, form) -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return provider.post(to, form);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ExecutorCompletionService<String>(threads);
            for (int i = 0; i < 20; i++) all.submit(slow::access);
            asked.await();
            go.countDown();
            String first = all.take().get();
            for (int i = 1; i < 20; i++) assertThat(all.take().get()).isEqualTo(first);
        }
        assertThat(provider.requests).isEqualTo(1);
    }

    @Test
    void aFailureIsSharedTooUntilItIsTimeForAnotherTry() throws Exception {
        provider.down = true;
        for (int i = 0; i < 100; i++) assertThat(trouble().kind()).isEqualTo(Trouble.Kind.PROVIDER);
        assertThat(provider.requests).isEqualTo(1);
        // Less and less often: within an hour of outage some 15 times, not once for each program that looks for mail.
        for (int second = 0; second < 3600; second++) {
            clock.advance(Duration.ofSeconds(1));
            trouble();
        }
        assertThat(provider.requests).isBetween(12, 25);
        provider.down = false;
        clock.advance(Duration.ofMinutes(7));
        assertThat(provider.person(tokens.access())).contains(ANN);
        assertThat(tokens.trouble()).isEmpty();
    }

    @Test
    void anOutageShorterThanTheRestOfATokenIsNotNoticed() throws Exception {
        String first = tokens.access();
        provider.down = true;
        clock.advance(Duration.ofMinutes(55));
        assertThat(tokens.access()).isEqualTo(first);
        assertThat(provider.requests).isEqualTo(2);
        assertThat(tokens.trouble()).map(Trouble::kind).contains(Trouble.Kind.PROVIDER);
        clock.advance(Duration.ofMinutes(6));
        assertThat(trouble().kind()).isEqualTo(Trouble.Kind.PROVIDER);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mishap.class,
            names = {"ANSWER_LOST"},
            mode = EnumSource.Mode.EXCLUDE)
    void whateverAnswerIsNoneIsTriedAgain(Mishap mishap) throws Exception {
        provider.mishaps.add(mishap);
        Trouble trouble = trouble();
        assertThat(trouble.kind()).isEqualTo(Trouble.Kind.PROVIDER);
        assertThat(trouble.words())
                .contains(ANN)
                .contains("Nothing is to be changed")
                .doesNotContain("<");
        clock.advance(Duration.ofSeconds(10));
        assertThat(provider.person(tokens.access())).contains(ANN);
    }

    @Test
    void afterChangedPasswordNobodyIsAskedAgainUntilSomebodySignsIn() throws Exception {
        tokens.access();
        provider.passwordChanged(ANN);
        clock.advance(Duration.ofHours(2));
        Trouble trouble = trouble();
        assertThat(trouble.kind()).isEqualTo(Trouble.Kind.SIGN_IN_AGAIN);
        assertThat(trouble.words())
                .contains("mailstead gateway add " + ANN, "Passwords in mail programs stay", "AADSTS50173");
        int asked = provider.requests;
        for (int i = 0; i < 50; i++) {
            clock.advance(Duration.ofMinutes(1));
            trouble();
        }
        assertThat(provider.requests).isEqualTo(asked);
        // Another process writes what the person has got.
        kept.secrets = kept.secrets.renewed(provider.grant(ANN), clock.instant());
        assertThat(provider.person(tokens.access())).contains(ANN);
    }

    @Test
    void tokenThatAnotherProcessHasRenewedIsTakenFromThere() throws Exception {
        String old = kept.secrets.text();
        var elsewhere = tokens(provider);
        AccountTokens late = tokens((to, form) -> {
            // Renewed between our reading and our asking.
            if (old.equals(form.get("refresh_token")) && kept.secrets.text().equals(old)) {
                try {
                    elsewhere.access();
                } catch (NotNow e) {
                    throw new AssertionError(e);
                }
                provider.stolen--;
                return new Forms.Answer(400, JsonMembers.write(Map.of("error", "invalid_grant")));
            }
            return provider.post(to, form);
        });
        assertThat(provider.person(late.access())).contains(ANN);
    }

    @Test
    void aRefreshTokenThatCannotBeWrittenIsNotLost() throws Exception {
        kept.full = true;
        String old = kept.secrets.text();
        for (int hour = 0; hour < 5; hour++) {
            assertThat(provider.person(tokens.access())).contains(ANN);
            clock.advance(Duration.ofHours(1));
        }
        assertThat(kept.secrets.text()).isEqualTo(old);
        kept.full = false;
        tokens.access();
        assertThat(kept.secrets.text()).isNotEqualTo(old);
        assertThat(provider.stolen).isZero();
    }

    @Test
    void aClockThatJumpsDoesNotLeaveAnOldTokenInUse() throws Exception {
        String first = tokens.access();
        clock.advance(Duration.ofDays(-400));
        assertThat(tokens.access()).isNotEqualTo(first);
        clock.advance(Duration.ofDays(400));
        assertThat(provider.person(tokens.access())).contains(ANN);
    }

    @Test
    void whatAMailServerRefusesIsRenewedOnceAndNotWithEachConnection() throws Exception {
        String first = tokens.access();
        String second = tokens.insteadOf(first);
        assertThat(second).isNotEqualTo(first);
        for (int i = 0; i < 50; i++) assertThat(tokens.insteadOf(second)).isEqualTo(second);
        assertThat(tokens.insteadOf(first)).isEqualTo(second);
        assertThat(provider.requests).isEqualTo(2);
        clock.advance(Duration.ofMinutes(6));
        assertThat(tokens.insteadOf(second)).isNotEqualTo(second);
    }

    @Test
    void aShortLifeIsRenewedAtHalfOfIt() throws Exception {
        provider.life = Duration.ofMinutes(4);
        String first = tokens.access();
        clock.advance(Duration.ofSeconds(90));
        assertThat(tokens.access()).isEqualTo(first);
        clock.advance(Duration.ofSeconds(40));
        assertThat(tokens.access()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "AADSTS53003: blocked by Conditional Access, POLICY",
        "AADSTS65001: no consent, CONSENT",
        "AADSTS700082: inactive for 90 days, SIGN_IN_AGAIN",
        "AADSTS50076: needs a second factor, SIGN_IN_AGAIN",
        "AADSTS7000215: wrong secret, REGISTRATION",
        "expired or revoked, SIGN_IN_AGAIN"
    })
    void reasonsAreTold(String said, Trouble.Kind kind) {
        provider.revoke(ANN, said);
        Trouble trouble = trouble();
        assertThat(trouble.kind()).isEqualTo(kind);
        assertThat(trouble.words()).contains(ANN, said);
    }

    @Test
    void httpPlainlyGoesNowhereButHere() {
        var forms = new HttpsForms(java.util.Optional.empty());
        for (String to : new String[] {"http://login.example.test/token", "http://192.0.2.1/token", "ftp://127.0.0.1/"})
            assertThatThrownBy(() -> forms.post(URI.create(to), Map.of("a", "b")))
                    .hasMessageContaining("not reached by HTTPS");
    }
}
