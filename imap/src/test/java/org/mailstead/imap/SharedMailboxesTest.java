package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.Account;
import org.mailstead.directory.MailAddress;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.Grantee;
import org.mailstead.mailbox.Grants.Change;
import org.mailstead.mailbox.Grants.Mode;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Rights;

class SharedMailboxesTest {
    private static final Actor BY = new Actor("test", "", "");

    private final ImapFixture fixture = new ImapFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private Account account(String address) {
        return fixture.directory.addAccount(MailAddress.of(address), "long enough");
    }

    @Test
    void theRepairBringsWhatACrashLeftOut() {
        String domain = fixture.directory.domains().getFirst();
        Account owner = account("owner@" + domain);
        Account reader = account("reader@" + domain);
        MailAccount mail = fixture.mail.account(owner.id().value());
        var inbox = mail.mailbox(MailboxName.INBOX).orElseThrow().id();
        var everything = new Change(Grantee.account(reader.id().value()), false, Mode.REPLACE, Rights.ALL);
        mail.access().change(inbox, everything, BY);
        assertThat(fixture.directory.sharing().sharingWith(reader.id())).isEmpty();
        SharedMailboxes.repair(fixture.directory, fixture.mail);
        assertThat(fixture.directory.sharing().sharingWith(reader.id())).containsExactly(owner);
        assertThat(fixture.mail.isInUse(reader.id().value()))
                .as("the repair makes no mailboxes")
                .isFalse();
        mail.access().remove(inbox, everything.grantee(), false, BY);
        SharedMailboxes.repair(fixture.directory, fixture.mail);
        assertThat(fixture.directory.sharing().sharingWith(reader.id())).isEmpty();
    }

    @Test
    void namesLeadToTheirOwnerAndBack() {
        var ann = MailAddress.of("ann@example.test");
        var name = MailboxName.of("Projects/2026").orElseThrow();
        MailboxName shown = SharedName.shown(ann, name).orElseThrow();
        assertThat(shown).hasToString("Shared/ann@example.test/Projects/2026");
        assertThat(SharedName.of(shown)).hasValueSatisfying(shared -> {
            assertThat(shared.owner()).isEqualTo(ann);
            assertThat(shared.rest()).contains(name);
        });
        assertThat(canonical("Shared/ANN@Example.test/inbox")).isEqualTo("Shared/ann@example.test/INBOX");
        assertThat(canonical("Shared/own")).isEqualTo("Shared/own");
        assertThat(canonical("shared/ann@example.test/x")).isEqualTo("shared/ann@example.test/x");
    }

    private static String canonical(String typed) {
        return SharedName.canonical(MailboxName.of(typed).orElseThrow()).toString();
    }

    @Test
    void aSlashInAnAddressIsNoLevel() {
        var odd = MailAddress.of("a/b@example.test");
        MailboxName shown = SharedName.shown(odd, MailboxName.INBOX).orElseThrow();
        assertThat(shown).hasToString("Shared/a\u2215b@example.test/INBOX");
        assertThat(SharedName.of(shown).map(SharedName::owner)).contains(odd);
    }

    @Test
    void whatIsTooLongIsNotShown() {
        var ann = MailAddress.of("ann@example.test");
        MailboxName longest = MailboxName.of("x".repeat(MailboxName.MAX_BYTES)).orElseThrow();
        assertThat(SharedName.shown(ann, longest)).isEmpty();
        assertThat(SharedName.of(MailboxName.of("Shared/ann@example.test").orElseThrow()))
                .hasValueSatisfying(shared -> assertThat(shared.rest()).isEmpty());
    }
}
