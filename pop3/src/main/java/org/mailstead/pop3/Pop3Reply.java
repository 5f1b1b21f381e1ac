package org.mailstead.pop3;

import org.jspecify.annotations.Nullable;

/**
 * The one line that answers a command.
 *
 * @param code response code without its brackets (RFC 2449 §8), null for none
 */
record Pop3Reply(boolean positive, @Nullable String code, String text) {
    static Pop3Reply ok(String text) {
        return new Pop3Reply(true, null, text);
    }

    static Pop3Reply error(String text) {
        return new Pop3Reply(false, null, text);
    }

    static Pop3Reply error(String code, String text) {
        return new Pop3Reply(false, code, text);
    }

    /** With its line end; at most 512 octets, as RFC 2449 §4 wants. */
    String wireText() {
        return toString() + "\r\n";
    }

    @Override
    public String toString() {
        return (positive ? "+OK " : "-ERR ") + (code == null ? "" : "[" + code + "] ") + text;
    }
}
