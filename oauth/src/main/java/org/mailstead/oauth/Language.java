package org.mailstead.oauth;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the pages are written in. */
enum Language {
    ENGLISH("en"),
    GERMAN("de");

    /** Of the header; browsers send a few. */
    private static final int CHARACTERS = 500;

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    String tag() {
        return tag;
    }

    /** The one that is wanted most by {@code Accept-Language}. RFC 9110 §12.5.4. */
    static Language of(@Nullable String accepted) {
        if (accepted == null || accepted.length() > CHARACTERS) return ENGLISH;
        try {
            return Locale.LanguageRange.parse(accepted).stream()
                    .sorted(Comparator.comparingDouble(Locale.LanguageRange::getWeight)
                            .reversed())
                    .flatMap(range -> List.of(values()).stream()
                            .filter(each -> range.getWeight() > 0
                                    && (range.getRange().equals(each.tag)
                                            || range.getRange().startsWith(each.tag + "-"))))
                    .findFirst()
                    .orElse(ENGLISH);
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }
}
