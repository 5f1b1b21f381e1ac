package org.mailstead.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.texts.Language;

/** What is common to all programs: which one it is, secrets, limits, errors. */
class ProgramFileTest {
    @TempDir
    private Path folder;

    private Path file(String name, String... lines) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private static List<Imported> read(Path path) throws UnreadableProgram {
        return ProgramFiles.programs().read(path);
    }

    private static String refusal(Path path) {
        var caught = catchThrowable(() -> read(path));
        assertThat(caught).isInstanceOf(UnreadableProgram.class);
        return String.valueOf(caught.getMessage());
    }

    /** By what is in them, under a name that says nothing. */
    @Test
    void filesOfAnyNameAreKnown() throws Exception {
        for (String each : List.of(
                "thunderbird/older.default/prefs.js",
                "mutt/pop.muttrc",
                "msmtprc",
                "mbsyncrc",
                "offlineimaprc",
                "getmailrc",
                "accounts.conf",
                "gitconfig",
                "postfix/main.cf",
                "claws/accountrc")) {
            var copy = folder.resolve("copy");
            Files.copy(ProgramFiles.file(each), copy, StandardCopyOption.REPLACE_EXISTING);
            var original = ProgramFiles.read(each);
            assertThat(read(copy)).as(each).hasSameSizeAs(original);
            assertThat(read(copy).getFirst().servers())
                    .as(each)
                    .isEqualTo(original.getFirst().servers());
            assertThat(read(copy).getFirst().program())
                    .isEqualTo(original.getFirst().program());
        }
    }

    /** Where systems that shut programs in have them, and the folders of people. */
    @Test
    void foldersAreKnown() throws Exception {
        String account = "account a\nhost smtp.example.org\nfrom a@example.org";
        file("snap/thunderbird/common/.thunderbird/profiles.ini", "[Profile0]", "IsRelative=1", "Path=x");
        Files.createDirectories(folder.resolve("snap/thunderbird/common/.thunderbird/x"));
        Files.copy(
                ProgramFiles.file("thunderbird/older.default/prefs.js"),
                folder.resolve("snap/thunderbird/common/.thunderbird/x/prefs.js"));
        assertThat(read(folder.resolve("snap/thunderbird"))).hasSize(3);
        assertThat(read(folder.resolve("snap/thunderbird/common/.thunderbird/x")))
                .hasSize(3);
        file("config/msmtp/config", account);
        assertThat(read(folder.resolve("config/msmtp")).getFirst().program()).isEqualTo("msmtp");
        file("config/git/config", "[sendemail]", "smtpserver = smtp.example.org");
        assertThat(read(folder.resolve("config/git")).getFirst().program()).isEqualTo("git send-email");
        file("home/.msmtprc", account);
        assertThat(read(folder.resolve("home")).getFirst().program()).isEqualTo("msmtp");
    }

    @Test
    void whatCannotBeReadIsToldWithWhatCan() throws IOException {
        var poem = file("poem.txt", "Roses are red");
        for (Path each : List.of(poem, folder, folder.resolve("none")))
            assertThat(refusal(each))
                    .contains(each.toString())
                    .contains("~/.thunderbird")
                    .contains("~/.msmtprc")
                    .contains("aerc");
        assertThat(refusal(file("prefs.js", "nothing"))).contains("sets no account");
    }

    @Test
    void errorsNameTheLine() throws IOException {
        assertThat(refusal(file(".msmtprc", "account a", "host h", "port 99999")))
                .endsWith(".msmtprc, line 3: \"99999\" is not a port. Ports are numbers from 1 to 65535.");
        assertThat(refusal(file(".msmtprc", "", "account b : a")))
                .contains(".msmtprc, line 2: the account \"a\" is not there above");
        assertThat(refusal(file(".mbsyncrc", "IMAPAccount a", "Host h", "TLSType SSL")))
                .contains(".mbsyncrc, line 3: \"SSL\" is no TLSType");
        assertThat(refusal(file(".gitconfig", "[sendemail]", "smtpserver = \"open")))
                .contains(".gitconfig, line 2: a quote is not closed");
        assertThat(refusal(file("main.cf", "a = $b", "b = $a", "relayhost = $a")))
                .contains("main.cf, line ")
                .contains("without end");
        assertThat(refusal(file(".offlineimaprc", "ssl = yes")))
                .contains("line 1: a setting stands before the first section");
    }

    /** Neither the words for people nor what stands in memory has one. */
    @Test
    void secretsAreNotTold() throws Exception {
        for (String name : ProgramFiles.ALL) {
            for (Imported each : ProgramFiles.read(name)) {
                String all = each + ImportText.of(each, Language.ENGLISH) + ImportText.of(each, Language.GERMAN);
                assertThat(all).as(name).doesNotContain("hunter2").doesNotContain("aHVudGVyMg");
            }
        }
    }

    @Test
    void secretsThatAllMayReadAreToldApart() throws Exception {
        var file = file(".msmtprc", "account a", "host smtp.example.org", "auth on", "user a", "password hunter2");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(read(file).getFirst().remarks())
                .extracting(Remark::kind)
                .contains(Kind.SECRET_IN_CLEAR)
                .doesNotContain(Kind.SECRET_FOR_ALL);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(read(file).getFirst().remarks())
                .extracting(Remark::kind)
                .contains(Kind.SECRET_IN_CLEAR, Kind.SECRET_FOR_ALL);
    }

    /** Each would leave a file behind if it were run. */
    @Test
    void nothingIsRun() throws Exception {
        var proof = folder.resolve("proof");
        String command = "touch " + proof;
        read(file(
                ".muttrc",
                "set folder=imaps://h.example imap_user=`" + command + "` imap_pass=\"`" + command + "`\"",
                "source \"" + command + "|\""));
        read(file(".msmtprc", "account a", "host h.example", "passwordeval " + command, "eval " + command));
        read(file(
                ".mbsyncrc",
                "IMAPAccount a",
                "Host h.example",
                "UserCmd \"" + command + "\"",
                "PassCmd \"" + command + "\""));
        read(file(
                ".offlineimaprc",
                "[Account a]",
                "remoterepository = r",
                "[Repository r]",
                "remotehost = h.example",
                "remotepasseval = __import__('os').system('" + command + "')"));
        read(file("accounts.conf", "[a]", "source = imaps://u@h.example", "source-cred-cmd = " + command));
        assertThat(proof).doesNotExist();
    }

    @Test
    void theEnvironmentGivesHarmlessNamesOnly() throws Exception {
        var programs = new ProgramFile(folder, Map.of("USER", "ann", "TOKEN", "hunter2"));
        file("more", "set from=ann@example.org");
        var account = programs.read(file(".muttrc", "set folder=imaps://$USER@h$TOKEN.example", "source ~/more"))
                .getFirst();
        assertThat(account.servers().getFirst().toString()).isEqualTo("IMAP h.example:993 SSL/TLS");
        assertThat(account.servers().getFirst().user()).isEqualTo("ann");
        assertThat(account.address()).isEqualTo("ann@example.org");
    }

    @Test
    void filesThatIncludeThemselvesEnd() throws Exception {
        var mutt = file(
                ".muttrc",
                "set folder=imaps://h.example",
                "source " + folder.resolve(".muttrc"),
                "source " + folder.resolve(".muttrc"));
        assertThat(read(mutt).getFirst().remarks()).extracting(Remark::kind).contains(Kind.NOT_FOLLOWED);
        var git = file(".gitconfig", "[include]", "path = .gitconfig", "[sendemail]", "smtpserver = h.example");
        assertThat(read(git).getFirst().remarks()).extracting(Remark::kind).contains(Kind.NOT_FOLLOWED);
    }

    @Test
    void valuesThatGrowAreStopped() throws IOException {
        var lines = new StringBuilder("set my_a=aaaaaaaaaaaaaaaa\n");
        for (int i = 0; i < 40; i++) lines.append("set my_a=$my_a$my_a\n");
        assertThat(refusal(file(".muttrc", lines.toString())))
                .contains(".muttrc, line ")
                .contains("Do variables name each other");
    }

    @Test
    void hugeFilesAreRefused() throws IOException {
        var file = folder.resolve("prefs.js");
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < 9; i++) out.write(new byte[1024 * 1024]);
        }
        assertThat(refusal(file)).contains("larger than the settings of any mail program");
        assertThatThrownBy(() -> read(Path.of("/dev/zero")))
                .isInstanceOf(UnreadableProgram.class)
                .hasMessageContaining("is not a file");
    }

    @Test
    void hostsThatAreNoneAreNotAsked() throws Exception {
        var account = read(file(
                        ".msmtprc", "account a", "host a b/c", "account b", "host mail.bücher.example", "tls on"))
                .getFirst();
        assertThat(account.name()).isEqualTo("b");
        assertThat(account.servers().getFirst().host()).isEqualTo("mail.xn--bcher-kva.example");
    }
}
