package org.mailstead.setup;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody has in front of them. */
enum Device {
    IPHONE("iphone"),
    ANDROID("android"),
    WINDOWS("windows"),
    MAC("mac"),
    LINUX("linux"),
    /** Printers, scripts, and whatever else sends mail. */
    OTHER("other");

    private final String word;

    Device(String word) {
        this.word = word;
    }

    /** In addresses of pages, and in keys of texts. */
    String word() {
        return word;
    }

    static Optional<Device> of(String word) {
        return Stream.of(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    List<MailProgram> programs() {
        return Stream.of(MailProgram.values())
                .filter(each -> each.devices().contains(this))
                .toList();
    }

    /** Those on which a page and the mail program that it is about can both be open. */
    boolean isPhone() {
        return this == IPHONE || this == ANDROID;
    }
}
