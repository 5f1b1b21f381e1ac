package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.Town.at;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.DirectoryException.Reason;

class InvitesTest {
    private static final MailAddress ANN = at("ann@example.test");

    private final Town town = Town.withDomain();
    private final Account ann = town.account("ann@example.test");
    private final Invites invites = town.directory.invites();

    private static void refused(Reason reason, ThrowableAssert.ThrowingCallable what) {
        Assertions.assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(what)
                .matches(e -> e.reason() == reason, "reason " + reason);
    }

    @Test
    void opensOnce() {
        String link = invites.make(ANN, Invites.GOOD_FOR);
        assertThat(link).matches("[a-z2-7]{20}\\.[A-Za-z0-9_-]{24}");
        assertThat(invites.look(link)).contains(ann);
        assertThat(invites.look(link)).as("looking does not use it up").contains(ann);
        assertThat(invites.use(link)).contains(ann);
        assertThat(invites.use(link)).isEmpty();
        assertThat(invites.look(link)).isEmpty();
        assertThat(town.open(new PasswordHashing(PasswordHashing.Cost.CHEAP))
                        .invites()
                        .use(link))
                .as("nor after a restart")
                .isEmpty();
    }

    @Test
    void othersOpenNothing() {
        String link = invites.make(ANN, Invites.GOOD_FOR);
        String secret = link.substring(link.indexOf('.') + 1);
        town.account("bob@example.test");
        String bob = town.directory
                .account(at("bob@example.test"))
                .orElseThrow()
                .id()
                .value();
        for (String wrong : List.of(
                "",
                ".",
                secret,
                "." + secret,
                bob + "." + secret,
                link + "x",
                link.substring(1),
                link.toUpperCase(java.util.Locale.ROOT),
                "a/b." + secret,
                "x".repeat(5000) + "." + secret))
            assertThat(invites.use(wrong)).as(wrong).isEmpty();
        assertThat(invites.use(link)).contains(ann);
    }

    @Test
    void endsByItselfAndCanBeTakenBack() {
        String link = invites.make(ANN, Duration.ofDays(2));
        town.clock.advance(Duration.ofDays(2));
        assertThat(invites.use(link)).isEmpty();
        String other = invites.make(ANN, Duration.ofDays(2));
        assertThat(invites.revokeAll(ANN)).isEqualTo(1);
        assertThat(invites.use(other)).isEmpty();
    }

    @Test
    void areLimited() {
        for (int i = 0; i < Invites.MOST; i++) invites.make(ANN, Duration.ofDays(1));
        refused(Reason.LIMIT, () -> invites.make(ANN, Duration.ofDays(1)));
        town.clock.advance(Duration.ofDays(1));
        assertThat(invites.make(ANN, Duration.ofDays(1)))
                .as("those that are over do not count")
                .isNotEmpty();
        refused(Reason.LIMIT, () -> invites.make(ANN, Invites.LONGEST.plusDays(1)));
        refused(Reason.LIMIT, () -> invites.make(ANN, Duration.ZERO));
        refused(Reason.UNKNOWN_ACCOUNT, () -> invites.make(at("nobody@example.test"), Duration.ofDays(1)));
    }

    @Test
    void goWithTheAccount() {
        String link = invites.make(ANN, Duration.ofDays(1));
        town.directory.removeAccount(ANN);
        town.account("ann@example.test");
        assertThat(invites.use(link)).isEmpty();
        assertThat(invites.revokeAll(ANN)).isZero();
    }
}
