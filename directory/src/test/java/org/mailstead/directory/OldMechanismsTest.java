package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.ScramClientOfOthers.heard;
import static org.mailstead.directory.ScramClientOfOthers.say;
import static org.mailstead.directory.Town.PASSWORD;
import static org.mailstead.directory.Town.at;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailstead.directory.CredentialRow.AppPasswordRow;
import org.mailstead.directory.DirectoryKey.ScramKey;
import org.mailstead.directory.DirectoryRow.ScramRow;
import org.mailstead.directory.SignIn.Reason;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.sasl.Step;
import org.mailstead.store.RowWriter;

/** SCRAM-SHA-1 and CRAM-MD5: what they need is kept while they are switched on, and no longer. */
class OldMechanismsTest {
    private static final MailAddress ANN = at("ann@example.test");

    private final Town town = Town.withDomain();
    private final KeptProofs kept = town.directory.keptProofs();

    /** What the test signs in by. */
    enum Old {
        SCRAM_SHA_1(SaslMechanism.SCRAM_SHA_1),
        CRAM_MD5(SaslMechanism.CRAM_MD5);

        final SaslMechanism mechanism;

        Old(SaslMechanism mechanism) {
            this.mechanism = mechanism;
        }
    }

    @BeforeEach
    void switchOn() {
        kept.keepFor(EnumSet.allOf(SaslMechanism.class));
    }

    private SignIn signIn(Old old, String user, String password, Use use) {
        SaslExchange<SignIn> exchange = town.signIns.begin(
                old.mechanism,
                new Channel(true, Map.of()),
                List.of(old.mechanism),
                Caller.of(use, InetAddress.getLoopbackAddress()));
        if (old == Old.SCRAM_SHA_1) return new ScramClientOfOthers("SCRAM-SHA-1", user, password).signIn(exchange);
        return ((Step.Done<SignIn>) say(exchange, user + " " + hmac(exchange.opening(), password))).outcome();
    }

    private SignIn signIn(Old old, String user, String password) {
        return signIn(old, user, password, Use.IMAP);
    }

    private static String hmac(byte[] challenge, String password) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            return HexFormat.of().formatHex(mac.doFinal(challenge));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Reason reason(SignIn outcome) {
        return ((SignIn.Refused) outcome).reason();
    }

    private Optional<ScramRow> row(Account account) {
        return town.rows()
                .read(rows -> Optional.ofNullable(rows.get(new ScramKey(account.id()).encode())))
                .map(ScramRow::decode);
    }

    @ParameterizedTest
    @EnumSource
    void thePasswordIsProved(Old old) {
        Account ann = town.account("ann@example.test");
        assertThat(signIn(old, "ann@example.test", PASSWORD)).isEqualTo(new SignIn.Welcome(ann));
        assertThat(signIn(old, " ANN ", PASSWORD)).isEqualTo(new SignIn.Welcome(ann));
        assertThat(reason(signIn(old, "ann@example.test", PASSWORD + "x"))).isEqualTo(Reason.WRONG_PASSWORD);
        assertThat(reason(signIn(old, "eve@example.test", PASSWORD))).isEqualTo(Reason.NO_SUCH_ACCOUNT);
        town.directory.changePassword(ANN, "another pässword");
        assertThat(reason(signIn(old, "ann@example.test", PASSWORD))).isEqualTo(Reason.WRONG_PASSWORD);
        assertThat(signIn(old, "ann@example.test", "another pässword")).isEqualTo(new SignIn.Welcome(ann));
    }

    @ParameterizedTest
    @EnumSource
    void guessingComesToAnEnd(Old old) {
        town.account("ann@example.test");
        for (int i = 0; i < FailedTries.FOR_ACCOUNT; i++)
            assertThat(reason(signIn(old, "ann@example.test", "guess " + i))).isEqualTo(Reason.WRONG_PASSWORD);
        assertThat(reason(signIn(old, "ann@example.test", PASSWORD))).isEqualTo(Reason.TOO_MANY_TRIES);
    }

    @ParameterizedTest
    @EnumSource
    void appPasswordsAreProvedToo(Old old) {
        Account ann = town.account("ann@example.test");
        var made = town.directory.appPasswords();
        made.make(ANN, "Other", AppPasswords.everything(), Optional.empty());
        String secret = made.make(ANN, "Phone", AppPasswords.reading(), Optional.empty())
                .secret()
                .replace(" ", "");
        assertThat(signIn(old, "ann", secret))
                .isEqualTo(new SignIn.Welcome(ann, new Access(AppPasswords.reading(), "Phone")));
        assertThat(reason(signIn(old, "ann", secret, Use.SMTP))).isEqualTo(Reason.NOT_FOR_THIS);
        made.revoke(ANN, "Phone");
        assertThat(reason(signIn(old, "ann", secret))).isEqualTo(Reason.WRONG_PASSWORD);
    }

    @ParameterizedTest
    @EnumSource
    void aSecondFactorWantsAnAppPassword(Old old) {
        town.account("ann@example.test");
        var factors = town.directory.secondFactors();
        byte[] secret = SecondFactorTest.bytes(factors.begin(ANN).secret());
        factors.confirm(ANN, Totp.code(secret, Totp.step(town.clock.instant())));
        assertThat(reason(signIn(old, "ann", PASSWORD))).isEqualTo(Reason.APP_PASSWORD_WANTED);
    }

    @ParameterizedTest
    @EnumSource
    void aPasswordFromBeforeIsProvedAfterItWasShown(Old old) {
        kept.keepFor(Set.of());
        Account ann = town.account("ann@example.test");
        String secret = town.directory
                .appPasswords()
                .make(ANN, "Phone", AppPasswords.everything(), Optional.empty())
                .secret();
        switchOn();
        assertThat(reason(signIn(old, "ann", PASSWORD))).isEqualTo(Reason.WRONG_PASSWORD);
        assertThat(reason(signIn(old, "ann", secret.replace(" ", "")))).isEqualTo(Reason.WRONG_PASSWORD);
        assertThat(town.signIn("ann", PASSWORD)).isInstanceOf(SignIn.Welcome.class);
        assertThat(town.signIn("ann", secret)).isInstanceOf(SignIn.Welcome.class);
        assertThat(signIn(old, "ann", PASSWORD)).isEqualTo(new SignIn.Welcome(ann));
        assertThat(signIn(old, "ann", secret.replace(" ", ""))).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void switchedOffNothingIsLeft() {
        Account ann = town.account("ann@example.test");
        String secret = town.directory
                .appPasswords()
                .make(ANN, "Phone", AppPasswords.everything(), Optional.empty())
                .secret();
        kept.keepFor(Set.of(SaslMechanism.SCRAM_SHA_1_PLUS));
        assertThat(kept.dropOthers()).isEqualTo(2);
        assertThat(row(ann).orElseThrow().old.sha1).isPresent();
        assertThat(row(ann).orElseThrow().old.cramMd5).isEmpty();
        kept.keepFor(SaslMechanism.USUAL);
        assertThat(kept.dropOthers()).isEqualTo(2);
        assertThat(kept.dropOthers()).isZero();
        for (Old old : Old.values()) {
            assertThat(reason(signIn(old, "ann", PASSWORD))).isEqualTo(Reason.WRONG_PASSWORD);
            assertThat(reason(signIn(old, "ann", secret.replace(" ", "")))).isEqualTo(Reason.WRONG_PASSWORD);
        }
        assertThat(town.signIn("ann", PASSWORD)).isInstanceOf(SignIn.Welcome.class);
        assertThat(town.signIn("ann", secret)).isInstanceOf(SignIn.Welcome.class);
        assertThat(row(ann).orElseThrow().sha256).isPresent();
    }

    @Test
    void nothingIsKeptWhereNothingIsWanted() {
        kept.keepFor(SaslMechanism.USUAL);
        Account ann = town.account("ann@example.test");
        assertThat(row(ann).orElseThrow().old.are(OldProofs.Kinds.NONE)).isTrue();
    }

    @Test
    void saltsDoNotTellWhoExists() {
        town.account("ann@example.test");
        assertThat(first("ann")).isEqualTo(first("ann@example.test")).matches("s=[A-Za-z0-9+/]{22}==,i=4096");
        assertThat(first("eve")).isEqualTo(first("eve")).matches("s=[A-Za-z0-9+/]{22}==,i=4096");
    }

    private String first(String user) {
        SaslExchange<SignIn> exchange = town.signIns.begin(
                SaslMechanism.SCRAM_SHA_1,
                new Channel(true, Map.of()),
                List.of(),
                Caller.of(Use.IMAP, InetAddress.getLoopbackAddress()));
        return heard(say(exchange, "n,,n=" + user + ",r=x")).replaceFirst("r=[^,]*,", "");
    }

    /** Rows as they were before these mechanisms. */
    @Test
    void rowsOfTheFirstFormAreRead() {
        byte[] stored = {1, 2, 3};
        byte[] server = {4, 5};
        ScramRow scram = ScramRow.decode(new RowWriter()
                .varint(1)
                .varint(5000)
                .bool(true)
                .bytes(stored)
                .bytes(server)
                .toBytes());
        assertThat(scram.iterations).isEqualTo(5000);
        assertThat(scram.sha256.orElseThrow().server()).isEqualTo(server);
        assertThat(scram.old.are(OldProofs.Kinds.NONE)).isTrue();
        assertThat(ScramRow.decode(scram.encode()).sha256.orElseThrow().stored())
                .isEqualTo(stored);
        AppPasswordRow device = AppPasswordRow.decode(new RowWriter()
                .varint(1)
                .varint(7)
                .string("Phone")
                .varint(1)
                .string("IMAP")
                .varint(1_000)
                .bool(false)
                .varint(4096)
                .bytes(stored)
                .bytes(server)
                .toBytes());
        assertThat(device.password.label()).isEqualTo("Phone");
        assertThat(device.pair.server()).isEqualTo(server);
        assertThat(device.old.are(OldProofs.Kinds.NONE)).isTrue();
    }
}
