package org.mailstead.setup;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.exports.MailProgram;

/** What somebody has in front of them. */
enum Device {
    IPHONE("iphone", MailProgram.APPLE_PHONE, MailProgram.OUTLOOK_PHONE, MailProgram.ANY_PROGRAM),
    ANDROID(
            "android",
            MailProgram.THUNDERBIRD_ANDROID,
            MailProgram.OUTLOOK_PHONE,
            MailProgram.GMAIL_ANDROID,
            MailProgram.SAMSUNG,
            MailProgram.ANY_PROGRAM),
    WINDOWS(
            "windows",
            MailProgram.THUNDERBIRD,
            MailProgram.OUTLOOK_NEW,
            MailProgram.OUTLOOK_CLASSIC,
            MailProgram.ANY_PROGRAM),
    MAC("mac", MailProgram.APPLE_MAC, MailProgram.THUNDERBIRD, MailProgram.OUTLOOK_MAC, MailProgram.ANY_PROGRAM),
    LINUX("linux", MailProgram.THUNDERBIRD, MailProgram.EVOLUTION, MailProgram.ANY_PROGRAM),
    /** Printers, scripts, and whatever else sends mail. */
    OTHER("other", MailProgram.ANY_PROGRAM, MailProgram.SENDER, MailProgram.WORDPRESS);

    private final String word;

    // A copy, which nobody can change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<MailProgram> programs;

    Device(String word, MailProgram... programs) {
        this.word = word;
        this.programs = List.of(programs);
    }

    /** In addresses of pages, and in keys of texts. */
    String word() {
        return word;
    }

    static Optional<Device> of(String word) {
        return Stream.of(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /** In the order in which they are shown. */
    List<MailProgram> programs() {
        return programs;
    }

    /** Those on which a page and the mail program that it is about can both be open. */
    boolean isPhone() {
        return this == IPHONE || this == ANDROID;
    }
}
