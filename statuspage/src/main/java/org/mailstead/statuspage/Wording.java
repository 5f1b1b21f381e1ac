package org.mailstead.statuspage;

import java.util.HashMap;
import java.util.Map;
import org.mailstead.texts.Language;
import org.mailstead.texts.Texts;

/** The texts of the page and the notices in one language. */
record Wording(Language language) {
    private static final Texts TEXTS = Texts.beside(Wording.class, "statuspage");

    /** @param values names in braces and what stands for them, by turns */
    String get(String key, String... values) {
        var map = new HashMap<String, String>();
        for (int i = 0; i < values.length; i += 2) map.put(values[i], values[i + 1]);
        return TEXTS.in(language, key, Map.copyOf(map));
    }
}
