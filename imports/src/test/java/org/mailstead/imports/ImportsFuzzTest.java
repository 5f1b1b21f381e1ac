package org.mailstead.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.settings.MailServer;
import org.mailstead.testkit.Mutator;
import org.mailstead.texts.Language;

/** Files of programs, as damaged as can be: accounts with servers that can be asked, or a refusal in words. */
class ImportsFuzzTest {
    private static final List<String> WORDS = List.of(
            "\"",
            "'",
            "\\",
            "\\\n",
            "`",
            "$",
            "${",
            "|",
            ";",
            "#",
            "[",
            "]",
            "=",
            ":",
            "//",
            "/*",
            "*/",
            "%%",
            "\n ",
            "\r\n",
            "\u2028",
            "\u0000",
            "65536",
            "-1",
            "source ",
            "include",
            "$my_server",
            "imaps://",
            "account x : ",
            "user_pref(",
            "set ",
            "mail.server.server1.");

    @TempDir
    private Path folder;

    private void fuzz(int seed, String name, Supplier<ProgramSettings> settings, String... seeds) {
        var good = List.of(seeds).stream()
                .map(each -> bytes(ProgramFiles.file(each)))
                .toList();
        Mutator.run(seed, 400, good, WORDS, bytes -> {
            var file = folder.resolve(name);
            try {
                Files.write(file, bytes);
                settings.get()
                        .read(file, new Reading(folder, Map.of("USER", "ann")))
                        .forEach(ImportsFuzzTest::isSound);
                new ProgramFile(folder, Map.of()).read(file).forEach(ImportsFuzzTest::isSound);
            } catch (UnreadableProgram e) {
                assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(2500).doesNotContainPattern("\\p{Cntrl}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void isSound(Imported account) {
        for (MailServer each : account.servers()) {
            assertThat(each.host()).matches("[a-z0-9_:][a-z0-9._:-]*").hasSizeLessThan(256);
            assertThat(each.port()).isBetween(1, 65_535);
            assertThat(each.user()).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(501);
        }
        for (Language each : Language.values())
            assertThat(ImportText.of(account, each).replace("\n", "")).doesNotContainPattern("\\p{Cntrl}|\u2028");
    }

    @Test
    void thunderbird() {
        fuzz(
                81,
                "prefs.js",
                Thunderbird::new,
                "thunderbird/older.default/prefs.js",
                "thunderbird/k3x1b2aa.default-esr/prefs.js");
    }

    @Test
    void thunderbirdProfiles() {
        fuzz(82, "profiles.ini", ThunderbirdProfiles::new, "thunderbird/profiles.ini");
    }

    @Test
    void mutt() {
        fuzz(83, "muttrc", Mutt::new, "mutt/neomuttrc", "mutt/pop.muttrc", "mutt/accounts/work.rc");
    }

    @Test
    void msmtp() {
        fuzz(84, "msmtprc", Msmtp::new, "msmtprc");
    }

    @Test
    void mbsync() {
        fuzz(85, "mbsyncrc", Mbsync::new, "mbsyncrc");
    }

    @Test
    void python() {
        fuzz(86, "getmailrc", Getmail::new, "getmailrc", "offlineimaprc");
        fuzz(87, "offlineimaprc", OfflineImap::new, "offlineimaprc", "getmailrc");
    }

    @Test
    void aerc() {
        fuzz(88, "accounts.conf", Aerc::new, "accounts.conf");
    }

    @Test
    void git() {
        fuzz(89, "gitconfig", GitSendEmail::new, "gitconfig");
    }

    @Test
    void postfix() {
        fuzz(90, "main.cf", Postfix::new, "postfix/main.cf");
    }

    @Test
    void evolution() {
        String uid = "evolution/sources/1700000000.1.";
        fuzz(91, "a.source", Evolution::new, uid + "1@box.source", uid + "2@box.source", uid + "3@box.source");
    }

    @Test
    void claws() {
        fuzz(92, "accountrc", Claws::new, "claws/accountrc");
    }
}
