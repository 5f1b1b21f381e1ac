package org.mailstead.bench;

/** The command line makes no sense; the text says why. */
final class WrongUse extends RuntimeException {
    WrongUse(String what) {
        super(what);
    }
}
