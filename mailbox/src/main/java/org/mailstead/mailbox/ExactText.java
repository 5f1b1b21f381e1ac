package org.mailstead.mailbox;

import java.text.Normalizer;
import java.util.Locale;

/** A text that is found as it is: upper and lower case, and letters written in one piece or two, are equal. */
final class ExactText implements SoughtText {
    private final String folded;

    ExactText(String text) {
        folded = fold(text);
    }

    @Override
    public int closeness(String text) {
        return isIn(text) ? 100 : 0;
    }

    @Override
    public boolean isIn(String text) {
        if (folded.isEmpty()) return true;
        return isAscii(text) ? isInAscii(text) : fold(text).contains(folded);
    }

    /** Most mail is ASCII, and folding it would copy all of it. */
    private boolean isInAscii(String text) {
        int last = text.length() - folded.length();
        char first = folded.charAt(0);
        for (int from = 0; from <= last; from++) {
            if (lower(text.charAt(from)) != first) continue;
            int i = 1;
            while (i < folded.length() && lower(text.charAt(from + i)) == folded.charAt(i)) i++;
            if (i == folded.length()) return true;
        }
        return false;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) > 0x7f) return false;
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    /** Upper case first: some letters have one upper form and several lower ones. */
    private static String fold(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
