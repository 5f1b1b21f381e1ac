package org.mailstead.server;

/**
 * Something the person at the terminal can put right. The text is one or two plain sentences: what happened and what to
 * do. It is printed as it is.
 */
public final class Mistake extends RuntimeException {
    public Mistake(String text) {
        super(text);
    }

    public Mistake(String text, Throwable cause) {
        super(text, cause);
    }
}
