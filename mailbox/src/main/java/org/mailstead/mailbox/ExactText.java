package org.mailstead.mailbox;

import java.util.Locale;
import org.mailstead.message.Casemap;

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
            if (upper(text.charAt(from)) != first) continue;
            int i = 1;
            while (i < folded.length() && upper(text.charAt(from + i)) == folded.charAt(i)) i++;
            if (i == folded.length()) return true;
        }
        return false;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) > 0x7f) return false;
        return true;
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }

    /** RFC 5255 §4.3. In capitals first, so that a letter is found which has two of them. */
    private static String fold(String text) {
        return Casemap.fold(text.toUpperCase(Locale.ROOT));
    }
}
