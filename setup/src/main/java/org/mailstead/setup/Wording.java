package org.mailstead.setup;

import java.util.HashMap;
import java.util.Map;
import org.mailstead.exports.MailProgram;
import org.mailstead.texts.Language;
import org.mailstead.texts.Texts;

/** The texts of the pages in one language. */
public record Wording(Language language) {
    private static final Texts TEXTS = Texts.beside(Wording.class, "setup");

    public String get(String key) {
        return TEXTS.in(language, key);
    }

    /** @param values names in braces and what stands for them, by turns */
    public String get(String key, String... values) {
        var map = new HashMap<String, String>();
        for (int i = 0; i < values.length; i += 2) map.put(values[i], values[i + 1]);
        return TEXTS.in(language, key, Map.copyOf(map));
    }

    /** One for a single program, or the one for all. */
    String get(MailProgram program, String key) {
        String own = "program." + program.word() + "." + key;
        return get(TEXTS.has(own) ? own : "program." + key);
    }
}
