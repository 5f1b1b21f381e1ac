package org.mailstead.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.exports.Export.ExportFile;
import org.mailstead.texts.Language;

/** Whatever stands in a user name or in the name of a person, each program reads exactly that. */
class QuotingTest {
    private static String file(String program, int number, String user) throws UnfitSettings {
        var export = Exports.of(program).orElseThrow().export(Accounts.named(user), Wish.in(Language.ENGLISH));
        return export.files().get(number).text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "a b",
                "a\"b",
                "\"a\"",
                "a\\b",
                "a\\",
                "\\",
                "a\\nb\\x41\\1",
                "a'b",
                "'; rm -rf ~; '",
                "$(id) `id` $HOME ${x}",
                "100% %U %(x)s %40",
                "a # b ; c",
                "=a",
                "[x]",
                "a=b&c<d>e/f?g@h",
                "jürgen ж 😀",
                "a,b|c^d~e!f*g{h}i(j)k"
            })
    void userNamesAreReadAsTheyAre(String user) throws Exception {
        String mutt = file("neomutt", 0, user);
        assertThat(ReadBack.quoted(ReadBack.line(mutt, "set imap_user = "), "$`"))
                .isEqualTo(user);
        String url = ReadBack.quoted(ReadBack.line(mutt, "set smtp_url = "), "$`");
        assertThat(ReadBack.urlUser(url, "smtp://")).isEqualTo(user);
        // Takes off the outer quotes and looks no further.
        assertThat(ReadBack.line(file("msmtp", 0, user), "user ")).isEqualTo('"' + user + '"');
        assertThat(ReadBack.quoted(ReadBack.line(file("mbsync", 0, user), "User "), ""))
                .isEqualTo(user);
        assertThat(ReadBack.line(file("getmail", 0, user), "username = ")).isEqualTo(user);
        String percents = ReadBack.line(file("offlineimap", 0, user), "remoteuser = ");
        assertThat(percents.replace("%%", "")).doesNotContain("%");
        assertThat(percents.replace("%%", "%")).isEqualTo(user);
        String aerc = file("aerc", 0, user);
        assertThat(ReadBack.urlUser(ReadBack.line(aerc, "source = "), "imaps://"))
                .isEqualTo(user);
        assertThat(ReadBack.urlUser(ReadBack.line(aerc, "outgoing = "), "smtp://"))
                .isEqualTo(user);
        assertThat(ReadBack.quoted(ReadBack.line(file("git", 0, user), "\tsmtpUser = "), ""))
                .isEqualTo(user);
        for (int i : new int[] {0, 1})
            assertThat(ReadBack.quoted(ReadBack.line(file("curl", i, user), "user = "), ""))
                    .isEqualTo(user);
        assertThat(ReadBack.line(file("postfix", 1, user), "[smtp.example.org]:587 "))
                .isEqualTo(user + ":PUT-THE-PASSWORD-HERE");
        var apple = AppleProfileTest.xml(file("apple-phone", 0, user));
        assertThat(apple.getDocumentElement().getTextContent()).contains(user);
        var thunderbird = AppleProfileTest.xml(file("thunderbird", 0, user));
        assertThat(thunderbird.getElementsByTagName("username").item(0).getTextContent())
                .isEqualTo(user.equals("ann") ? "%EMAILLOCALPART%" : user);
        var outlook = AppleProfileTest.xml(file("outlook-classic", 0, user));
        assertThat(outlook.getElementsByTagName("LoginName").item(0).getTextContent())
                .isEqualTo(user);
        var curl = Exports.of("curl").orElseThrow().export(Accounts.named(user), Wish.in(Language.ENGLISH));
        String step = curl.steps().get(1);
        int from = step.indexOf("printf %s ") + "printf %s ".length();
        assertThat(ReadBack.shell(step.substring(from, step.indexOf("; pass show", from))))
                .isEqualTo(user + ":");
        for (ExportProgram each : Exports.all()) {
            var plain = each.export(Accounts.named("someone"), Wish.in(Language.ENGLISH))
                    .files();
            ReadBack.sameLines(
                    each.export(Accounts.named(user), Wish.in(Language.ENGLISH)).files(), plain);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "Ann \"A\" \\ B", "$HOME `id`", "A; B # C", "Ünal, Ж 😀", "=?utf-8?q?x?="})
    void namesAreReadAsTheyAre(String name) throws Exception {
        var account = Accounts.own("ann@example.org", name);
        var wish = Wish.in(Language.ENGLISH);
        String mutt = Exports.of("mutt")
                .orElseThrow()
                .export(account, wish)
                .files()
                .getFirst()
                .text();
        assertThat(ReadBack.quoted(ReadBack.line(mutt, "set realname = "), "$`"))
                .isEqualTo(name);
        String git = Exports.of("git")
                .orElseThrow()
                .export(account, wish)
                .files()
                .getFirst()
                .text();
        String from = ReadBack.quoted(ReadBack.line(git, "\tfrom = "), "");
        assertThat(from).endsWith(" <ann@example.org>");
        assertThat(ReadBack.quoted(from.substring(0, from.indexOf(" <ann@")), ""))
                .isEqualTo(name);
        String aerc = Exports.of("aerc")
                .orElseThrow()
                .export(account, wish)
                .files()
                .getFirst()
                .text();
        String said = ReadBack.line(aerc, "from = ");
        assertThat(said).doesNotContain("#", ";", "\"", "`", "\\").endsWith(" <ann@example.org>");
        String word = said.substring(0, said.length() - " <ann@example.org>".length());
        String begin = "=?utf-8?b?";
        assertThat(
                        word.startsWith(begin)
                                ? new String(
                                        java.util.Base64.getDecoder()
                                                .decode(word.substring(begin.length(), word.length() - "?=".length())),
                                        java.nio.charset.StandardCharsets.UTF_8)
                                : word)
                .isEqualTo(name);
    }

    /** Names of files, sections and secrets are made from the address: nothing of a shell or a path comes into them. */
    @ParameterizedTest
    @ValueSource(strings = {"-rf", "../../x", "a;id", "a`id`", "$(id)", "a b", "a'b", "a\"b", ".x", "a:b|c", "jürgen"})
    void addressesMakeHarmlessNames(String localPart) throws UnfitSettings {
        var account = Accounts.own(localPart + "@example.org", "");
        for (ExportProgram each : Exports.all()) {
            if (each.word().equals("aerc")
                    || each.word().equals("postfix")
                    || each.word().equals("curl")) continue;
            for (ExportFile file :
                    each.export(account, Wish.in(Language.ENGLISH)).files())
                assertThat(file.name()).matches("[A-Za-z0-9@_+][A-Za-z0-9@._+-]*");
        }
        String msmtp = Exports.of("msmtp")
                .orElseThrow()
                .export(account, Wish.in(Language.ENGLISH))
                .files()
                .getFirst()
                .text();
        assertThat(ReadBack.line(msmtp, "passwordeval \"pass show mail/")).matches("[A-Za-z0-9@_+][A-Za-z0-9@._+-]*\"");
    }
}
