package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * The first words of a message, as lists of messages show them. RFC 8970 §3. Quoted text and signatures are left out
 * unless there is nothing else; attachments have no part in it.
 */
public final class Preview {
    /** RFC 8970 §3.1 advises 200, counted in code points. */
    public static final int CHARACTERS = 200;

    private final MessageText.Opener opener;

    private Preview(MessageText.Opener opener) {
        this.opener = opener;
    }

    /** One line; empty if there is no text in the message. */
    public static String of(MessageIndex message, MessageText.Opener opener) throws IOException {
        var preview = new Preview(opener);
        var texts = new ArrayList<Part>();
        collect(message.root(), texts);
        for (Part part : texts) {
            String line = preview.line(part);
            if (!line.isEmpty()) return line;
        }
        return "";
    }

    /** The texts that may be shown, the best first; a few of them, since looking at each costs time. */
    private static void collect(Part part, List<Part> texts) {
        if (texts.size() >= MessageLimits.PREVIEW_PARTS || isAttachment(part)) return;
        if (part.isMultipart()) {
            // Of alternatives the plainest needs least guessing.
            boolean choice = part.type().equals("multipart/alternative");
            if (choice) for (Part child : part.children()) if (isPlain(child)) collect(child, texts);
            for (Part child : part.children()) if (!choice || !isPlain(child)) collect(child, texts);
        } else if (isPlain(part) || part.type().equals("text/html")) {
            texts.add(part);
        }
    }

    private static boolean isPlain(Part part) {
        return part.type().equals("text/plain");
    }

    private static boolean isAttachment(Part part) {
        Part.Disposition disposition = part.disposition();
        return disposition != null
                && (disposition.kind().equals("attachment") || !part.type().startsWith("text/"))
                && !part.isMultipart();
    }

    private String line(Part part) throws IOException {
        int limit = isPlain(part) ? MessageLimits.PREVIEW_TEXT_BYTES : MessageLimits.PREVIEW_HTML_BYTES;
        byte[] bytes;
        // No encoding takes more than three bytes for one.
        long encoded = Math.min(part.body().length(), 3L * limit);
        try (InputStream in = opener.open(part.body().start(), encoded)) {
            bytes = TransferDecoding.decode(in, part.encoding(), limit);
        }
        String text = Charsets.decode(bytes, part.parameter("charset").orElse(""));
        return isPlain(part) ? plain(text) : html(text);
    }

    private static String plain(String text) {
        var own = new StringBuilder();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.equals("-- ") || line.equals("--")) break;
            if (!line.startsWith(">")) own.append(line).append('\n');
        }
        String preview = oneLine(own.toString());
        return preview.isEmpty() ? oneLine(text) : preview;
    }

    private static String html(String text) {
        Element body = Jsoup.parse(text).body();
        body.select("script, style, template, title, svg, noscript").remove();
        String whole = body.text();
        body.select("blockquote").remove();
        String preview = oneLine(body.text());
        return preview.isEmpty() ? oneLine(whole) : preview;
    }

    /** White space in single blanks, without characters that nobody sees: newsletters pad with hundreds of them. */
    private static String oneLine(String text) {
        var line = new StringBuilder();
        int count = 0;
        boolean gap = false;
        for (int i = 0; i < text.length() && count < CHARACTERS; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isSpace(c)) {
                gap = count > 0;
            } else if (isShown(c)) {
                // A blank only if there is room for what follows it.
                if (gap && count + 2 > CHARACTERS) break;
                if (gap) line.append(' ');
                count += gap ? 2 : 1;
                gap = false;
                line.appendCodePoint(c);
            }
        }
        return line.toString();
    }

    private static boolean isSpace(int c) {
        return c <= ' ' || c == 0x7f || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isShown(int c) {
        int kind = Character.getType(c);
        boolean joins = c == 0x200d || c == 0x200c;
        // U+034F is the one mark that is there only to be invisible.
        return joins
                || (kind != Character.FORMAT
                        && kind != Character.CONTROL
                        && kind != Character.SURROGATE
                        && kind != Character.UNASSIGNED
                        && c != 0x034f);
    }
}
