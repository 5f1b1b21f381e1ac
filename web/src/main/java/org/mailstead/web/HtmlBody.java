package org.mailstead.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Writes the body of a page, so that no text can become markup and every element is closed. Not safe for threads. */
public final class HtmlBody {
    /** Those of ours that have no end. HTML §13.1.2. */
    private static final Set<String> VOID = Set.of("input", "br", "img");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values by turns; an empty value is written as the name alone */
    public HtmlBody open(String element, String... attributes) {
        begin(element, attributes);
        if (!VOID.contains(element)) open.push(element);
        return this;
    }

    public HtmlBody close() {
        String element = open.pop();
        out.append("</").append(element).append('>');
        if (!element.equals("b") && !element.equals("span")) out.append('\n');
        return this;
    }

    public HtmlBody text(String text) {
        out.append(Html.escaped(text));
        return this;
    }

    /** An element with nothing but text in it. */
    public HtmlBody leaf(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** @param markup of our own making, without anything that somebody typed */
    public HtmlBody ours(String markup) {
        out.append(markup);
        return this;
    }

    private void begin(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]);
            if (!attributes[i + 1].isEmpty())
                out.append("=\"").append(Html.escaped(attributes[i + 1])).append('"');
        }
        out.append('>');
    }

    /** @throws IllegalStateException if something is still open */
    @Override
    public String toString() {
        if (!open.isEmpty()) throw new IllegalStateException("still open: " + open);
        return out.toString();
    }
}
