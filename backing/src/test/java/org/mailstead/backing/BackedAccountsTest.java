package org.mailstead.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.Account;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.Resolution;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.Habits;
import org.mailstead.gateway.Secrets;
import org.mailstead.gateway.VaultException;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;

/** What is kept of accounts whose mailbox is at a provider, and what becomes of it in the wrong hands. */
class BackedAccountsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String TOKEN = "the-refresh-token-of-ann";

    @TempDir
    Path folder = Path.of("");

    private Directory directory;
    private Account ann;
    private Account bob;
    private BackedAccounts kept;

    @BeforeEach
    void open() {
        var store = new MemoryStore(Clock.systemUTC());
        directory = new Directory(
                store,
                new PartitionWriter(store, new Random(1)),
                new PasswordHashing(PasswordHashing.Cost.CHEAP),
                Clock.systemUTC(),
                new Random(2));
        directory.addDomain("contoso.test");
        ann = directory.addAccount(new MailAddress("ann", "contoso.test"), "ann-secret");
        bob = directory.addAccount(new MailAddress("bob", "contoso.test"), "bob-secret");
        kept = again();
    }

    private BackedAccounts again() {
        return new BackedAccounts(directory, folder, new Random(3));
    }

    private static GatewayAccount settings(String host) {
        var server = new MailServer(Protocol.IMAP, host, 993, Security.TLS, "ann@contoso.test");
        return new GatewayAccount("ann@contoso.test", List.of(server), Optional.empty(), "", Habits.NONE);
    }

    private static Secrets secrets(String text, Instant since) {
        return new Secrets(Secrets.Kind.REFRESH_TOKEN, text, "", "ann@contoso.test", since, since);
    }

    private static Backing signedIn() {
        return new Backing(settings("outlook.contoso.test"), Optional.of(secrets(TOKEN, NOW)));
    }

    private byte[] row(Account account) {
        return directory.backings().of(account.id()).orElseThrow();
    }

    private void unreadable(Account account, String why) {
        assertThatThrownBy(() -> kept.secrets(account.id()))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("mailstead account back " + account.address());
    }

    @Test
    void whatIsKeptIsReadAgainAndNobodyReadsItInTheStore() throws Exception {
        kept.put(ann, signedIn());
        kept = again();
        assertThat(kept.secrets(ann.id())).isEqualTo(secrets(TOKEN, NOW));
        assertThat(kept.settings(ann.id())).contains(settings("outlook.contoso.test"));
        assertThat(kept.all()).containsExactly(ann);
        assertThat(new String(row(ann), StandardCharsets.ISO_8859_1)).doesNotContain(TOKEN);
        Path key = folder.resolve(BackingKey.NAME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void aRowThatWasTamperedWithOpensNothing() throws Exception {
        kept.put(ann, signedIn());
        byte[] row = row(ann);
        for (int at = row.length - 40; at < row.length; at++) {
            byte[] changed = row.clone();
            changed[at] ^= 1;
            directory.backings().put(ann.address(), changed);
            assertThatThrownBy(() -> kept.secrets(ann.id())).isInstanceOf(VaultException.class);
        }
        directory.backings().put(ann.address(), row);
        assertThat(kept.secrets(ann.id()).text()).isEqualTo(TOKEN);
    }

    @Test
    void theTokenOfOneIsNotShownForAnotherNorToOtherServers() throws Exception {
        kept.put(ann, signedIn());
        directory.backings().put(bob.address(), row(ann));
        unreadable(bob, "tampered");
        Backing.Row row = Backing.Row.read(row(ann));
        directory
                .backings()
                .put(
                        ann.address(),
                        Backing.Row.write(settings("imap.thief.test").write(), row.sealed()));
        unreadable(ann, "tampered");
    }

    @Test
    void withoutItsKeyNothingOpensAndSigningInAnewMendsIt() throws Exception {
        kept.put(ann, signedIn());
        Files.delete(folder.resolve(BackingKey.NAME));
        unreadable(ann, "is missing");
        Files.writeString(folder.resolve(BackingKey.NAME), "no key\n");
        unreadable(ann, "is damaged");
        Files.delete(folder.resolve(BackingKey.NAME));
        kept.put(ann, signedIn());
        assertThat(kept.secrets(ann.id()).text()).isEqualTo(TOKEN);
    }

    @Test
    void whatIsRenewedDoesNotReplaceANewerSignIn() throws Exception {
        kept.put(ann, signedIn());
        kept.renewed(ann.id(), secrets("the next one", NOW));
        assertThat(kept.secrets(ann.id()).text()).isEqualTo("the next one");
        Instant later = NOW.plusSeconds(60);
        kept.put(ann, new Backing(settings("outlook.contoso.test"), Optional.of(secrets("of a new sign-in", later))));
        kept.renewed(ann.id(), secrets("that came late", NOW));
        assertThat(kept.secrets(ann.id()).text()).isEqualTo("of a new sign-in");
        kept.remove(ann);
        kept.renewed(ann.id(), secrets("that came too late", later));
        assertThat(kept.settings(ann.id())).isEmpty();
    }

    @Test
    void mailGoesOnToTheProviderOfABackedAccount() throws Exception {
        directory.addAlias(new MailAddress("sales", "contoso.test"), List.of(ann.address(), bob.address()));
        kept.put(ann, new Backing(settings("outlook.contoso.test"), Optional.empty()));
        assertThat(directory.resolve(ann.address())).isEqualTo(new Resolution.Backed(ann));
        assertThat(directory.resolve(new MailAddress("ann+x", "contoso.test"))).isEqualTo(new Resolution.Backed(ann));
        var sales = (Resolution.Local) directory.resolve(new MailAddress("sales", "contoso.test"));
        assertThat(sales.accounts()).containsExactly(bob);
        assertThat(sales.onward()).extracting(Resolution.Onward::to).containsExactly(ann.address());
        // The first account made would be postmaster, but nobody reads what is kept here of it.
        var postmaster = (Resolution.Local) directory.resolve(new MailAddress("postmaster", "contoso.test"));
        assertThat(postmaster.accounts()).isEmpty();
        assertThat(kept.remove(ann)).isTrue();
        assertThat(kept.remove(ann)).isFalse();
        assertThat(directory.resolve(ann.address())).isEqualTo(new Resolution.Local(List.of(ann)));
    }

    @Test
    void anAccountThatIsRemovedLeavesNothing() throws Exception {
        kept.put(ann, signedIn());
        directory.removeAccount(ann.address());
        assertThat(directory.backings().all()).isEmpty();
    }
}
