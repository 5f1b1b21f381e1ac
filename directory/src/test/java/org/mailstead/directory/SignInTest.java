package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.Town.PASSWORD;
import static org.mailstead.directory.Town.at;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.SignIn.Reason;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;

class SignInTest {
    private static final SignIn WRONG = new SignIn.Refused(Reason.WRONG_PASSWORD, "");
    private static final SignIn NOBODY = new SignIn.Refused(Reason.NO_SUCH_ACCOUNT, "");
    private static final SignIn TOO_MANY = new SignIn.Refused(Reason.TOO_MANY_TRIES, "");

    private final Town town = Town.withDomain();
    private final SignIn welcome = new SignIn.Welcome(town.account("ann@example.test"));

    private SignIn signIn(String user, String password) {
        return signIn(user, password, "192.0.2.1");
    }

    private SignIn signIn(String user, String password, String from) {
        try {
            SignIn outcome = town.signIn(user, password, InetAddress.getByName(from));
            return outcome instanceof SignIn.Refused(var reason, var _, var _)
                    ? new SignIn.Refused(reason, "")
                    : outcome;
        } catch (UnknownHostException literal) {
            throw new AssertionError(literal);
        }
    }

    @Test
    void theAddressInAnyCaseIsTheUserName() {
        assertThat(signIn("ann@example.test", PASSWORD)).isEqualTo(welcome);
        assertThat(signIn(" ANN@Example.Test", PASSWORD)).isEqualTo(welcome);
        assertThat(signIn("ann@example.test", PASSWORD + " ")).isEqualTo(WRONG);
        assertThat(signIn("ann@example.test", "")).isEqualTo(WRONG);
        assertThat(signIn("bob@example.test", PASSWORD)).isEqualTo(NOBODY);
        assertThat(signIn("ann+x@example.test", PASSWORD)).isEqualTo(NOBODY);
        assertThat(signIn("", PASSWORD)).isEqualTo(NOBODY);
        assertThat(signIn("\0@\r\n".repeat(10_000), "x".repeat(1_000_000))).isEqualTo(NOBODY);
        assertThat(signIn("ann@example.test", "x".repeat(1_000_000))).isEqualTo(WRONG);
    }

    @Test
    void lettersTypedOnAnotherKeyboardAreTheSame() {
        town.directory.changePassword(at("ann@example.test"), "cafe\u0301 society");
        assertThat(signIn("ann@example.test", "caf\u00e9 society")).isEqualTo(welcome);
    }

    @Test
    void anOldPasswordIsWorthlessAtOnce() {
        assertThat(signIn("ann@example.test", PASSWORD)).isEqualTo(welcome);
        assertThat(signIn("ann@example.test", "new password")).isEqualTo(WRONG);
        town.directory.changePassword(at("ann@example.test"), "new password");
        assertThat(signIn("ann@example.test", PASSWORD)).isEqualTo(WRONG);
        assertThat(signIn("ann@example.test", "new password"))
                .as("wrong a moment ago, right now")
                .isEqualTo(welcome);
        town.directory.removeAccount(at("ann@example.test"));
        assertThat(signIn("ann@example.test", "new password")).isEqualTo(NOBODY);
    }

    @Test
    void aPasswordChangedByAnotherProcessCountsAtOnce() {
        assertThat(signIn("ann@example.test", PASSWORD)).isEqualTo(welcome);
        town.open(new PasswordHashing(PasswordHashing.Cost.CHEAP))
                .changePassword(at("ann@example.test"), "new password");
        assertThat(signIn("ann@example.test", PASSWORD)).isEqualTo(WRONG);
    }

    @Test
    void guessingEndsAfterTwentyIdeasAndGoesOnTenMinutesLater() {
        for (int i = 0; i < FailedTries.FOR_ACCOUNT; i++) {
            assertThat(signIn("ann@example.test", "guess " + i)).isEqualTo(WRONG);
        }
        assertThat(signIn("ann@example.test", "one more")).isEqualTo(TOO_MANY);
        assertThat(signIn("ann@example.test", PASSWORD)).isEqualTo(TOO_MANY);
        assertThat(signIn("ann@example.test", PASSWORD, "192.0.2.2"))
                .as("another network is not touched")
                .isEqualTo(welcome);
        town.clock.advance(FailedTries.WINDOW);
        assertThat(signIn("ann@example.test", PASSWORD)).isEqualTo(welcome);
    }

    @Test
    void aProgramThatRepeatsAnOldPasswordShutsNobodyOut() {
        for (int i = 0; i < 500; i++) {
            assertThat(signIn("ann@example.test", "last year's")).isEqualTo(WRONG);
        }
        assertThat(signIn("ann@example.test", PASSWORD)).isEqualTo(welcome);
    }

    @Test
    void rightPasswordsDoNotCount() {
        for (int i = 0; i < 100; i++) {
            town.clock.advance(Duration.ofSeconds(1));
            assertThat(signIn("ann@example.test", PASSWORD)).isEqualTo(welcome);
        }
    }

    @Test
    void aNetworkThatTriesOnePasswordOnEverybodyIsStopped() {
        for (int i = 0; i < FailedTries.FROM_NETWORK; i++) {
            assertThat(signIn("user" + i + "@example.test", "password1")).isEqualTo(NOBODY);
        }
        assertThat(signIn("user@example.test", "password1")).isEqualTo(TOO_MANY);
    }

    @Test
    void anIpv6CustomerCannotChangeTheNetworkAtWill() {
        for (int i = 0; i < FailedTries.FOR_ACCOUNT; i++)
            signIn("ann@example.test", "guess " + i, "2001:db8:1:2::" + i);
        assertThat(signIn("ann@example.test", PASSWORD, "2001:db8:1:3::1")).isEqualTo(TOO_MANY);
        assertThat(signIn("ann@example.test", PASSWORD, "2001:db8:2::1")).isEqualTo(welcome);
    }

    @Test
    void triesOfAMillionUserNamesTakeBoundedMemory() throws UnknownHostException {
        var tries = new FailedTries(town.clock);
        for (int i = 0; i < FailedTries.REMEMBERED * 2; i++) {
            Network network =
                    Network.of(InetAddress.getByAddress(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i}));
            if (tries.begin(network, "user" + i, i) == FailedTries.Standing.OPEN) tries.failed(network, "user" + i, i);
        }
        assertThat(tries.remembered()).isLessThanOrEqualTo(FailedTries.REMEMBERED);
    }

    @Test
    void aBrokenStoreSaysTryAgainNotWrongPassword() {
        town.store.close();
        assertThat(signIn("ann@example.test", PASSWORD)).isInstanceOf(SignIn.Unavailable.class);
    }

    @Test
    void moreSignInsThanCanBeCheckedAreAskedToComeBack() throws InterruptedException {
        var store = new MemoryStore(town.clock);
        var writer = new PartitionWriter(store, new Random(1));
        var patient = new Directory(
                store, writer, new PasswordHashing(PasswordHashing.Cost.CHEAP), town.clock, new Random(2));
        patient.addDomain("example.test");
        patient.addAccount(at("ann@example.test"), PASSWORD);
        var hurried = new PasswordHashing(PasswordHashing.Cost.CHEAP, 1, 1, Duration.ofMillis(50));
        var busy = new Directory(store, writer, hurried, town.clock, new Random(2));
        var release = new CountDownLatch(1);
        try {
            occupy(hurried, release);
            assertThat(busy.signIns(SignInSettings.STANDARD)
                            .password(
                                    "ann@example.test",
                                    PASSWORD,
                                    Caller.of(Use.IMAP, InetAddress.getLoopbackAddress())))
                    .isEqualTo(new SignIn.Unavailable());
            AccountsTest.refused(
                    DirectoryException.Reason.BUSY,
                    () -> busy.changePassword(at("ann@example.test"), PASSWORD),
                    "Try again");
        } finally {
            release.countDown();
        }
    }

    /** Takes the only thread that checks passwords and holds it until {@code release}. */
    private static void occupy(PasswordHashing hashing, CountDownLatch release) throws InterruptedException {
        String phc = new PasswordHashing(PasswordHashing.Cost.CHEAP).hash("x", new Random(3));
        var begun = new CountDownLatch(1);
        // On a busy machine a try may be given up before it begins.
        for (int tries = 0; tries < 50 && begun.getCount() > 0; tries++) {
            try {
                hashing.matches(phc, "x", () -> {
                    begun.countDown();
                    return released(release);
                });
            } catch (PasswordHashing.Busy expected) {
                // The caller need not wait; the thread is taken.
            }
        }
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean released(CountDownLatch release) {
        try {
            return release.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
