package org.mailstead.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the tree of parts in one pass. Bodies are not kept, only counted, so memory does not grow with the message.
 *
 * <p>A line that delimits any multipart which is open ends all parts inside that one, whether they ended themselves or
 * not. RFC 2046 §5.1.2.
 */
final class MimeScanner {
    /** Values of {@link #hit} that are no index of a boundary. */
    private static final int NOTHING = -1;

    private static final int END_OF_MESSAGE = -2;

    private final LineScanner lines;
    private final List<byte[]> boundaries = new ArrayList<>();
    private int parts;

    /** Index of the open boundary whose delimiter ended what was read last. */
    private int hit = NOTHING;

    private boolean closing;

    /** Where the part that was ended by {@link #hit} ends, and how many lines lie before that. */
    private long endOfPart;

    private long linesAtEnd;

    /** The line before the one being read. */
    private long previousEnd;

    private int previousTerminator;
    private boolean previousEmpty;

    private MimeScanner(InputStream in) {
        lines = new LineScanner(in);
    }

    static MessageIndex scan(InputStream in) throws IOException {
        var scanner = new MimeScanner(in);
        Part root = scanner.part("text/plain", 0, true);
        return new MessageIndex(scanner.lines.end(), root);
    }

    /** Reads one part up to the delimiter that ends it. */
    private Part part(String defaultType, int depth, boolean message) throws IOException {
        parts++;
        long headerStart = lines.end();
        HeaderBlock block = HeaderBlock.parse(header());
        PartHeader header = PartHeader.read(block, defaultType);
        long bodyStart = hit == NOTHING ? lines.end() : Math.max(headerStart, endOfPart);
        long linesBefore = hit == NOTHING ? lines.lines() : linesAtEnd;
        List<Part> children = hit == NOTHING ? body(header, depth) : List.of();
        // The line end before the delimiter may be the header's own: then it is the header that has it.
        endOfPart = Math.max(bodyStart, endOfPart);
        return header.part(
                new Span(headerStart, bodyStart),
                new Span(bodyStart, endOfPart),
                Math.max(0, linesAtEnd - linesBefore),
                children,
                message ? PartHeader.envelope(block) : null);
    }

    private List<Part> body(PartHeader header, int depth) throws IOException {
        boolean room = depth < MessageLimits.DEPTH && parts < MessageLimits.PARTS;
        byte[] boundary = header.boundary();
        if (room && boundary != null) return multipart(header, boundary, depth);
        if (room && header.holdsMessage()) return List.of(part("text/plain", depth + 1, true));
        skip();
        return List.of();
    }

    private List<Part> multipart(PartHeader header, byte[] boundary, int depth) throws IOException {
        var children = new ArrayList<Part>();
        String childType = header.type().equals("multipart/digest") ? "message/rfc822" : "text/plain";
        int mine = boundaries.size();
        boundaries.add(boundary);
        skip();
        while (hit == mine && !closing && parts < MessageLimits.PARTS) {
            hit = NOTHING;
            children.add(part(childType, depth + 1, false));
        }
        boundaries.removeLast();
        // The epilogue, or parts beyond the limit: on to what ends the part around this one.
        if (hit == mine) skip();
        return List.copyOf(children);
    }

    /** Reads header lines up to and including the blank one. A delimiter or the end of input ends a header too. */
    private byte[] header() throws IOException {
        hit = NOTHING;
        var bytes = new ByteArrayOutputStream();
        while (nextLine(MessageLimits.HEADER_BYTES)) {
            int room = MessageLimits.HEADER_BYTES - bytes.size();
            bytes.write(lines.text(), 0, Math.min(lines.textLength(), room));
            if (lines.isEmpty()) break;
        }
        return bytes.toByteArray();
    }

    private void skip() throws IOException {
        hit = NOTHING;
        while (nextLine(MessageLimits.BOUNDARY_LINE_BYTES)) {
            // Only its place matters.
        }
    }

    /** Goes to the next line; false, with {@link #hit} set, if it is a delimiter or there is none. */
    private boolean nextLine(int keep) throws IOException {
        previousEnd = lines.end();
        previousTerminator = lines.terminator();
        previousEmpty = lines.isEmpty();
        long linesBefore = lines.lines();
        if (!lines.next(keep)) {
            hit = END_OF_MESSAGE;
            endOfPart = lines.end();
            linesAtEnd = linesBefore + (previousTerminator == 0 && !previousEmpty ? 1 : 0);
            return false;
        }
        if (!delimits()) return true;
        // The line end before a delimiter belongs to the delimiter. RFC 2046 §5.1.1.
        endOfPart = previousEnd - previousTerminator;
        linesAtEnd = linesBefore - (previousEmpty ? 1 : 0);
        return false;
    }

    private boolean delimits() {
        byte[] text = lines.text();
        int length = lines.textLength();
        if (length < 2 || text[0] != '-' || text[1] != '-') return false;
        // Inner boundaries first: of two alike, the inner one is meant.
        for (int i = boundaries.size() - 1; i >= 0; i--) {
            byte[] boundary = boundaries.get(i);
            int at = 2 + boundary.length;
            if (length < at || !startsWith(text, boundary)) continue;
            boolean close = length >= at + 2 && text[at] == '-' && text[at + 1] == '-';
            if ((close && onlySpace(text, at + 2, length)) || onlySpace(text, at, length)) {
                hit = i;
                closing = close;
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] text, byte[] boundary) {
        for (int i = 0; i < boundary.length; i++) if (text[2 + i] != boundary[i]) return false;
        return true;
    }

    private static boolean onlySpace(byte[] text, int from, int length) {
        for (int i = from; i < length; i++) {
            if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r' && text[i] != '\n') return false;
        }
        return true;
    }
}
