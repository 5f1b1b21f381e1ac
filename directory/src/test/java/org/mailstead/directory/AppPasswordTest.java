package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.Town.PASSWORD;
import static org.mailstead.directory.Town.at;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.SaslMechanism;

class AppPasswordTest {
    private static final MailAddress ANN = at("ann@example.test");

    private final Town town = Town.withDomain();
    private final Account ann = town.account("ann@example.test");
    private final AppPasswords appPasswords = town.directory.appPasswords();

    private String make(String label, Set<Use> uses) {
        return appPasswords.make(ANN, label, uses, Optional.empty()).secret();
    }

    private SignIn signIn(String password, Use use) {
        return town.signIns.password("ann@example.test", password, Caller.of(use, InetAddress.getLoopbackAddress()));
    }

    private static SignIn.Reason reason(SignIn outcome) {
        return ((SignIn.Refused) outcome).reason();
    }

    private SignIn welcome(String device, Set<Use> uses) {
        return new SignIn.Welcome(ann, new Access(uses, device));
    }

    @Test
    void itOpensWhatItWasMadeFor() {
        String phone = make("Phone", AppPasswords.everything());
        assertThat(phone).matches("([a-z2-9]{4} ){3}[a-z2-9]{4}");
        assertThat(signIn(phone, Use.IMAP)).isEqualTo(welcome("Phone", AppPasswords.everything()));
        assertThat(signIn(phone, Use.SMTP)).isInstanceOf(SignIn.Welcome.class);
        String printer = make("Printer", AppPasswords.sending());
        assertThat(signIn(printer, Use.SMTP)).isEqualTo(welcome("Printer", Set.of(Use.SMTP)));
        assertThat(reason(signIn(printer, Use.IMAP))).isEqualTo(SignIn.Reason.NOT_FOR_THIS);
        assertThat(reason(signIn(printer, Use.WEB))).isEqualTo(SignIn.Reason.NOT_FOR_THIS);
        assertThat(signIn(PASSWORD, Use.IMAP)).as("the account's own").isEqualTo(new SignIn.Welcome(ann));
    }

    @Test
    void spacesCapitalsAndDashesDoNotMatter() {
        String phone = make("Phone", AppPasswords.everything());
        for (String typed : List.of(
                phone.replace(" ", ""),
                phone.toUpperCase(Locale.ROOT),
                " " + phone + " ",
                phone.replace(" ", "-"),
                phone.replace(" ", "\u00a0"),
                phone.replace(" ", " \u2013 "))) {
            assertThat(signIn(typed, Use.POP3)).as(typed).isInstanceOf(SignIn.Welcome.class);
        }
        assertThat(reason(signIn(phone.substring(1), Use.POP3))).isEqualTo(SignIn.Reason.WRONG_PASSWORD);
        assertThat(reason(signIn(phone + "a", Use.POP3))).isEqualTo(SignIn.Reason.WRONG_PASSWORD);
    }

    @Test
    void itCanBeProvedToo() {
        make("Other", AppPasswords.everything());
        String phone = make("Phone", AppPasswords.reading()).replace(" ", "");
        var client = new ScramClientOfOthers("ann@example.test", phone);
        assertThat(client.signIn(town.signIns.begin(
                        SaslMechanism.SCRAM_SHA_256,
                        new Channel(true, Map.of()),
                        List.of(SaslMechanism.SCRAM_SHA_256),
                        Caller.of(Use.IMAP, InetAddress.getLoopbackAddress()))))
                .isEqualTo(welcome("Phone", AppPasswords.reading()));
        assertThat(reason(client.signIn(town.signIns.begin(
                        SaslMechanism.SCRAM_SHA_256,
                        new Channel(true, Map.of()),
                        List.of(SaslMechanism.SCRAM_SHA_256),
                        Caller.of(Use.SMTP, InetAddress.getLoopbackAddress())))))
                .isEqualTo(SignIn.Reason.NOT_FOR_THIS);
    }

    @Test
    void takenBackItIsWorthlessAtOnce() {
        String phone = make("Phone", AppPasswords.everything());
        String tablet = make("Tablet", AppPasswords.everything());
        assertThat(signIn(phone, Use.IMAP)).isInstanceOf(SignIn.Welcome.class);
        assertThat(appPasswords.revoke(ANN, "phone").label()).isEqualTo("Phone");
        assertThat(reason(signIn(phone, Use.IMAP))).isEqualTo(SignIn.Reason.WRONG_PASSWORD);
        assertThat(signIn(tablet, Use.IMAP)).isInstanceOf(SignIn.Welcome.class);
        AppPassword left = appPasswords.of(ANN).getFirst();
        appPasswords.revoke(ANN, Long.toString(left.number()));
        assertThat(appPasswords.of(ANN)).isEmpty();
        AccountsTest.refused(Reason.UNKNOWN_PASSWORD, () -> appPasswords.revoke(ANN, "phone"), "app-password list");
    }

    @Test
    void itOutlivesTheAccountsOwnPassword() {
        String phone = make("Phone", AppPasswords.everything());
        town.directory.changePassword(ANN, "another password");
        assertThat(signIn(phone, Use.IMAP)).isInstanceOf(SignIn.Welcome.class);
        assertThat(reason(signIn(PASSWORD, Use.IMAP))).isEqualTo(SignIn.Reason.WRONG_PASSWORD);
    }

    @Test
    void itEndsWhenItWasSaidTo() {
        var until = Optional.of(town.clock.instant().plus(Duration.ofDays(1)));
        String guest =
                appPasswords.make(ANN, "Guest", AppPasswords.reading(), until).secret();
        assertThat(signIn(guest, Use.IMAP)).isInstanceOf(SignIn.Welcome.class);
        town.clock.advance(Duration.ofDays(1));
        assertThat(reason(signIn(guest, Use.IMAP))).isEqualTo(SignIn.Reason.EXPIRED);
        AccountsTest.refused(
                Reason.LIMIT, () -> appPasswords.make(ANN, "Late", AppPasswords.reading(), until), "a time to come");
    }

    @Test
    void itIsSeenByOtherProcessesAndGoesWithTheAccount() {
        String phone = make("Phone", AppPasswords.everything());
        SignIns others =
                town.open(new PasswordHashing(PasswordHashing.Cost.CHEAP)).signIns(SignInSettings.STANDARD);
        var caller = Caller.of(Use.IMAP, InetAddress.getLoopbackAddress());
        assertThat(others.password("ann", phone, caller)).isInstanceOf(SignIn.Welcome.class);
        town.directory.removeAccount(ANN);
        assertThat(reason(others.password("ann@example.test", phone, caller))).isEqualTo(SignIn.Reason.NO_SUCH_ACCOUNT);
        town.account("ann@example.test");
        assertThat(appPasswords.of(ANN)).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        make("Phone", AppPasswords.everything());
        AccountsTest.refused(
                Reason.ALREADY_EXISTS, () -> make(" PHONE ", AppPasswords.reading()), "Choose another name");
        AccountsTest.refused(Reason.BAD_NAME, () -> make("", AppPasswords.reading()), "the name of its device");
        AccountsTest.refused(
                Reason.BAD_NAME, () -> make("x".repeat(61), AppPasswords.reading()), "the name of its device");
        AccountsTest.refused(Reason.BAD_NAME, () -> make("a\nb", AppPasswords.reading()), "the name of its device");
        AccountsTest.refused(Reason.BAD_NAME, () -> make("Browser", Set.of(Use.WEB)), "never for the browser");
        AccountsTest.refused(Reason.BAD_NAME, () -> make("Nothing", Set.of()), "for reading");
        for (int i = 1; i < AppPassword.MOST; i++) make("Device " + i, AppPasswords.reading());
        AccountsTest.refused(Reason.LIMIT, () -> make("One more", AppPasswords.reading()), "Take back");
    }

    @Test
    void onlyWhatLooksLikeOneIsTakenForOne() {
        var random = new Random(5);
        for (int i = 0; i < 1000; i++) {
            String secret = AppPassword.generate(random);
            assertThat(AppPassword.typed(AppPassword.shown(secret))).contains(secret);
        }
        assertThat(AppPassword.typed("correct horse battery staple")).isEmpty();
        assertThat(AppPassword.typed("abcd efgh jkmn pqr1")).isEmpty();
        assertThat(AppPassword.typed("")).isEmpty();
        assertThat(AppPassword.typed("a".repeat(1_000_000))).isEmpty();
    }
}
