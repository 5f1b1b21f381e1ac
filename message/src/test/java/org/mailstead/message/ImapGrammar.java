package org.mailstead.message;

import java.nio.charset.StandardCharsets;

/** Reads what RFC 3501 §9 calls envelope and body, to the letter, and throws on the first byte that does not fit. */
final class ImapGrammar {
    private final byte[] bytes;
    private int at;

    private ImapGrammar(byte[] bytes) {
        this.bytes = bytes;
    }

    static void envelope(byte[] bytes) {
        var grammar = new ImapGrammar(bytes);
        grammar.envelope();
        grammar.end();
    }

    /** @return number of parts that are no multipart */
    static int body(byte[] bytes, boolean extended) {
        var grammar = new ImapGrammar(bytes);
        int leaves = grammar.body(extended);
        grammar.end();
        return leaves;
    }

    private void envelope() {
        want("(");
        nstring();
        want(" ");
        nstring();
        for (int i = 0; i < 6; i++) {
            want(" ");
            if (!takeNil()) addresses();
        }
        want(" ");
        nstring();
        want(" ");
        nstring();
        want(")");
    }

    private void addresses() {
        want("(");
        do {
            want("(");
            nstring();
            want(" ");
            nstring();
            want(" ");
            nstring();
            want(" ");
            nstring();
            want(")");
        } while (peek() == '(');
        want(")");
    }

    private int body(boolean extended) {
        want("(");
        int leaves = peek() == '(' ? multipart(extended) : single(extended);
        want(")");
        return leaves;
    }

    private int multipart(boolean extended) {
        int leaves = 0;
        while (peek() == '(') leaves += body(extended);
        want(" ");
        string();
        if (extended) {
            want(" ");
            if (!takeNil()) pairs();
            trailer();
        }
        return leaves;
    }

    private int single(boolean extended) {
        String type = string();
        want(" ");
        String subtype = string();
        want(" ");
        if (!takeNil()) pairs();
        want(" ");
        nstring();
        want(" ");
        nstring();
        want(" ");
        string();
        want(" ");
        number();
        if (type.equalsIgnoreCase("message") && subtype.equalsIgnoreCase("rfc822")) {
            want(" ");
            envelope();
            want(" ");
            body(extended);
            want(" ");
            number();
        } else if (type.equalsIgnoreCase("text")) {
            want(" ");
            number();
        }
        if (extended) {
            want(" ");
            nstring();
            trailer();
        }
        return 1;
    }

    private void trailer() {
        want(" ");
        if (!takeNil()) {
            want("(");
            string();
            want(" ");
            if (!takeNil()) pairs();
            want(")");
        }
        want(" ");
        if (peek() == '(') {
            want("(");
            string();
            while (peek() == ' ') {
                want(" ");
                string();
            }
            want(")");
        } else {
            nstring();
        }
        want(" ");
        nstring();
    }

    private void pairs() {
        want("(");
        string();
        want(" ");
        string();
        while (peek() == ' ') {
            want(" ");
            string();
            want(" ");
            string();
        }
        want(")");
    }

    private void nstring() {
        if (!takeNil()) string();
    }

    private String string() {
        return peek() == '"' ? quoted() : literal();
    }

    private String quoted() {
        want("\"");
        int from = at;
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
                if (peek() != '"' && peek() != '\\') throw wrong("a quoted special");
            }
            int c = peek();
            if (c == 0 || c == '\r' || c == '\n' || c > 0x7f) throw wrong("a character of a quoted string");
            at++;
        }
        at++;
        return latin1(from, at - 1);
    }

    private String literal() {
        want("{");
        int length = (int) number();
        want("}\r\n");
        if (at + length > bytes.length) throw wrong(length + " bytes");
        for (int i = 0; i < length; i++) if (bytes[at + i] == 0) throw wrong("anything but NUL");
        at += length;
        return latin1(at - length, at);
    }

    private long number() {
        int from = at;
        while (peek() >= '0' && peek() <= '9') at++;
        if (at == from || at - from > 10) throw wrong("a number");
        return Long.parseLong(latin1(from, at));
    }

    private boolean takeNil() {
        if (peek() != 'N') return false;
        want("NIL");
        return true;
    }

    private void want(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (peek() != text.charAt(i)) throw wrong("'" + text + "'");
            at++;
        }
    }

    private int peek() {
        if (at >= bytes.length) throw wrong("more");
        return bytes[at] & 0xff;
    }

    private void end() {
        if (at != bytes.length) throw wrong("the end");
    }

    private String latin1(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private AssertionError wrong(String wanted) {
        return new AssertionError("wanted " + wanted + " at " + at + " of " + latin1(0, bytes.length));
    }
}
