package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.gateway.ImitatedTokens.Mishap;
import org.mailstead.gateway.Secrets.Kind;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.testkit.MovableClock;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/**
 * Two programs with passwords of their own look for mail all month, while the provider has outages and faults, the gateway is started anew
 * and the machine sleeps. There is one sign-in, and nobody ever has to sign in again.
 */
@Timeout(120)
class MonthSimulationTest {
    private static final String ANN = "ann@contoso.test";
    private static final Duration STEP = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock("2026-11-28T12:00:00Z");
    private int unlucky;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void oneSignInIsEnough(long seed) throws Exception {
        var random = new Random(seed);
        var provider = new ImitatedTokens(clock, random);
        // Half of the providers give a new refresh token each time, and take an old one for theft.
        provider.rotates = seed % 2 == 0;
        var vault = new Vault(folder.resolve("vault"), ANN, KeyCost.CHEAP, random);
        var key = vault.begin(
                new Secrets(Kind.REFRESH_TOKEN, provider.grant(ANN), "", ANN, clock.instant(), clock.instant()));
        vault.add(key, "Apple Mail", "password-of-apple-mail");
        vault.add(key, "mutt", "password-of-mutt");
        LocalAccount account = started(vault, provider, random);
        Instant end = clock.instant().plus(Duration.ofDays(31));
        int looks = 0;
        int starts = 1;
        Instant upAgain = clock.instant();
        while (clock.instant().isBefore(end)) {
            if (random.nextInt(400) == 0) {
                account = started(vault, provider, random);
                starts++;
            }
            if (random.nextInt(300) == 0) upAgain = clock.instant().plus(STEP.multipliedBy(1 + random.nextInt(24)));
            provider.down = clock.instant().isBefore(upAgain);
            if (random.nextInt(20) == 0) provider.mishaps.add(mishap(provider, random));
            for (String password : List.of("password-of-apple-mail", "Password-of-mutt", "password of mutt")) {
                look(account, password, provider);
                looks++;
            }
            clock.advance(random.nextInt(500) == 0 ? Duration.ofHours(9) : STEP);
        }
        assertThat(provider.authorized).as("sign-ins").isEqualTo(1);
        assertThat(provider.stolen).as("old refresh tokens that were shown").isZero();
        // 744 hours, each with a token that is used for 48 to 50 minutes; a new one after each start.
        assertThat(provider.refreshed).isBetween(300, 940 + 2 * starts);
        assertThat(looks).isGreaterThan(15_000);
        assertThat(unlucky).as("looks during an outage").isLessThan(looks / 4);
        provider.down = false;
        provider.mishaps.clear();
        clock.advance(Duration.ofMinutes(10));
        assertThat(provider.person(token(account))).contains(ANN);
    }

    private void look(LocalAccount account, String password, ImitatedTokens provider) {
        assertThat(account.signIn(password)).isInstanceOf(LocalVerdict.Welcome.class);
        try {
            assertThat(provider.person(token(account))).contains(ANN);
        } catch (NotNow e) {
            assertThat(e.trouble().kind()).isEqualTo(Trouble.Kind.PROVIDER);
            unlucky++;
        }
    }

    private static String token(LocalAccount account) throws NotNow {
        return account.tokens().access();
    }

    /** Who takes old refresh tokens for theft must not lose answers: then nobody could help. */
    private static Mishap mishap(ImitatedTokens provider, Random random) {
        var all = Mishap.values();
        Mishap drawn = all[random.nextInt(all.length)];
        return provider.rotates && drawn == Mishap.ANSWER_LOST ? Mishap.WEB_PAGE : drawn;
    }

    private LocalAccount started(Vault vault, ImitatedTokens provider, Random random) {
        var settings = new GatewayAccount(
                ANN,
                List.of(new MailServer(Protocol.IMAP, "outlook.imitated.test", 993, Security.TLS, ANN)),
                Optional.of(ImitatedProvider.oauth("https://login.imitated.test")),
                ImitatedTokens.CLIENT,
                Habits.NONE);
        return new LocalAccount(
                settings,
                vault,
                new Surroundings(
                        provider,
                        new Outside(_ -> List.of(), Dialer.from(List.of()), new TlsClient(null)),
                        clock,
                        random,
                        _ -> {}),
                new LastUses(clock, List.of()),
                new Conduct(Habits.NONE, clock, _ -> {}));
    }
}
