package org.mailstead.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.exports.ExportProgram.BrowserSignIn;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.texts.Language;

class ExportsTest {
    @Test
    void everyNameLeadsToOneProgram() {
        var names = new HashSet<String>();
        for (ExportProgram each : Exports.all()) {
            assertThat(names.add(each.word())).isTrue();
            for (String alias : each.aliases())
                assertThat(names.add(alias)).as(alias).isTrue();
            assertThat(Exports.of(each.word())).contains(each);
            for (Language language : Language.values()) {
                assertThat(each.name(language)).isNotEmpty();
                assertThat(each.description(language)).isNotEmpty();
            }
        }
        assertThat(Exports.of("Mutt")).isEqualTo(Exports.of("neomutt")).isPresent();
        assertThat(Exports.of("nothing")).isEmpty();
    }

    /** Whatever can be exported names ports and both words for their encryption. */
    @Test
    void everyExportNamesItsServers() throws UnfitSettings {
        for (ExportProgram each : Exports.all()) {
            var export = each.export(Accounts.gmail(), Wish.in(Language.ENGLISH));
            assertThat(export.isRefused()).as(each.word()).isFalse();
            assertThat(export.steps()).as(each.word()).isNotEmpty();
            assertThat(export.servers()).as(each.word()).isNotEmpty().allMatch(said -> said.contains("SSL/TLS (from"));
        }
    }

    /** No program is told to wait for a password where none is taken, without a word about it. */
    @Test
    void whereNoPasswordIsTakenThatIsSaid() throws UnfitSettings {
        for (ExportProgram each : Exports.all()) {
            var export = each.export(Accounts.microsoft(), Wish.in(Language.ENGLISH));
            boolean refused = each.browser() == BrowserSignIn.NONE || each.browser() == BrowserSignIn.BY_NAME;
            assertThat(export.isRefused()).as(each.word()).isEqualTo(refused);
            String said = export.text();
            switch (each.browser()) {
                case NONE, BY_NAME ->
                    assertThat(said).containsIgnoringCase("takes no password").containsIgnoringCase("gateway");
                case OWN_WINDOW -> assertThat(said).contains("in a window that");
                case TOKEN_COMMAND -> assertThat(said).contains("opened by tokens");
            }
        }
    }

    private static AccountSettings with(String address, String name, String host, int port, String user) {
        return new AccountSettings(
                address,
                name,
                List.of(
                        new MailServer(Protocol.IMAP, host, port, Security.TLS, user),
                        new MailServer(Protocol.SMTP, host, port, Security.TLS, user)),
                List.of());
    }

    private static void isUnfit(AccountSettings account) {
        for (ExportProgram each : Exports.all())
            assertThatThrownBy(() -> each.export(account, Wish.in(Language.ENGLISH)))
                    .as(each.word())
                    .isInstanceOf(UnfitSettings.class)
                    .message()
                    .doesNotContainPattern("\\p{Cntrl}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b", "a\u0085b", "a\u2028b", "a\u007fb", "\ud800", " a", "a ", ""})
    void textsThatBreakLinesAreRefused(String text) {
        isUnfit(with("ann@example.org", "Ann", "mail.example.org", 993, text));
        if (text.length() == 3) {
            isUnfit(with("ann@example.org", text, "mail.example.org", 993, "ann"));
            isUnfit(with(text + "@example.org", "Ann", "mail.example.org", 993, "ann"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a\"b", "a/b", "a@b", "a$b", "-a", "a'b", "a%b", "a#b", ".", "a..b", "a:b\"", "[::1]"
            })
    void hostsThatAreNoneAreRefused(String host) {
        isUnfit(with("ann@example.org", "Ann", host, 993, "ann"));
        if (!host.contains("@")) isUnfit(with("ann@" + host, "Ann", "mail.example.org", 993, "ann"));
    }

    @Test
    void portsThatAreNoneAreRefused() {
        for (int port : List.of(-1, 0, 65_536))
            isUnfit(with("ann@example.org", "Ann", "mail.example.org", port, "ann"));
        isUnfit(with("ann", "Ann", "mail.example.org", 993, "ann"));
    }

    @Test
    void aServerThatIsMissingIsNamed() {
        var onlyReads = Accounts.own().with(List.of(Accounts.own().incoming().orElseThrow()));
        assertThatThrownBy(() -> Exports.of("msmtp").orElseThrow().export(onlyReads, Wish.in(Language.ENGLISH)))
                .hasMessage("No server is known for SMTP, and msmtp needs one.");
    }
}
