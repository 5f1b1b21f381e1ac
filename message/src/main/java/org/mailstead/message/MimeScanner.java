package org.mailstead.message;

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
    private int headerRoom = MessageLimits.ALL_HEADERS_BYTES;

    /** Index of the open boundary whose delimiter ended what was read last. */
    private int hit = NOTHING;

    private boolean closing;

    /** Where the part that was ended by {@link #hit} ends, and how many line ends lie before that. */
    private long endOfPart;

    private long lineEndsOfPart;

    private List<String> references = List.of();
    private boolean wideHeaders;

    private MimeScanner(InputStream in) {
        lines = new LineScanner(in);
    }

    static MessageIndex scan(InputStream in) throws IOException {
        var scanner = new MimeScanner(in);
        Part root = scanner.part("text/plain", 0, true);
        return new MessageIndex(scanner.lines.end(), root, scanner.wideHeaders, scanner.references);
    }

    /** Reads one part up to the delimiter that ends it. */
    private Part part(String defaultType, int depth, boolean message) throws IOException {
        parts++;
        long start = lines.end();
        HeaderLines header = header();
        byte[] bytes = header.bytes();
        for (byte b : bytes) wideHeaders |= b < 0;
        HeaderBlock block = HeaderBlock.parse(bytes);
        PartHeader says = PartHeader.read(block, defaultType);
        if (depth == 0) references = MessageIds.references(block);
        List<Part> children = hit == NOTHING || header.delimiter() ? body(says, header, depth) : List.of();
        if (endOfPart < header.end()) {
            // The line end before the delimiter is the header's own.
            endOfPart = header.end();
            lineEndsOfPart = header.lineEnds();
        }
        return says.part(
                new Span(start, header.end()),
                new Span(header.end(), endOfPart),
                lineEndsOfPart - header.lineEnds(),
                children,
                message ? PartHeader.envelope(block) : null);
    }

    private List<Part> body(PartHeader says, HeaderLines header, int depth) throws IOException {
        boolean room = depth < MessageLimits.DEPTH && parts < MessageLimits.PARTS;
        byte[] boundary = says.boundary();
        if (room && boundary != null) return multipart(says, boundary, header.delimiter(), depth);
        // A body that had to be guessed has begun already: it cannot be scanned as a message any more.
        if (room && says.holdsMessage() && header.whole()) return List.of(part("text/plain", depth + 1, true));
        skip();
        return List.of();
    }

    private List<Part> multipart(PartHeader says, byte[] boundary, boolean atDelimiter, int depth) throws IOException {
        var children = new ArrayList<Part>();
        String childType = says.type().equals("multipart/digest") ? "message/rfc822" : "text/plain";
        int mine = boundaries.size();
        boundaries.add(boundary);
        if (atDelimiter) hit = mine;
        else skip();
        while (hit == mine && !closing) children.add(part(childType, depth + 1, false));
        boundaries.removeLast();
        // The epilogue: on to what ends the part around this one.
        if (hit == mine) skip();
        return List.copyOf(children);
    }

    /**
     * Reads header lines up to and including the blank one. The end of input, and a delimiter, end a header too; then
     * {@link #hit} says which, and {@link #endOfPart} is set.
     */
    private HeaderLines header() throws IOException {
        hit = NOTHING;
        var header = new HeaderLines(
                lines.end(),
                lines.lineEnds(),
                Math.min(MessageLimits.HEADER_BYTES, Math.max(headerRoom, MessageLimits.SMALL_HEADER_BYTES)));
        while (header.isOpen()) {
            if (!nextLine(header.room())) header.ended(lines.start(), lines.lineEndsBefore());
            else if (isOwnDelimiter(header)) header.endedByOwnDelimiter(lines.start(), lines.lineEndsBefore());
            else header.add(lines);
        }
        headerRoom -= header.length();
        return header;
    }

    /**
     * Whether the line delimits the multipart whose header is just being read: the blank line was forgotten. Only the
     * first line that might is looked at, since each look reads the header.
     */
    private boolean isOwnDelimiter(HeaderLines header) {
        if (parts >= MessageLimits.PARTS || boundaries.size() >= MessageLimits.DEPTH) return false;
        if (!header.mayEndAtDelimiter() || !isDashed()) {
            return false;
        }
        header.lookedForDelimiter();
        byte[] boundary =
                PartHeader.read(HeaderBlock.parse(header.bytes()), "text/plain").boundary();
        return boundary != null && delimits(boundary);
    }

    private void skip() throws IOException {
        hit = NOTHING;
        while (nextDashed()) {
            // Only its place matters.
        }
    }

    /** Goes to the next line; false, with {@link #hit} set, if it is a delimiter or there is none. */
    private boolean nextLine(int keep) throws IOException {
        return lines.next(keep) ? !isDelimiter() : atEnd();
    }

    /** As {@link #nextLine}, but passes over all lines that are none. */
    private boolean nextDashed() throws IOException {
        return lines.nextDashed() ? !isDelimiter() : atEnd();
    }

    private boolean atEnd() {
        hit = END_OF_MESSAGE;
        endOfPart = lines.end();
        lineEndsOfPart = lines.lineEnds();
        return false;
    }

    private boolean isDelimiter() {
        // The last part has all the rest.
        if (parts >= MessageLimits.PARTS || !isDashed()) return false;
        // Inner boundaries first: of two alike, the inner one is meant.
        for (int i = boundaries.size() - 1; i >= 0; i--) {
            if (!delimits(boundaries.get(i))) continue;
            hit = i;
            // The line end before a delimiter belongs to the delimiter. RFC 2046 §5.1.1.
            endOfPart = lines.start() - lines.terminatorBefore();
            lineEndsOfPart = lines.lineEndsBefore() - (lines.terminatorBefore() > 0 ? 1 : 0);
            return true;
        }
        return false;
    }

    private boolean isDashed() {
        return lines.textLength() >= 2 && lines.text()[0] == '-' && lines.text()[1] == '-';
    }

    /**
     * Whether the line, which begins with two dashes, is a delimiter of {@code boundary}; sets {@link #closing}. The whole
     * line counts, since one boundary may begin with another: programs make them by appending.
     */
    private boolean delimits(byte[] boundary) {
        byte[] text = lines.text();
        int length = lines.textLength();
        int at = 2 + boundary.length;
        if (length < at) return false;
        for (int i = 0; i < boundary.length; i++) if (text[2 + i] != boundary[i]) return false;
        boolean close = length >= at + 2 && text[at] == '-' && text[at + 1] == '-';
        if (!onlySpace(text, close ? at + 2 : at, length)) return false;
        closing = close;
        return true;
    }

    private static boolean onlySpace(byte[] text, int from, int length) {
        for (int i = from; i < length; i++) {
            if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r' && text[i] != '\n') return false;
        }
        return true;
    }
}
