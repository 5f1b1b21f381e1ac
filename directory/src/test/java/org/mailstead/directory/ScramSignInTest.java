package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.ScramClientOfOthers.heard;
import static org.mailstead.directory.ScramClientOfOthers.say;
import static org.mailstead.directory.Town.PASSWORD;
import static org.mailstead.directory.Town.at;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.DirectoryKey.ScramKey;
import org.mailstead.directory.SignIn.Reason;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;

/** Passwords that are proved and not shown, by a client that others wrote. */
class ScramSignInTest {
    private static final Channel CHANNEL = new Channel(true, Map.of());

    private final Town town = Town.withDomain();
    private final Account ann = town.account("ann@example.test");

    private SaslExchange<SignIn> begin() {
        return town.signIns.begin(
                SaslMechanism.SCRAM_SHA_256,
                CHANNEL,
                List.of(SaslMechanism.SCRAM_SHA_256),
                Caller.of(Use.IMAP, InetAddress.getLoopbackAddress()));
    }

    private SignIn signIn(String user, String password) {
        return new ScramClientOfOthers(user, password).signIn(begin());
    }

    private static Reason reason(SignIn outcome) {
        return ((SignIn.Refused) outcome).reason();
    }

    @Test
    void thePasswordIsProved() {
        assertThat(signIn("ann@example.test", PASSWORD)).isEqualTo(new SignIn.Welcome(ann));
        assertThat(signIn("ANN", PASSWORD)).isEqualTo(new SignIn.Welcome(ann));
        assertThat(reason(signIn("ann@example.test", PASSWORD + "x"))).isEqualTo(Reason.WRONG_PASSWORD);
        assertThat(reason(signIn("eve@example.test", PASSWORD))).isEqualTo(Reason.NO_SUCH_ACCOUNT);
    }

    @Test
    void aNewPasswordIsProvedFromThenOn() {
        town.directory.changePassword(at("ann@example.test"), "another pässword");
        assertThat(reason(signIn("ann@example.test", PASSWORD))).isEqualTo(Reason.WRONG_PASSWORD);
        assertThat(signIn("ann@example.test", "another pässword")).isEqualTo(new SignIn.Welcome(ann));
    }

    @Test
    void whatASaltIsLikeDoesNotTellWhoExists() {
        String known = first("ann@example.test");
        assertThat(known).matches("s=[A-Za-z0-9+/]{22}==,i=4096");
        assertThat(first("ann")).as("one account, one salt").isEqualTo(known);
        String unknown = first("eve@example.test");
        assertThat(unknown).matches("s=[A-Za-z0-9+/]{22}==,i=4096").isNotEqualTo(known);
        assertThat(first("eve@example.test")).as("the same each time").isEqualTo(unknown);
        assertThat(first("eva@example.test")).isNotEqualTo(unknown);
    }

    private String first(String user) {
        return heard(say(begin(), "n,,n=" + user + ",r=x")).replaceFirst("r=[^,]*,", "");
    }

    @Test
    void guessingComesToAnEnd() {
        for (int i = 0; i < FailedTries.FOR_ACCOUNT; i++)
            assertThat(reason(signIn("ann@example.test", "guess " + i))).isEqualTo(Reason.WRONG_PASSWORD);
        assertThat(reason(signIn("ann@example.test", PASSWORD))).isEqualTo(Reason.TOO_MANY_TRIES);
    }

    /** An account made before there were proofs gets one when its password is next shown. */
    @Test
    void aPasswordThatCannotBeProvedYetCanAfterItWasShown() {
        town.rows().write(tx -> {
            tx.delete(new ScramKey(ann.id()).encode());
            return true;
        });
        assertThat(reason(signIn("ann@example.test", PASSWORD))).isEqualTo(Reason.WRONG_PASSWORD);
        assertThat(town.signIn("ann@example.test", PASSWORD)).isEqualTo(new SignIn.Welcome(ann));
        assertThat(signIn("ann@example.test", PASSWORD)).isEqualTo(new SignIn.Welcome(ann));
    }

    /** Characters of Unicode that are not assigned may come to mean anything. RFC 4013 §2.5. */
    @Test
    void aPasswordThatCannotBePreparedIsShownOnly() {
        String odd = "odd \u0378 password";
        town.directory.changePassword(at("ann@example.test"), odd);
        assertThat(town.signIn("ann@example.test", odd)).isEqualTo(new SignIn.Welcome(ann));
        assertThat(heard(say(begin(), "n,,n=ann,r=x"))).startsWith("r=x");
    }

    @Test
    void withTheAccountGoesTheProof() {
        town.directory.removeAccount(at("ann@example.test"));
        byte[] left = town.rows()
                .read(rows -> Optional.ofNullable(rows.get(new ScramKey(ann.id()).encode())))
                .orElse(null);
        assertThat(left).isNull();
    }
}
