package org.mailstead.server.config;

import java.util.Collection;
import java.util.Comparator;

/** Guesses which known word a person meant. */
final class Spelling {
    private Spelling() {}

    /** A sentence with a space before it, or nothing when no known word is near. */
    static String hint(String typed, Collection<String> known) {
        int tolerated = Math.max(2, typed.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt(word -> nearness(typed, word)))
                .filter(word -> nearness(typed, word) <= tolerated)
                .map(word -> " Did you mean \"" + word + "\"?")
                .orElse("");
    }

    /** Two tables' keys are alike, and people forget the table: so the last parts are compared as well. */
    private static int nearness(String typed, String word) {
        return Math.min(distance(typed, word), distance(lastPart(typed), lastPart(word)) + 1);
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Characters to insert, delete or change to turn one word into the other (Levenshtein). */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) previous[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
