package org.mailstead.mailbox;

/** A text to find in others. Made once for a search, used for every message. */
public sealed interface SoughtText permits ExactText, FuzzyText {
    /** Finds the text as it is; upper and lower case, and letters written in one piece or two, are equal. */
    static SoughtText exactly(String text) {
        return new ExactText(text);
    }

    /** Finds the words of the text in any order, also with a slip or an accent too few. RFC 6203 §3. */
    static SoughtText about(String text) {
        return new FuzzyText(text);
    }

    /** From 1, hardly alike, to 100, there as it is; 0: not there at all. */
    int closeness(String text);

    default boolean isIn(String text) {
        return closeness(text) > 0;
    }
}
