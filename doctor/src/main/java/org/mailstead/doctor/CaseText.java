package org.mailstead.doctor;

import java.util.Locale;
import java.util.Optional;
import org.mailstead.ladder.Rung;
import org.mailstead.texts.Language;
import org.mailstead.texts.Texts;

/** What is said about each case: {@code doctor_en.properties} and so on beside this class. */
public final class CaseText {
    private static final Texts TEXTS = Texts.beside(CaseText.class, "doctor");

    private final Language language;

    public CaseText(Language language) {
        this.language = language;
    }

    /** That of its form, where it has one. */
    private static String key(Verdict verdict, String part) {
        String own = verdict.what().code() + verdict.form().part() + part;
        return TEXTS.has(own) ? own : verdict.what().code() + part;
    }

    /** What is the matter, in a sentence or two. */
    public String says(Verdict verdict) {
        return TEXTS.in(language, key(verdict, ".says"), verdict.values());
    }

    /** One thing to do. */
    public String action(Verdict verdict) {
        return TEXTS.in(language, key(verdict, ".do"), verdict.values());
    }

    /** How one sees that it is mended. */
    public String confirmed(Verdict verdict) {
        return TEXTS.in(language, key(verdict, ".then"), verdict.values());
    }

    /** A message to whoever can mend it, ready to be sent; empty if the person can. */
    public Optional<String> letter(Verdict verdict) {
        String key = key(verdict, ".letter");
        return TEXTS.has(key) ? Optional.of(TEXTS.in(language, key, verdict.values())) : Optional.empty();
    }

    /** The case in a few words. */
    public String title(Case what) {
        return TEXTS.in(language, what.code() + ".title");
    }

    /** Who can mend it. */
    public String mender(Case what) {
        return TEXTS.in(language, "mender." + what.mender().name().toLowerCase(Locale.ROOT));
    }

    /** What a rung is about. */
    public String rung(Rung rung) {
        return TEXTS.in(language, "rung." + rung.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** A text of a case with its names in braces left as they are, for the catalogue. */
    static String raw(Language language, String key) {
        return TEXTS.raw(language, key);
    }

    static boolean has(String key) {
        return TEXTS.has(key);
    }
}
