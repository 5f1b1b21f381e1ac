package org.mailstead.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.exports.Export.ExportFile;
import org.mailstead.exports.Exports;
import org.mailstead.exports.UnfitSettings;
import org.mailstead.exports.Wish;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Secret;
import org.mailstead.texts.Language;

/** What is exported for a program is read back to the same servers. */
class RoundTripTest {
    private static final List<String> PROGRAMS =
            List.of("neomutt", "msmtp", "mbsync", "offlineimap", "getmail", "aerc", "git", "postfix");

    @TempDir
    private Path folder;

    private static AccountSettings account(Security reading, Security sending, String user, List<Secret> secrets) {
        boolean readsByTls = reading == Security.TLS;
        return new AccountSettings(
                "ann@example.org",
                "Ann \"Q\" Example",
                List.of(
                        new MailServer(Protocol.IMAP, "imap.example.org", readsByTls ? 993 : 143, reading, user),
                        new MailServer(
                                Protocol.SMTP, "smtp.example.org", sending == Security.TLS ? 465 : 587, sending, user)),
                secrets);
    }

    /** Empty where the program cannot be set to that. */
    private Optional<Imported> there(String program, AccountSettings account) throws IOException {
        try {
            var files = Exports.of(program)
                    .orElseThrow()
                    .export(account, Wish.in(Language.ENGLISH))
                    .files();
            for (ExportFile each : files) {
                // Where Postfix has it, only root may put files.
                String text = each.text().replace("/etc/postfix/", folder + "/");
                Files.writeString(folder.resolve(each.name()), text);
            }
            var found = new ProgramFile(folder, Map.of())
                    .read(folder.resolve(files.getFirst().name()));
            assertThat(found).as(program).hasSize(1);
            return Optional.of(found.getFirst());
        } catch (UnfitSettings e) {
            return Optional.empty();
        } catch (UnreadableProgram e) {
            throw new AssertionError(program + ": " + e.getMessage(), e);
        }
    }

    private static List<MailServer> wanted(String program, AccountSettings account) {
        return switch (program) {
            case "msmtp", "git", "postfix" -> List.of(account.outgoing().orElseThrow());
            case "mbsync", "offlineimap", "getmail" ->
                List.of(account.incoming().orElseThrow());
            default -> account.servers();
        };
    }

    @Test
    void serversComeBack() throws IOException {
        for (String program : PROGRAMS) {
            int written = 0;
            for (Security reading : List.of(Security.TLS, Security.STARTTLS))
                for (Security sending : List.of(Security.TLS, Security.STARTTLS))
                    for (String user : List.of("ann@example.org", "DOM\\ann", "a\"n'n $x `id` %s #1", "jürgen")) {
                        var account = account(reading, sending, user, List.of(Secret.PASSWORD));
                        var found = there(program, account);
                        if (found.isEmpty()) continue;
                        written++;
                        assertThat(found.get().servers()).as(program).isEqualTo(wanted(program, account));
                        assertThat(found.get().oauth()).as(program).isFalse();
                        assertThat(found.get().secret().kind()).as(program).isNotEqualTo(SecretPlace.Kind.CLEAR);
                    }
            assertThat(written).as(program).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void tokensComeBack() throws IOException {
        for (String program : PROGRAMS) {
            if (program.equals("git")) continue;
            var account = account(Security.TLS, Security.STARTTLS, "ann@example.org", List.of(Secret.BROWSER));
            var found = there(program, account);
            assertThat(found).as(program).isPresent();
            assertThat(found.get().oauth()).as(program).isTrue();
            assertThat(found.get().servers()).as(program).isEqualTo(wanted(program, account));
        }
    }

    @Test
    void addressesComeBack() throws IOException {
        for (String program : Stream.of("neomutt", "msmtp", "aerc", "git").toList()) {
            var account = account(Security.TLS, Security.TLS, "ann", List.of(Secret.PASSWORD));
            assertThat(there(program, account).map(Imported::address))
                    .as(program)
                    .contains("ann@example.org");
        }
    }
}
