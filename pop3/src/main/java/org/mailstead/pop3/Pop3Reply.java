package org.mailstead.pop3;

import org.jspecify.annotations.Nullable;
import org.mailstead.texts.Language;

/**
 * The one line that answers a command. What programs read, the word before it and the code, is the same in each language.
 *
 * @param code response code without its brackets (RFC 2449 §8), null for none
 */
record Pop3Reply(boolean positive, @Nullable String code, String english, String german) {
    static Pop3Reply ok(String english, String german) {
        return new Pop3Reply(true, null, english, german);
    }

    /** Numbers and the like, which mean the same to all. */
    static Pop3Reply ok(String figures) {
        return ok(figures, figures);
    }

    static Pop3Reply error(String english, String german) {
        return new Pop3Reply(false, null, english, german);
    }

    static Pop3Reply error(String code, String english, String german) {
        return new Pop3Reply(false, code, english, german);
    }

    /** The same code with words that are for this peer alone. */
    Pop3Reply saying(String text) {
        return new Pop3Reply(positive, code, text, text);
    }

    /** With its line end; at most 512 octets, as RFC 2449 §4 wants. */
    String wireText(Language language) {
        return in(language) + "\r\n";
    }

    private String in(Language language) {
        String text = language == Language.GERMAN ? german : english;
        return (positive ? "+OK " : "-ERR ") + (code == null ? "" : "[" + code + "] ") + text;
    }

    /** As the log has it. */
    @Override
    public String toString() {
        return in(Language.ENGLISH);
    }
}
