package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.Town.PASSWORD;
import static org.mailstead.directory.Town.at;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.DirectoryException.Reason;

class SecondFactorTest {
    private static final MailAddress ANN = at("ann@example.test");
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Town town = Town.withDomain();
    private final Account ann = town.account("ann@example.test");
    private final SecondFactors factors = town.directory.secondFactors();

    static byte[] bytes(String base32) {
        byte[] bytes = new byte[base32.length() * 5 / 8];
        for (int i = 0; i < bytes.length * 8; i++) {
            int bit = (BASE32.indexOf(base32.charAt(i / 5)) >> (4 - i % 5)) & 1;
            bytes[i / 8] |= (byte) (bit << (7 - i % 8));
        }
        return bytes;
    }

    private String code(String secret) {
        return Totp.code(bytes(secret), Totp.step(town.clock.instant()));
    }

    private SignIn browser(String code) {
        return town.signIns.browser(
                "ann@example.test",
                PASSWORD,
                Optional.of(code).filter(each -> !each.isEmpty()),
                Caller.of(Use.WEB, InetAddress.getLoopbackAddress()));
    }

    private static SignIn.Reason reason(SignIn outcome) {
        return ((SignIn.Refused) outcome).reason();
    }

    /** RFC 6238, appendix B, with the last six of its eight digits. */
    @Test
    void theCodesAreThoseOfTheStandard() {
        byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        long[] times = {59, 1111111109L, 1111111111L, 1234567890L, 2000000000L, 20000000000L};
        String[] codes = {"287082", "081804", "050471", "005924", "279037", "353130"};
        for (int i = 0; i < times.length; i++)
            assertThat(Totp.code(secret, Totp.step(Instant.ofEpochSecond(times[i]))))
                    .isEqualTo(codes[i]);
    }

    @Test
    void onceItIsOnMailProgramsNeedAnAppPassword() {
        var enrolment = factors.begin(ANN);
        assertThat(enrolment.link())
                .isEqualTo(
                        "otpauth://totp/Mailstead:ann@example.test?secret=" + enrolment.secret() + "&issuer=Mailstead");
        assertThat(town.signIn("ann", PASSWORD))
                .as("not before it is confirmed")
                .isEqualTo(new SignIn.Welcome(ann));
        factors.confirm(ANN, code(enrolment.secret()));
        assertThat(factors.isOn(ANN)).isTrue();
        assertThat(reason(town.signIn("ann", PASSWORD))).isEqualTo(SignIn.Reason.APP_PASSWORD_WANTED);
        assertThat(reason(town.signIn("ann", PASSWORD + "x")))
                .as("nobody else learns of it")
                .isEqualTo(SignIn.Reason.WRONG_PASSWORD);
        String phone = town.directory
                .appPasswords()
                .make(ANN, "Phone", AppPasswords.everything(), Optional.empty())
                .secret();
        assertThat(town.signIn("ann", phone)).isInstanceOf(SignIn.Welcome.class);
        assertThat(factors.off(ANN)).isTrue();
        assertThat(town.signIn("ann", PASSWORD)).isEqualTo(new SignIn.Welcome(ann));
        assertThat(factors.off(ANN)).isFalse();
    }

    @Test
    void aBrowserAsksForTheCodeOnceThePasswordIsRight() {
        assertThat(browser("")).isEqualTo(new SignIn.Welcome(ann));
        String secret = factors.begin(ANN).secret();
        factors.confirm(ANN, code(secret));
        town.clock.advance(Duration.ofMinutes(5));
        assertThat(reason(browser(""))).isEqualTo(SignIn.Reason.CODE_WANTED);
        assertThat(reason(browser("000000"))).isEqualTo(SignIn.Reason.WRONG_CODE);
        String code = code(secret);
        assertThat(browser(code.substring(0, 3) + " " + code.substring(3))).isEqualTo(new SignIn.Welcome(ann));
        assertThat(reason(browser(code))).as("none lets in twice").isEqualTo(SignIn.Reason.WRONG_CODE);
    }

    @Test
    void aClockMayBeAHalfMinuteOff() {
        String secret = factors.begin(ANN).secret();
        factors.confirm(ANN, code(secret));
        town.clock.advance(Duration.ofMinutes(5));
        String slow = code(secret);
        town.clock.advance(Duration.ofSeconds(30));
        assertThat(browser(slow)).isEqualTo(new SignIn.Welcome(ann));
        town.clock.advance(Duration.ofMinutes(5));
        String tooSlow = code(secret);
        town.clock.advance(Duration.ofSeconds(60));
        assertThat(reason(browser(tooSlow))).isEqualTo(SignIn.Reason.WRONG_CODE);
    }

    @Test
    void eachRecoveryCodeIsGoodOnce() {
        List<String> recovery = factors.confirm(ANN, code(factors.begin(ANN).secret()));
        assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
        assertThat(browser(recovery.get(3).toUpperCase(Locale.ROOT))).isEqualTo(new SignIn.Welcome(ann));
        assertThat(reason(browser(recovery.get(3)))).isEqualTo(SignIn.Reason.WRONG_CODE);
        assertThat(browser(recovery.get(4))).isEqualTo(new SignIn.Welcome(ann));
    }

    @Test
    void guessingCodesEndsSoon() {
        String secret = factors.begin(ANN).secret();
        factors.confirm(ANN, code(secret));
        town.clock.advance(Duration.ofMinutes(5));
        for (int i = 0; i < FailedTries.FOR_ACCOUNT; i++)
            assertThat(reason(browser("bad" + i))).isEqualTo(SignIn.Reason.WRONG_CODE);
        assertThat(reason(browser(code(secret)))).isEqualTo(SignIn.Reason.TOO_MANY_TRIES);
        town.clock.advance(FailedTries.WINDOW);
        assertThat(browser(code(secret))).isEqualTo(new SignIn.Welcome(ann));
    }

    @Test
    void whatCannotBeIsRefused() {
        AccountsTest.refused(Reason.UNKNOWN_PASSWORD, () -> factors.confirm(ANN, "123456"), "Begin with");
        String secret = factors.begin(ANN).secret();
        AccountsTest.refused(Reason.BAD_PASSWORD, () -> factors.confirm(ANN, "x"), "six digits");
        factors.confirm(ANN, code(secret));
        AccountsTest.refused(Reason.ALREADY_EXISTS, () -> factors.begin(ANN), "switch it off first");
        town.directory.removeAccount(ANN);
        town.account("ann@example.test");
        assertThat(factors.isOn(ANN)).as("it goes with the account").isFalse();
    }
}
