package org.mailstead.message;

import java.nio.charset.StandardCharsets;

/** A strict reader of parenthesised lists as IMAP has them: RFC 3501 §9. Throws on the first thing that is not one. */
final class ImapListChecker {
    private final byte[] bytes;
    private int at;

    private ImapListChecker(byte[] bytes) {
        this.bytes = bytes;
    }

    static void check(byte[] bytes) {
        var checker = new ImapListChecker(bytes);
        checker.value();
        if (checker.at != bytes.length) throw checker.wrong("the end");
    }

    private void value() {
        switch (peek()) {
            case '(' -> list();
            case '"' -> quoted();
            case '{' -> literal();
            default -> atom();
        }
    }

    private void list() {
        at++;
        boolean first = true;
        while (peek() != ')') {
            // Bodies in a multipart and addresses in a list follow each other without a blank.
            if (!first && peek() == ' ') at++;
            else if (!first && peek() != '(') throw wrong("blank or (");
            value();
            first = false;
        }
        if (first) throw wrong("a list with something in it");
        at++;
    }

    private void quoted() {
        at++;
        while (peek() != '"') {
            if (peek() == '\\') at++;
            int c = peek();
            if ((c < ' ' && c != '\t') || c > 0x7e) throw wrong("a character of a quoted string");
            at++;
        }
        at++;
    }

    private void literal() {
        int end = at;
        while (bytes[end] != '}') end++;
        int length = Integer.parseInt(new String(bytes, at + 1, end - at - 1, StandardCharsets.US_ASCII));
        if (bytes[end + 1] != '\r' || bytes[end + 2] != '\n') throw wrong("CRLF after a literal's length");
        at = end + 3;
        for (int i = 0; i < length; i++) if (bytes[at + i] == 0) throw wrong("anything but NUL");
        at += length;
    }

    private void atom() {
        int from = at;
        while (at < bytes.length && (Character.isLetterOrDigit(bytes[at]))) at++;
        String atom = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
        if (!atom.equals("NIL") && !atom.matches("\\d{1,18}")) throw wrong("NIL or a number");
    }

    private int peek() {
        if (at >= bytes.length) throw wrong("more");
        return bytes[at] & 0xff;
    }

    private AssertionError wrong(String wanted) {
        return new AssertionError(
                "wanted " + wanted + " at " + at + " of " + new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
