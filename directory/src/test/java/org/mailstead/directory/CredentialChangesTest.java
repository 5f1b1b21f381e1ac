package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.Town.at;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.CredentialChanges.TakenBack;

class CredentialChangesTest {
    private static final MailAddress ANN = at("ann@example.test");

    private final Town town = Town.withDomain();
    private final Account ann = town.account("ann@example.test");

    private CredentialChanges changes() {
        return town.directory.credentialChanges(ann.id());
    }

    private Instant later() {
        town.clock.advance(Duration.ofHours(1));
        return town.clock.instant();
    }

    private void makeAndRevoke(String label) {
        town.directory.appPasswords().make(ANN, label, AppPasswords.everything(), Optional.empty());
        town.directory.appPasswords().revoke(ANN, label);
    }

    @Test
    void whatWasChangedAndTakenBackIsKnown() {
        assertThat(changes()).isEqualTo(CredentialChanges.NONE);
        Instant changed = later();
        town.directory.changePassword(ANN, "another long one");
        Instant gone = later();
        makeAndRevoke("Phone");
        assertThat(changes().password()).contains(changed);
        assertThat(changes().takenBack()).containsExactly(new TakenBack("Phone", gone));
        Instant removed = later();
        town.directory.removePassword(ANN);
        assertThat(changes().password()).contains(removed);
        town.directory.removeAccount(ANN);
        assertThat(changes()).isEqualTo(CredentialChanges.NONE);
    }

    /** Signing in makes the hash anew when its cost has risen: the password is still the same. */
    @Test
    void aNewHashOfTheSamePasswordIsNoChange() {
        Directory dearer = town.open(new PasswordHashing(new PasswordHashing.Cost(16, 2, 1)));
        assertThat(dearer.signIns(SignInSettings.STANDARD)
                        .password("ann", Town.PASSWORD, Caller.of(Use.IMAP, InetAddress.getLoopbackAddress())))
                .isInstanceOf(SignIn.Welcome.class);
        assertThat(changes()).isEqualTo(CredentialChanges.NONE);
    }

    @Test
    void onlyTheNewestAreKept() {
        for (int i = 0; i < CredentialChanges.MOST + 5; i++) makeAndRevoke("Device " + i);
        assertThat(changes().takenBack()).hasSize(CredentialChanges.MOST);
        assertThat(changes().takenBack().getFirst().label()).isEqualTo("Device " + (CredentialChanges.MOST + 4));
    }
}
