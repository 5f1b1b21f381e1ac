package org.mailstead.texts;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people can be spoken to in. Each has a file beside every {@link Texts}. */
public enum Language {
    ENGLISH("en", "English"),
    GERMAN("de", "Deutsch");

    /** Of the header of a browser, which sends a few. */
    private static final int CHARACTERS = 500;

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /** RFC 5646 §2.1. */
    public String tag() {
        return tag;
    }

    /** What those who speak it call it. */
    public String ownName() {
        return ownName;
    }

    /** The language of a tag such as {@code de} or {@code de-AT}; {@code *} leaves the choice to us. RFC 4647 §3.4. */
    public static Optional<Language> of(String range) {
        String wanted = range.toLowerCase(Locale.ROOT);
        if (wanted.equals("*")) return Optional.of(ENGLISH);
        return Stream.of(values())
                .filter(each -> wanted.equals(each.tag) || wanted.startsWith(each.tag + "-"))
                .findFirst();
    }

    /**
     * The one that a browser's {@code Accept-Language} wants most; English if it wants none that there is. RFC 9110 §12.5.4.
     */
    public static Language accepted(@Nullable String header) {
        if (header == null || header.length() > CHARACTERS) return ENGLISH;
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0)
                    .sorted(Comparator.comparingDouble(Locale.LanguageRange::getWeight)
                            .reversed())
                    .flatMap(range -> of(range.getRange()).stream())
                    .findFirst()
                    .orElse(ENGLISH);
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }
}
