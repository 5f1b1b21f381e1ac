package org.mailstead.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.exports.Export.ExportFile;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Secret;
import org.mailstead.testkit.Mutator;
import org.mailstead.texts.Language;

/** Settings come from documents of others: whatever stands in them becomes no other line of a program's configuration. */
class ExportsFuzzTest {
    private static final List<String> WORDS = List.of(
            "\n", "\r", "\"", "\\", "'", "`id`", "$(id)", "%U", "%(a)s", "#", ";", "]", "]]>", "<!--", "\u2028",
            "\u0085", "@", ":", "ж");

    private static AccountSettings account(String user, String name, String host) {
        return new AccountSettings(
                "ann@example.org",
                name,
                List.of(
                        new MailServer(Protocol.IMAP, host, 993, Security.TLS, user),
                        new MailServer(Protocol.SMTP, host, 587, Security.STARTTLS, user)),
                List.of(Secret.PASSWORD));
    }

    private static Optional<List<ExportFile>> files(ExportProgram program, AccountSettings account) {
        try {
            return Optional.of(program.export(account, Wish.in(Language.GERMAN)).files());
        } catch (UnfitSettings e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContainPattern("\\p{Cntrl}");
            return Optional.empty();
        }
    }

    @Test
    void filesKeepTheirLines() {
        Map<String, List<ExportFile>> plain = new HashMap<>();
        for (ExportProgram each : Exports.all())
            plain.put(
                    each.word(),
                    files(each, account("someone", "Ann", "mail.example.org")).orElseThrow());
        List<byte[]> seeds = List.of(
                "ann\"b\\c d|Ann|mail.example.org".getBytes(UTF_8),
                "jürgen 100%|Jürgen \"J\"|mail.bücher.example".getBytes(UTF_8),
                "DOMAIN\\ann|$HOME `id`|2001:db8::1".getBytes(UTF_8));
        Mutator.run(71, 500, seeds, WORDS, bytes -> {
            String[] parts = new String(bytes, UTF_8).split("\\|", 3);
            String name = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : "Ann";
            var account = account(parts[0], name, parts.length > 2 ? parts[2] : "mail.example.org");
            for (ExportProgram each : Exports.all())
                files(each, account)
                        .ifPresent(files -> ReadBack.sameLines(
                                files,
                                Optional.ofNullable(plain.get(each.word())).orElseThrow()));
        });
    }
}
