package org.mailstead.imports;

/** A file, or a folder, that cannot be read as what a mail program is set to. The message names it and says what to do, for people. */
public final class UnreadableProgram extends Exception {
    UnreadableProgram(String text) {
        super(text);
    }

    UnreadableProgram(Place place, String text) {
        super(place + ": " + text);
    }
}
