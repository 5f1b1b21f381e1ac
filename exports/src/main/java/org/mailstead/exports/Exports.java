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
            screen(MailProgram.THUNDERBIRD, BrowserSignIn.OWN_WINDOW, new ThunderbirdFile()),
            screen(MailProgram.THUNDERBIRD_ANDROID, BrowserSignIn.OWN_WINDOW, new ThunderbirdCode(), "k9", "k-9"),
            screen(MailProgram.APPLE_PHONE, BrowserSignIn.BY_NAME, new AppleFile(), "apple", "iphone", "ipad", "ios"),
            screen(MailProgram.APPLE_MAC, BrowserSignIn.BY_NAME, new AppleFile(), "mac", "macos"),
            screen(MailProgram.OUTLOOK_NEW, BrowserSignIn.BY_NAME, "outlook"),
            screen(MailProgram.OUTLOOK_CLASSIC, BrowserSignIn.BY_NAME, new OutlookFiles()),
            screen(MailProgram.OUTLOOK_MAC, BrowserSignIn.BY_NAME),
            screen(
                    MailProgram.OUTLOOK_PHONE,
                    BrowserSignIn.BY_NAME,
                    "outlook-mobile",
                    "outlook-android",
                    "outlook-ios"),
            screen(MailProgram.GMAIL_ANDROID, BrowserSignIn.BY_NAME, "gmail"),
            screen(MailProgram.SAMSUNG, BrowserSignIn.BY_NAME),
            screen(MailProgram.EVOLUTION, BrowserSignIn.OWN_WINDOW),
            screen(MailProgram.ANY_PROGRAM, BrowserSignIn.OWN_WINDOW),
            screen(MailProgram.SENDER, BrowserSignIn.NONE, "printer", "scanner", "nas"),
            screen(MailProgram.WORDPRESS, BrowserSignIn.NONE),
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

    private static ExportProgram screen(MailProgram program, BrowserSignIn browser, String... aliases) {
        return program(program.word(), browser, new ScreenFormat(program, Optional.empty()), aliases);
    }

    private static ExportProgram screen(MailProgram program, BrowserSignIn browser, Format better, String... aliases) {
        return program(program.word(), browser, new ScreenFormat(program, Optional.of(better)), aliases);
    }

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
