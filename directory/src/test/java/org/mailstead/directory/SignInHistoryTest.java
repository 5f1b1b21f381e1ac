package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.Town.PASSWORD;
import static org.mailstead.directory.Town.at;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailstead.store.PartitionWriter;

class SignInHistoryTest {
    private final Town town = Town.withDomain();
    private final Account ann = town.account("ann@example.test");

    private static Caller from(String address, String connection) {
        try {
            return new Caller(Use.IMAP, InetAddress.getByName(address), 993, Optional.of("TLSv1.3"), "", connection);
        } catch (UnknownHostException literal) {
            throw new AssertionError(literal);
        }
    }

    /** As another process sees it. */
    private SignInHistory onDisk() {
        return new SignInHistory(town.store, new PartitionWriter(town.store, new Random(9)), town.clock);
    }

    @Test
    void everyTryIsWrittenDown() {
        Caller caller = from("192.0.2.1", "c1");
        town.signIns.password(" ANN", PASSWORD, caller);
        town.signIns.password("ann@example.test", "guess", from("192.0.2.2", "c2"));
        town.signIns.withoutTls("ann", from("192.0.2.3", "c3"));
        assertThat(onDisk().of(ann.id())).as("not yet").isEmpty();
        town.directory.history().flush();
        for (SignInHistory history : List.of(town.directory.history(), onDisk())) {
            List<SignInAttempt> all = history.of(ann.id());
            assertThat(all).extracting(SignInAttempt::verdict).containsExactly("no-tls", "wrong-password", "ok");
            assertThat(all.getLast())
                    .isEqualTo(SignInAttempt.of(town.clock.instant(), caller, " ANN", "", SignInAttempt.OK));
        }
    }

    @Test
    void whatIsAlikeIsCounted() {
        for (int i = 0; i < 100; i++) {
            town.signIns.password("ann", PASSWORD, from("192.0.2.1", "c" + i));
            if (i % 7 == 0) town.directory.history().flush();
            town.clock.advance(Duration.ofMinutes(1));
        }
        for (int i = 0; i < SignInStory.ATTEMPTS * 3; i++)
            town.signIns.password("ann", "guess", from("198.51.100." + i, "d" + i));
        town.signIns.password("ann", PASSWORD, from("192.0.2.1", "e"));
        List<SignInAttempt> all = town.directory.history().of(ann.id());
        assertThat(all).hasSize(SignInStory.ATTEMPTS);
        assertThat(all.getFirst().connection()).isEqualTo("e");
        assertThat(all.getFirst().times()).as("not pushed out by guesses").isEqualTo(101);
        town.directory.history().flush();
        assertThat(onDisk().of(ann.id())).isEqualTo(all);
    }

    @Test
    void aProgramMayIntroduceItselfLater() {
        Caller caller = from("192.0.2.1", "c1");
        town.signIns.password("ann", PASSWORD, caller);
        town.signIns.password("ann", PASSWORD, from("192.0.2.1", "c2"));
        town.directory.history().flush();
        town.signIns.program(ann, from("192.0.2.1", "c2"), "Mail 16.0");
        List<SignInAttempt> all = town.directory.history().of(ann.id());
        assertThat(all).extracting(SignInAttempt::program).containsExactly("Mail 16.0", "");
        assertThat(all).extracting(SignInAttempt::times).containsExactly(1, 1);
        town.signIns.password("ann", PASSWORD, from("192.0.2.1", "c3"));
        town.signIns.program(ann, from("192.0.2.1", "c3"), "Mail 16.0");
        town.directory.history().flush();
        assertThat(onDisk().of(ann.id())).extracting(SignInAttempt::times).containsExactly(2, 1);
        assertThat(onDisk().lastUse(ann.id(), "").orElseThrow().program()).isEqualTo("Mail 16.0");
    }

    @Test
    void eachDevicesLastUseIsKnown() {
        String phone = town.directory
                .appPasswords()
                .make(at("ann@example.test"), "Phone", AppPasswords.everything(), Optional.empty())
                .secret();
        assertThat(town.directory.history().lastUse(ann.id(), "Phone")).isEmpty();
        town.signIns.password("ann", phone, from("192.0.2.7", "c1"));
        SignInAttempt last = town.directory.history().lastUse(ann.id(), "Phone").orElseThrow();
        assertThat(last.from()).isEqualTo("192.0.2.7");
        assertThat(last.last()).isEqualTo(town.clock.instant());
        assertThat(town.directory.history().lastUse(ann.id(), "")).isEmpty();
    }

    @Test
    void typingMistakesAreFoundAndOthersNot() {
        town.signIns.password("anm@example.test", PASSWORD, from("192.0.2.1", "c1"));
        town.signIns.password("anna.miller@example.test", PASSWORD, from("192.0.2.1", "c2"));
        town.signIns.password("secret password typed here", "x", from("192.0.2.1", "c3"));
        assertThat(town.directory.history().like(ann))
                .extracting(SignInAttempt::typed)
                .containsExactly("anm@example.test");
        assertThat(town.directory.history().of(ann.id())).isEmpty();
        for (int i = 0; i < 5000; i++) town.signIns.password("u" + i + "@example.test", "", from("192.0.2.1", "c"));
        assertThat(town.directory.history().like(ann)).isEmpty();
    }

    @Test
    void withTheAccountGoesItsHistory() {
        town.signIns.password("ann", PASSWORD, from("192.0.2.1", "c1"));
        town.directory.history().flush();
        town.signIns.password("ann", PASSWORD, from("192.0.2.1", "c2"));
        town.directory.removeAccount(at("ann@example.test"));
        assertThat(town.directory.history().of(ann.id())).isEmpty();
        town.directory.history().flush();
        assertThat(onDisk().of(ann.id())).isEmpty();
    }

    /** Guessed at from a thousand addresses, an account is still open for its owner, at home at once and elsewhere after a wait. */
    @Test
    void anAttackFromEverywhereMakesStrangersWaitAndNobodyElse() {
        var waits = new ArrayList<Duration>();
        SignIns signIns = town.directory.signIns(new SignInSettings(
                SignInSettings.STANDARD.mechanisms(), Tokens.NONE, PasswordAuthority.NONE, waits::add));
        signIns.password("ann", PASSWORD, from("192.0.2.1", "home"));
        for (int i = 0; i < 1000; i++)
            signIns.password("ann", "guess " + i, from("10.0." + i / 250 + "." + i % 250, "c"));
        assertThat(waits).hasSize(1000 - FailedTries.FOR_ACCOUNT_EVERYWHERE);
        waits.clear();
        assertThat(signIns.password("ann", PASSWORD, from("192.0.2.1", "home"))).isEqualTo(new SignIn.Welcome(ann));
        assertThat(waits).isEmpty();
        assertThat(signIns.password("ann", PASSWORD, from("203.0.113.9", "hotel")))
                .isEqualTo(new SignIn.Welcome(ann));
        assertThat(waits).containsExactly(PasswordCheck.WAIT_UNDER_ATTACK);
        waits.clear();
        town.clock.advance(FailedTries.WINDOW_EVERYWHERE);
        assertThat(signIns.password("ann", PASSWORD, from("203.0.113.10", "hotel")))
                .isEqualTo(new SignIn.Welcome(ann));
        assertThat(waits).isEmpty();
    }
}
