package org.mailstead.exports;

/** These settings cannot be told to this program, or to none. The message is for people, in the language that was wished for. */
public final class UnfitSettings extends Exception {
    private static final long serialVersionUID = 1;

    UnfitSettings(String message) {
        super(message);
    }
}
