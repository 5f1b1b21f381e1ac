package org.mailstead.settings;

import java.util.HashMap;
import java.util.Map;
import org.mailstead.settings.Provider.Note;
import org.mailstead.texts.Language;
import org.mailstead.texts.Texts;

/** What the table of providers knows, in words. */
public final class NoteText {
    private static final Texts TEXTS = Texts.beside(NoteText.class, "notes");

    private NoteText() {}

    /** One or two sentences on what a provider's customers have to know or to do. */
    public static String of(Provider provider, Note note, Language language) {
        var values = new HashMap<>(note.values());
        values.put("provider", provider.name());
        for (String each : note.kind().wanted()) {
            String own = note.values().get(each + "-" + language.tag());
            if (own != null) values.put(each, own);
        }
        return TEXTS.in(language, FactTable.word(note.kind()), values);
    }

    /** What goes into a sentence such as "Sign in with …". */
    public static String of(Secret secret, Language language) {
        return TEXTS.in(language, "secret-" + FactTable.word(secret), Map.of());
    }
}
