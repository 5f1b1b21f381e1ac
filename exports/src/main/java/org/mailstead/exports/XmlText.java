package org.mailstead.exports;

/** Writes XML, a line for each element. Whatever a text has in it stays text. */
public final class XmlText {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private int depth;

    /** For what has to stand before the first element. */
    public XmlText line(String markup) {
        text.append(INDENT.repeat(depth)).append(markup).append('\n');
        return this;
    }

    /** @param attributes names and values by turns */
    public XmlText open(String element, String... attributes) {
        begin(element, attributes).append(">\n");
        depth++;
        return this;
    }

    public XmlText close(String element) {
        depth--;
        return line("</" + element + ">");
    }

    public XmlText empty(String element, String... attributes) {
        begin(element, attributes).append("/>\n");
        return this;
    }

    public XmlText leaf(String element, String content, String... attributes) {
        begin(element, attributes)
                .append('>')
                .append(escaped(content))
                .append("</")
                .append(element)
                .append(">\n");
        return this;
    }

    private StringBuilder begin(String element, String... attributes) {
        text.append(INDENT.repeat(depth)).append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2)
            text.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        return text;
    }

    /** Without characters that XML cannot have in any form. */
    public static String escaped(String content) {
        var out = new StringBuilder(content.length());
        content.codePoints().filter(XmlText::isCharacter).forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean isCharacter(int c) {
        if (c < ' ') return c == '\t' || c == '\n' || c == '\r';
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !surrogate && c != 0xfffe && c != 0xffff;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
