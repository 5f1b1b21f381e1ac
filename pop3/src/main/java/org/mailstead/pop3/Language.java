package org.mailstead.pop3;

import java.util.Locale;
import java.util.Optional;

/** A language that answers can be given in. RFC 6856 §3. */
enum Language {
    ENGLISH("en", "English"),
    GERMAN("de", "Deutsch");

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /** RFC 5646 §2.1. */
    String tag() {
        return tag;
    }

    /** What those who speak it call it. */
    String ownName() {
        return ownName;
    }

    /** The language of a tag such as {@code de} or {@code de-AT}; {@code *} leaves the choice to the server. RFC 4647 §3.4. */
    static Optional<Language> of(String range) {
        if (range.equals("*")) return Optional.of(ENGLISH);
        String wanted = range.toLowerCase(Locale.ROOT);
        for (Language each : values())
            if (wanted.equals(each.tag) || wanted.startsWith(each.tag + "-")) return Optional.of(each);
        return Optional.empty();
    }
}
