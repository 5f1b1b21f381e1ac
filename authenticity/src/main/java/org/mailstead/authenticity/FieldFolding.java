package org.mailstead.authenticity;

import java.util.List;

/** A header field of tags, in lines of at most 76 characters where words allow it. RFC 5322 §2.1.1. */
final class FieldFolding {
    private static final int LINE = 76;

    private final StringBuilder text = new StringBuilder(512);
    private int column;

    FieldFolding(String name) {
        text.append(name).append(':');
        column = text.length();
    }

    FieldFolding tag(String name, String value) {
        return word(name + "=" + value + ";");
    }

    /** Names with colons between, folded behind these. */
    FieldFolding list(String name, List<String> values) {
        String start = name + "=";
        for (int i = 0; i < values.size(); i++) {
            String end = i + 1 < values.size() ? ":" : ";";
            // Only the first stands behind a blank; colons need none, and folds bring their own.
            if (i == 0) word(start + values.get(i) + end);
            else joined(values.get(i) + end);
        }
        return this;
    }

    /** The last tag, without a value yet. */
    String open(String name) {
        word(name + "=");
        return text.toString();
    }

    private FieldFolding word(String word) {
        if (column + 1 + word.length() > LINE && column > 1) fold();
        else {
            text.append(' ');
            column++;
        }
        text.append(word);
        column += word.length();
        return this;
    }

    private void joined(String word) {
        if (column + word.length() > LINE) fold();
        text.append(word);
        column += word.length();
    }

    private void fold() {
        text.append("\r\n\t");
        column = 8;
    }

    /** Base64 on lines of its own. */
    static String folded(String base64) {
        var out = new StringBuilder(base64.length() + 32);
        for (int at = 0; at < base64.length(); at += LINE - 8)
            out.append("\r\n\t").append(base64, at, Math.min(base64.length(), at + LINE - 8));
        return out.toString();
    }
}
