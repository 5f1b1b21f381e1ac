package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mailstead.directory.ScramClientOfOthers.say;
import static org.mailstead.directory.Town.at;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.directory.SignIn.Reason;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.ClientCertificate;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.sasl.Step;

/** Whom a certificate names, and for whom it may act. */
class CertificateSignInTest {
    private final Town town = Town.withDomain();
    private final Account ann = town.account("ann@example.test");
    private final Account bob = town.account("bob@example.test");

    private SignIn signIn(String actingFor, String... addresses) {
        var channel =
                new Channel(true, Map.of(), Optional.of(new ClientCertificate(List.of(addresses), "Laptop (1f01)")));
        var exchange = town.signIns.begin(
                SaslMechanism.EXTERNAL,
                channel,
                List.of(SaslMechanism.EXTERNAL),
                Caller.of(Use.IMAP, InetAddress.getLoopbackAddress()));
        return ((Step.Done<SignIn>) say(exchange, actingFor)).outcome();
    }

    private static SignIn welcome(Account account) {
        return new SignIn.Welcome(account, new Access(AppPasswords.everything(), "certificate Laptop (1f01)"));
    }

    private static Reason reason(SignIn outcome) {
        return ((SignIn.Refused) outcome).reason();
    }

    @Test
    void itsAddressSaysWhoItIs() {
        assertThat(signIn("", "ann@example.test")).isEqualTo(welcome(ann));
        assertThat(signIn("", "ANN@Example.Test")).isEqualTo(welcome(ann));
        assertThat(signIn("", "ann@elsewhere.test", "ann@example.test")).isEqualTo(welcome(ann));
        assertThat(reason(signIn("", "eve@example.test"))).isEqualTo(Reason.CERTIFICATE_UNKNOWN);
        assertThat(reason(signIn(""))).isEqualTo(Reason.CERTIFICATE_UNKNOWN);
    }

    @Test
    void anAliasWillDoThatLeadsToOneAccount() {
        town.alias("sales@example.test", "bob@example.test");
        town.alias("all@example.test", "ann@example.test", "bob@example.test");
        assertThat(signIn("", "sales@example.test")).isEqualTo(welcome(bob));
        assertThat(reason(signIn("", "all@example.test"))).isEqualTo(Reason.CERTIFICATE_UNKNOWN);
    }

    /** What people type is completed; what stands in a certificate is not. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ann", "EXAMPLE\\ann", "ann%example.test", "<ann@example.test>", "", "ann@example.test, x@y"})
    void otherFormsAreNone(String address) {
        assertThat(reason(signIn("", address))).isEqualTo(Reason.CERTIFICATE_UNKNOWN);
    }

    @Test
    void itActsForWhomItNamesOnly() {
        assertThat(signIn("ann@example.test", "ann@example.test")).isEqualTo(welcome(ann));
        assertThat(signIn(" ANN ", "ann@example.test")).isEqualTo(welcome(ann));
        assertThat(reason(signIn("bob@example.test", "ann@example.test"))).isEqualTo(Reason.NOT_FOR_ANOTHER);
        assertThat(reason(signIn("eve@example.test", "ann@example.test"))).isEqualTo(Reason.NOT_FOR_ANOTHER);
        assertThat(reason(signIn("ann@example.test", "eve@example.test"))).isEqualTo(Reason.CERTIFICATE_UNKNOWN);
    }

    @Test
    void ofSeveralTheFirstIsMeantOrTheOneThatIsWanted() {
        assertThat(signIn("", "bob@example.test", "ann@example.test")).isEqualTo(welcome(bob));
        assertThat(signIn("ann@example.test", "bob@example.test", "ann@example.test"))
                .isEqualTo(welcome(ann));
    }

    @Test
    void aSecondFactorAsksForNothingMore() {
        MailAddress address = at("ann@example.test");
        var factors = town.directory.secondFactors();
        byte[] secret = SecondFactorTest.bytes(factors.begin(address).secret());
        factors.confirm(address, Totp.code(secret, Totp.step(town.clock.instant())));
        assertThat(signIn("", "ann@example.test")).isEqualTo(welcome(ann));
    }

    @Test
    void theStoryTellsThatItWasByCertificate() {
        signIn("", "ann@example.test");
        signIn("bob@example.test", "ann@example.test");
        SignInHistory history = town.directory.history();
        history.flush();
        assertThat(history.of(ann.id()))
                .extracting(SignInAttempt::verdict, SignInAttempt::device, SignInAttempt::typed)
                .containsExactly(
                        tuple("not-for-another", "certificate Laptop (1f01)", "bob@example.test"),
                        tuple("ok", "certificate Laptop (1f01)", "ann@example.test"));
        assertThat(history.of(bob.id())).singleElement().satisfies(one -> {
            assertThat(one.verdict()).isEqualTo("anothers-credentials");
            assertThat(one.device()).isEmpty();
        });
    }
}
