package org.mailstead.server.system;

/** Checks that ENVELOPE and BODYSTRUCTURE follow the grammar of RFC 3501 §9, which clients parse strictly. */
final class FetchGrammar {
    private static final int ENVELOPE_ADDRESS_LISTS = 6;

    private final String text;
    private int at;

    private FetchGrammar(String text, int at) {
        this.text = text;
        this.at = at;
    }

    static void checkEnvelope(String response) {
        after(response, "ENVELOPE ").envelope();
    }

    static void checkBodyStructure(String response) {
        after(response, "BODYSTRUCTURE ").body();
    }

    private static FetchGrammar after(String response, String item) {
        int found = response.indexOf(item);
        if (found < 0) throw new AssertionError("no " + item + "in " + response);
        return new FetchGrammar(response, found + item.length());
    }

    private void envelope() {
        take("(");
        nstring();
        take(" ");
        nstring();
        for (int i = 0; i < ENVELOPE_ADDRESS_LISTS; i++) {
            take(" ");
            addresses();
        }
        take(" ");
        nstring();
        take(" ");
        nstring();
        take(")");
    }

    private void addresses() {
        if (taken("NIL")) return;
        take("(");
        do {
            take("(");
            for (int i = 0; i < 4; i++) {
                if (i > 0) take(" ");
                nstring();
            }
            take(")");
        } while (!taken(")"));
    }

    private void body() {
        take("(");
        if (peek() == '(') {
            while (peek() == '(') body();
            take(" ");
            string();
            if (taken(" ")) {
                parameters();
                if (taken(" ")) extensions();
            }
        } else {
            singlePart();
        }
        take(")");
    }

    private void singlePart() {
        String type = string();
        take(" ");
        String subtype = string();
        take(" ");
        parameters();
        take(" ");
        nstring();
        take(" ");
        nstring();
        take(" ");
        string();
        take(" ");
        number();
        if (type.equalsIgnoreCase("message") && subtype.equalsIgnoreCase("rfc822")) {
            take(" ");
            envelope();
            take(" ");
            body();
            take(" ");
            number();
        } else if (type.equalsIgnoreCase("text")) {
            take(" ");
            number();
        }
        if (taken(" ")) {
            nstring();
            if (taken(" ")) extensions();
        }
    }

    /** Disposition, language, location. */
    private void extensions() {
        if (!taken("NIL")) {
            take("(");
            string();
            take(" ");
            parameters();
            take(")");
        }
        if (!taken(" ")) return;
        if (peek() == '(') {
            take("(");
            do string();
            while (taken(" "));
            take(")");
        } else nstring();
        if (taken(" ")) nstring();
    }

    private void parameters() {
        if (taken("NIL")) return;
        take("(");
        do {
            string();
            take(" ");
            string();
        } while (taken(" "));
        take(")");
    }

    private void number() {
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) at++;
        if (at == start) throw wanted("a number");
    }

    private void nstring() {
        if (!taken("NIL")) string();
    }

    private String string() {
        if (taken("{")) {
            int start = at;
            while (Character.isDigit(peek())) at++;
            int length = Integer.parseInt(text.substring(start, at));
            take("}\r\n");
            at += length;
            return text.substring(at - length, at);
        }
        take("\"");
        var value = new StringBuilder();
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
                if (peek() != '"' && peek() != '\\') throw wanted("a quote or backslash behind a backslash");
            }
            char c = peek();
            if (c == '\r' || c == '\n' || c == 0 || c > 0x7e) throw wanted("a character allowed in quotes");
            value.append(c);
            at++;
        }
        at++;
        return value.toString();
    }

    private char peek() {
        if (at >= text.length()) throw wanted("more");
        return text.charAt(at);
    }

    private boolean taken(String literal) {
        boolean there = text.startsWith(literal, at);
        if (there) at += literal.length();
        return there;
    }

    private void take(String literal) {
        if (!taken(literal)) throw wanted(literal);
    }

    private AssertionError wanted(String what) {
        return new AssertionError("wanted " + what + " at " + at + ": " + text.substring(0, Math.min(at, text.length()))
                + " <<< HERE >>> " + text.substring(Math.min(at, text.length())));
    }
}
