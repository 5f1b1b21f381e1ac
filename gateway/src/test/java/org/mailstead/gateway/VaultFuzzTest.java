package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.gateway.Secrets.Kind;
import org.mailstead.testkit.Mutator;

/** Whatever was done to a vault, with its sum made right again or not: it is read as it was, or refused in words. */
class VaultFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Secrets SECRETS = new Secrets(Kind.REFRESH_TOKEN, "a-refresh-token", "", "", NOW, NOW);

    @TempDir
    Path folder;

    @Test
    void itIsReadAsItWasOrRefused() throws Exception {
        Path file = folder.resolve("vault");
        var vault = new Vault(file, "ann@contoso.test", KeyCost.CHEAP, new Random(1));
        vault.add(vault.begin(SECRETS), "mutt", "password");
        List<byte[]> seeds = List.of(Files.readAllBytes(file));
        var words = List.of(
                "key ", "secrets ", "account ", "argon2id ", "m=8,t=1,p=1", "m=65537,", "p=0", "sum ", "AAAA", "=");
        Mutator.run(59, 1_500, seeds, words, input -> {
            String text = new String(input, StandardCharsets.ISO_8859_1);
            look(vault, file, text);
            int sum = text.lastIndexOf("sum ");
            if (sum > 0) look(vault, file, VaultFile.withSum(text.substring(0, sum)));
        });
    }

    private static void look(Vault vault, Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.ISO_8859_1);
            var opened = vault.open("password");
            if (opened.isPresent())
                assertThat(vault.secrets(opened.get().key())).isEqualTo(SECRETS);
        } catch (VaultException e) {
            assertThat(e).hasMessageStartingWith("The vault ").hasMessageContaining("gateway add ann@contoso.test");
            assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
