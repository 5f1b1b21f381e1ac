package org.mailstead.exports;

/** These settings cannot be told to this program, or to none. The sentence about it is in the language that was wished for. */
public final class UnfitSettings extends Exception {
    private static final long serialVersionUID = 1;

    private final String sentence;

    UnfitSettings(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }
}
