package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.sasl.Step;

class TokenSignInTest {
    private final Town town = Town.withDomain();
    private final Account ann = town.account("ann@example.test");
    private final SignIns signIns = town.directory.signIns(new SignInSettings(
            EnumSet.of(SaslMechanism.OAUTHBEARER, SaslMechanism.XOAUTH2),
            TokenSignInTest::check,
            PasswordAuthority.NONE,
            _ -> {}));

    private static Tokens.Verdict check(String token) {
        return switch (token) {
            case "anns" -> new Tokens.Verdict.Good("ann@example.test", Set.of(Use.IMAP, Use.SMTP), "Thunderbird");
            case "eves" -> new Tokens.Verdict.Good("eve@example.test", Set.of(Use.IMAP), "Thunderbird");
            case "old" -> new Tokens.Verdict.Expired();
            case "later" -> new Tokens.Verdict.Unavailable();
            default -> new Tokens.Verdict.Unknown();
        };
    }

    private SignIn signIn(SaslMechanism mechanism, String first, String token, Use use) {
        var exchange = signIns.begin(
                mechanism,
                new Channel(true, Map.of()),
                List.of(mechanism),
                Caller.of(use, InetAddress.getLoopbackAddress()));
        Step<SignIn> step = exchange.respond(
                (first + "\u0001auth=Bearer " + token + "\u0001\u0001").getBytes(StandardCharsets.UTF_8));
        if (step instanceof Step.Challenge<SignIn>) step = exchange.respond(new byte[0]);
        return ((Step.Done<SignIn>) step).outcome();
    }

    private SignIn signIn(String user, String token) {
        SignIn one = signIn(SaslMechanism.XOAUTH2, "user=" + user, token, Use.IMAP);
        SignIn other = signIn(SaslMechanism.OAUTHBEARER, "n,a=" + user + ",", token, Use.IMAP);
        assertThat(other).isEqualTo(one);
        return one;
    }

    private static SignIn.Reason reason(SignIn outcome) {
        return ((SignIn.Refused) outcome).reason();
    }

    @Test
    void aTokenLetsInWhomItNames() {
        var welcome = new SignIn.Welcome(ann, new Access(Set.of(Use.IMAP, Use.SMTP), "Thunderbird"));
        assertThat(signIn("ann@example.test", "anns")).isEqualTo(welcome);
        assertThat(signIn("ANN@example.test", "anns")).isEqualTo(welcome);
        assertThat(signIn(SaslMechanism.OAUTHBEARER, "n,,", "anns", Use.IMAP)).isEqualTo(welcome);
    }

    @Test
    void nobodyElseIsLetInByIt() {
        town.account("bob@example.test");
        assertThat(reason(signIn("bob@example.test", "anns"))).isEqualTo(SignIn.Reason.NOT_FOR_ANOTHER);
        assertThat(reason(signIn("nobody@example.test", "anns"))).isEqualTo(SignIn.Reason.NOT_FOR_ANOTHER);
        assertThat(reason(signIn("eve@example.test", "eves")))
                .as("the account is gone")
                .isEqualTo(SignIn.Reason.NO_SUCH_ACCOUNT);
        assertThat(reason(signIn(SaslMechanism.XOAUTH2, "user=ann@example.test", "anns", Use.POP3)))
                .isEqualTo(SignIn.Reason.NOT_FOR_THIS);
    }

    @Test
    void aBadOneIsToldApart() {
        assertThat(reason(signIn("ann@example.test", "old"))).isEqualTo(SignIn.Reason.TOKEN_EXPIRED);
        assertThat(reason(signIn("ann@example.test", "stolen?"))).isEqualTo(SignIn.Reason.TOKEN_UNKNOWN);
        assertThat(signIn("ann@example.test", "later")).isInstanceOf(SignIn.Unavailable.class);
    }
}
