package org.mailstead.mailbox;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Words that are found in any order, each also inside a longer one, without its accents, or with a slip or two in it.
 */
final class FuzzyText implements SoughtText {
    /** Words beyond these are not looked for; nobody types more, and each is compared with each word of a text. */
    private static final int WORDS = 16;

    /** Letters of a word that are compared. */
    private static final int LETTERS = 40;

    /** Letters of a part that is found in the midst of words; shorter ones are in too many. */
    private static final int INSIDE = 3;

    /** How close a text is that stands there, though not as words. */
    private static final int AS_IT_IS = 80;

    private final SoughtText whole;
    private final List<String> words;

    FuzzyText(String text) {
        whole = SoughtText.exactly(text);
        var all = new ArrayList<String>();
        eachWord(text, word -> {
            if (all.size() < WORDS) all.add(word);
        });
        words = List.copyOf(all);
    }

    @Override
    public int closeness(String text) {
        int byWords = words.isEmpty() ? 0 : byWords(text);
        // What is found as it is must be found loosely: signs without a letter, a part that ends in the midst of words.
        return byWords == 0 && whole.isIn(text) ? AS_IT_IS : byWords;
    }

    private int byWords(String text) {
        int[] best = new int[words.size()];
        eachWord(text, candidate -> {
            for (int i = 0; i < best.length; i++) {
                if (best[i] < 100) best[i] = Math.max(best[i], alike(words.get(i), candidate));
            }
        });
        int sum = 0;
        for (int one : best) {
            if (one == 0) return 0;
            sum += one;
        }
        return sum / best.length;
    }

    private static void eachWord(String text, Consumer<String> each) {
        String plain = plain(text);
        int from = -1;
        for (int i = 0; i <= plain.length(); i++) {
            boolean letter = i < plain.length() && Character.isLetterOrDigit(plain.charAt(i));
            if (letter && from < 0) from = i;
            if (!letter && from >= 0) {
                each.accept(plain.substring(from, Math.min(i, from + LETTERS)));
                from = -1;
            }
        }
    }

    /** In lower case and without accents. Upper case first, which writes some letters out. */
    private static String plain(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) return text.toLowerCase(Locale.ROOT);
        String lower = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        var bare = new StringBuilder();
        Normalizer.normalize(lower, Normalizer.Form.NFKD).codePoints().forEach(c -> {
            if (Character.getType(c) != Character.NON_SPACING_MARK) bare.appendCodePoint(c);
        });
        return bare.toString();
    }

    private static int alike(String wanted, String word) {
        if (word.equals(wanted)) return 100;
        if (word.startsWith(wanted)) return 90;
        if (wanted.length() >= INSIDE && word.contains(wanted)) return 85;
        int slips = slipsAllowed(wanted);
        if (slips == 0 || Math.abs(word.length() - wanted.length()) > slips) return 0;
        int distance = distance(wanted, word, slips);
        return distance > slips ? 0 : Math.max(1, 80 - 100 * distance / wanted.length());
    }

    /** In short words any slip makes another word. */
    private static int slipsAllowed(String word) {
        if (word.length() < 4) return 0;
        return word.length() < 8 ? 1 : 2;
    }

    /** Letters to change, add, leave out or swap with their neighbour; more than {@code most} is not worked out. */
    private static int distance(String a, String b, int most) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) above[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int lowest = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(above[j - 1] + change, Math.min(above[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
                lowest = Math.min(lowest, row[j]);
            }
            if (lowest > most) return most + 1;
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[b.length()];
    }
}
