package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.directory.Town.at;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.Made;
import org.mailstead.directory.DirectoryRow.AccountRow;
import org.mailstead.store.RowWriter;

class HiddenCapabilitiesTest {
    private static final MailAddress ANN = at("ann@example.test");

    private final Town town = Town.withDomain();
    private final HiddenCapabilities hidden = town.directory.hiddenCapabilities();
    private final Account ann = town.account("ann@example.test");

    @Test
    void namesAreHiddenAndShownAgain() {
        assertThat(hidden.of(ann.id())).isEmpty();
        assertThat(hidden.change(ANN, Set.of("uidonly", "IDLE"), Set.of())).containsExactly("IDLE", "UIDONLY");
        assertThat(hidden.change(ANN, Set.of("RIGHTS=kxte"), Set.of("Idle", "MOVE")))
                .containsExactly("RIGHTS=KXTE", "UIDONLY");
        assertThat(hidden.of(ann.id())).containsExactlyInAnyOrder("RIGHTS=KXTE", "UIDONLY");
        assertThat(hidden.of(ANN)).isEqualTo(hidden.of(ann.id()));
    }

    @Test
    void otherChangesOfTheAccountLeaveThem() {
        hidden.change(ANN, Set.of("UIDONLY"), Set.of());
        town.directory.changePassword(ANN, "another long one");
        town.directory.setAdministrator(ANN, true);
        assertThat(hidden.of(ann.id())).containsExactly("UIDONLY");
        town.account("bob@example.test");
        assertThat(hidden.of(at("bob@example.test"))).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        refused(Reason.UNKNOWN_ACCOUNT, at("nobody@example.test"), "IDLE");
        refused(Reason.BAD_NAME, ANN, "");
        refused(Reason.BAD_NAME, ANN, "TWO WORDS");
        refused(Reason.BAD_NAME, ANN, "X".repeat(100));
        refused(Reason.BAD_NAME, ANN, "X\r\nY");
        var many = new TreeSet<String>();
        for (int i = 0; i <= HiddenCapabilities.MOST; i++) many.add("X" + i);
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> hidden.change(ANN, many, Set.of()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT));
        assertThat(hidden.of(ANN)).isEmpty();
    }

    private void refused(Reason reason, MailAddress account, String name) {
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> hidden.change(account, Set.of(name), Set.of()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void anAccountThatIsGoneHidesNothing() {
        hidden.change(ANN, Set.of("UIDONLY"), Set.of());
        town.directory.removeAccount(ANN);
        assertThat(hidden.of(ann.id())).isEmpty();
    }

    @Test
    void theRowOfBeforeIsReadAndHidesNothing() {
        byte[] old = new RowWriter()
                .varint(1)
                .string("ann@example.test")
                .string("$hash")
                .varint(3)
                .varint(1)
                .bool(true)
                .varint(1_000)
                .toBytes();
        assertThat(AccountRow.decode(old))
                .isEqualTo(new AccountRow(
                        ANN, "$hash", new Made(3, 1), true, Instant.ofEpochSecond(1_000), new TreeSet<>(), false));
    }
}
