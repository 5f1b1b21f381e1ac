package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.gateway.Secrets.Kind;
import org.mailstead.gateway.Vault.DataKey;

class VaultTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Secrets SECRETS =
            new Secrets(Kind.REFRESH_TOKEN, "a-refresh-token", "a-client-secret", "ann@contoso.test", NOW, NOW);

    @TempDir
    Path folder;

    private final Random random = new Random(1);

    private Path file() {
        return folder.resolve("ann.vault");
    }

    private Vault vault() {
        return new Vault(file(), "ann@contoso.test", KeyCost.CHEAP, random);
    }

    private DataKey begun(Vault vault) throws Exception {
        DataKey key = vault.begin(SECRETS);
        vault.add(key, "Apple Mail", "one");
        vault.add(key, "mutt", "two");
        return key;
    }

    @Test
    void eachPasswordOpensTheSameSecrets() throws Exception {
        begun(vault());
        var later = vault();
        for (String password : new String[] {"one", "two"}) {
            var opened = later.open(password).orElseThrow();
            assertThat(opened.label()).isEqualTo(password.equals("one") ? "Apple Mail" : "mutt");
            assertThat(later.secrets(opened.key())).isEqualTo(SECRETS);
        }
        assertThat(later.open("three")).isEmpty();
        assertThat(later.open("")).isEmpty();
    }

    @Test
    void whatOneProgramRenewsAllHave() throws Exception {
        begun(vault());
        var vault = vault();
        vault.keep(SECRETS.renewed("another", NOW));
        assertThat(vault.secrets(vault.open("two").orElseThrow().key()).text()).isEqualTo("another");
    }

    @Test
    void whoSignsInAgainNeedsNoPasswordAndAllStayGood() throws Exception {
        begun(vault());
        vault().keep(SECRETS.renewed("of the new sign-in", NOW));
        for (String password : new String[] {"one", "two"}) {
            var opened = vault().open(password).orElseThrow();
            assertThat(vault().secrets(opened.key()).text()).isEqualTo("of the new sign-in");
        }
    }

    @Test
    void aPasswordThatWasTakenBackOpensNothing() throws Exception {
        begun(vault());
        assertThat(vault().remove("mutt")).isTrue();
        assertThat(vault().remove("mutt")).isFalse();
        assertThat(vault().open("two")).isEmpty();
        assertThat(vault().open("one")).isPresent();
        assertThat(vault().labels()).containsExactly("Apple Mail");
    }

    @Test
    void aNewPasswordTakesThePlaceOfTheOldOne() throws Exception {
        DataKey key = begun(vault());
        vault().add(key, "mutt", "three");
        assertThat(vault().open("two")).isEmpty();
        assertThat(vault().open("three")).isPresent();
        assertThat(vault().labels()).containsExactly("Apple Mail", "mutt");
    }

    @Test
    void nothingSecretStandsInTheFile() throws Exception {
        begun(vault());
        String text = Files.readString(file());
        assertThat(text)
                .doesNotContain("a-refresh-token", "a-client-secret", "one\n", "YS1yZWZyZXNo")
                .startsWith("mailstead-vault 1\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(SECRETS.toString()).doesNotContain("token-", "secret");
    }

    @Test
    void whateverByteIsChangedItIsNoticed() throws Exception {
        begun(vault());
        String text = Files.readString(file());
        for (int at = 0; at < text.length(); at++) {
            char other = text.charAt(at) == 'A' ? 'B' : 'A';
            Files.writeString(file(), text.substring(0, at) + other + text.substring(at + 1));
            assertThatThrownBy(() -> vault().open("one"))
                    .as("changed at " + at)
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining(file().toString())
                    .hasMessageContaining("sign in again: mailstead gateway add ann@contoso.test");
        }
    }

    /** Who knows the format can make the sum right again, but not what is sealed. */
    @Test
    void partsOfOtherVaultsDoNotOpen() throws Exception {
        begun(vault());
        var mine = VaultFile.parse(Files.readString(file()));
        DataKey other = vault().begin(SECRETS.renewed("of somebody else", NOW));
        vault().add(other, "Apple Mail", "one");
        var theirs = VaultFile.parse(Files.readString(file()));
        var mixed = mine.with(theirs.secrets());
        Files.writeString(file(), mixed.print());
        var opened = vault().open("one").orElseThrow();
        assertThatThrownBy(() -> vault().secrets(opened.key()))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("was tampered with");
        // Nor with a key that agrees with everybody on nothing.
        var nothing = new VaultFile(mine.account(), mine.cost(), mine.salt(), new byte[32], mine.keys(), new byte[100]);
        Files.writeString(file(), nothing.print());
        assertThatThrownBy(() -> vault().keep(SECRETS)).hasMessageContaining("was tampered with");
        assertThatThrownBy(() -> vault().secrets(opened.key())).hasMessageContaining("was tampered with");
        var swapped = mine.with(mine.keys().stream()
                .map(each -> new VaultFile.Wrapped("mutt", each.key()))
                .toList());
        Files.writeString(file(), swapped.print());
        assertThat(vault().open("one")).isEmpty();
    }

    @Test
    void theVaultOfAnotherAccountIsNotTaken() throws Exception {
        begun(vault());
        var bob = new Vault(file(), "bob@contoso.test", KeyCost.CHEAP, new Random(1));
        assertThatThrownBy(() -> bob.open("one"))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("is that of ann@contoso.test");
    }

    @Test
    void fileThatAsksForTooMuchMemoryIsRefused() throws Exception {
        begun(vault());
        String text = Files.readString(file()).replace("m=8,", "m=9999999,");
        int sum = text.lastIndexOf("sum ");
        Files.writeString(file(), text.substring(0, sum));
        assertThatThrownBy(() -> vault().open("one")).isInstanceOf(VaultException.class);
        Files.writeString(file(), "mailstead-vault 2\n");
        assertThatThrownBy(() -> vault().open("one")).hasMessageContaining("is of a newer version");
        Files.writeString(file(), "x".repeat(VaultFile.MOST_BYTES + 1));
        assertThatThrownBy(() -> vault().open("one")).hasMessageContaining("too large");
        Files.delete(file());
        assertThatThrownBy(() -> vault().open("one")).hasMessageContaining("cannot be read");
    }

    @Test
    void thereAreOnlySoManyPasswords() throws Exception {
        DataKey key = vault().begin(SECRETS);
        for (int i = 0; i < VaultFile.MOST_KEYS; i++) vault().add(key, "program " + i, "password " + i);
        assertThatThrownBy(() -> vault().add(key, "one more", "password")).hasMessageContaining("take one back first");
        assertThat(vault().open("password 49")).isPresent();
        assertThat(Files.size(file())).isLessThan(VaultFile.MOST_BYTES);
    }

    @Test
    void passwordsAreTakenAsPeopleTypeThem() {
        String made = LocalPassword.make(new Random(3));
        assertThat(made).matches("([a-z2-9]{4}-){3}[a-z2-9]{4}");
        String canonical = LocalPassword.canonical(made);
        for (String typed : new String[] {
            made, made.replace('-', ' '), made.replace("-", ""), made.toUpperCase(java.util.Locale.ROOT), made + " "
        }) assertThat(LocalPassword.canonical(typed)).isEqualTo(canonical);
    }
}
