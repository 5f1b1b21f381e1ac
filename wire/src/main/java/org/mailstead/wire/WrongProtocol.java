package org.mailstead.wire;

import java.io.IOException;

/** The peer speaks the language of another port. */
final class WrongProtocol extends IOException {
    private static final long serialVersionUID = 1;

    private final String answer;

    /** @param answer what the peer is told in its own language, with its line end */
    WrongProtocol(String what, String answer) {
        super(what, null);
        this.answer = answer;
    }

    String answer() {
        return answer;
    }
}
