package org.mailstead.exports;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.exports.ExportProgram.BrowserSignIn;
import org.mailstead.texts.Texts;

/** The programs that accounts are exported to. */
public final class Exports {
    static final Texts TEXTS = Texts.beside(Exports.class, "exports");

    private static final List<ExportProgram> ALL = List.of(
            program("thunderbird", BrowserSignIn.OWN_WINDOW, new ThunderbirdFile()),
            program("thunderbird-android", BrowserSignIn.OWN_WINDOW, new ThunderbirdCode(), "k9", "k-9"),
            program("outlook-classic", BrowserSignIn.NONE, new OutlookFiles()),
            program("apple", BrowserSignIn.NONE, new AppleFile(), "iphone", "ipad", "ios", "mac", "macos"),
            program("neomutt", BrowserSignIn.TOKEN_COMMAND, new Neomutt(), "mutt"),
            program("msmtp", BrowserSignIn.TOKEN_COMMAND, new Msmtp()),
            program("mbsync", BrowserSignIn.TOKEN_COMMAND, new Mbsync(), "isync"),
            program("offlineimap", BrowserSignIn.TOKEN_COMMAND, new OfflineImap()),
            program("getmail", BrowserSignIn.TOKEN_COMMAND, new Getmail(), "getmail6"),
            program("aerc", BrowserSignIn.TOKEN_COMMAND, new Aerc()),
            program("git", BrowserSignIn.TOKEN_COMMAND, new GitSendEmail(), "git-send-email", "send-email"),
            program("postfix", BrowserSignIn.TOKEN_COMMAND, new PostfixRelay(), "smarthost"),
            program("curl", BrowserSignIn.TOKEN_COMMAND, new Curl()));

    private Exports() {}

    private static ExportProgram program(String word, BrowserSignIn browser, Format format, String... aliases) {
        return new ExportProgram(word, List.of(aliases), browser, format);
    }

    /** In the order in which people are shown them. */
    public static List<ExportProgram> all() {
        return ALL;
    }

    /** By its word or another name, in any case of letters. */
    public static Optional<ExportProgram> of(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(each -> each.word().equals(wanted) || each.aliases().contains(wanted))
                .findFirst();
    }
}
