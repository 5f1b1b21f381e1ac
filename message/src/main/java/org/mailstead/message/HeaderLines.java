package org.mailstead.message;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The lines of a header as they are read, and where it ends. That is at the blank line (RFC 5322 §2.1), unless what
 * stands before it is plainly the body: the blank line was forgotten, or there is no header at all. Lines that are no
 * fields count as body if nothing but such lines follows up to the end, or two of them up to the blank line, or very many,
 * or if no field stands before them. A single one in front of the blank line is rather a field that was folded wrongly.
 */
final class HeaderLines {
    private static final byte[] MBOX_START = {'F', 'r', 'o', 'm', ' '};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final int limit;
    private final long start;
    private boolean open = true;
    private boolean anyField;
    private boolean whole;
    private boolean delimiter;
    private boolean looked;
    private long end;
    private long lineEnds;

    /** The lines that are no fields and stand behind the last field: how many, and where the first one is. */
    private int strays;

    private long straysStart;
    private long lineEndsBeforeStrays;
    private int bytesBeforeStrays;

    /** @param limit bytes kept */
    HeaderLines(long start, long lineEnds, int limit) {
        this.start = start;
        this.end = start;
        this.lineEnds = lineEnds;
        this.limit = limit;
    }

    boolean isOpen() {
        return open;
    }

    /** How much of the next line to keep: what there is room for, yet enough to recognise a delimiter or a field. */
    int room() {
        return Math.max(MessageLimits.BOUNDARY_LINE_BYTES, limit - bytes.size());
    }

    void add(LineScanner line) {
        if (line.isBlank()) {
            if (strays > 1 || (strays == 1 && !anyField)) {
                endAtStrays();
                return;
            }
            keep(line);
            whole = true;
            ended(line.end(), line.lineEnds());
            return;
        }
        byte[] text = line.text();
        boolean continues = HeaderBlock.isSpace(text[0]) && anyField && strays == 0;
        if (HeaderBlock.nameEnd(text, 0, line.textLength()) > 0 || isMboxStart(line)) {
            anyField = true;
            strays = 0;
        } else if (!continues && strays++ == 0) {
            straysStart = line.start();
            lineEndsBeforeStrays = line.lineEndsBefore();
            bytesBeforeStrays = bytes.size();
        }
        if (strays > MessageLimits.STRAY_LINES) endAtStrays();
        else keep(line);
    }

    /** The line that some programs put before a message, often with a mark that it is no field. RFC 4155 §A. */
    private boolean isMboxStart(LineScanner line) {
        if (line.start() != start) return false;
        byte[] text = line.text();
        int from = text[0] == '>' ? 1 : 0;
        if (line.textLength() < from + MBOX_START.length) return false;
        for (int i = 0; i < MBOX_START.length; i++) if (text[from + i] != MBOX_START[i]) return false;
        return true;
    }

    private void keep(LineScanner line) {
        int count = Math.min(line.textLength(), limit - bytes.size());
        if (count > 0) bytes.write(line.text(), 0, count);
    }

    /** There are no more lines before {@code end}. */
    void ended(long end, long lineEnds) {
        if (strays > 0 && !whole) {
            endAtStrays();
            return;
        }
        open = false;
        this.end = end;
        this.lineEnds = lineEnds;
    }

    private void endAtStrays() {
        open = false;
        end = straysStart;
        lineEnds = lineEndsBeforeStrays;
    }

    void endedByOwnDelimiter(long end, long lineEnds) {
        delimiter = true;
        strays = 0;
        ended(end, lineEnds);
    }

    /** Whether the next line may be the delimiter of the multipart that this header announces. */
    boolean mayEndAtDelimiter() {
        return anyField && strays == 0 && !looked;
    }

    void lookedForDelimiter() {
        looked = true;
    }

    /** Whether the header ended at its own multipart's delimiter, which has been read. */
    boolean delimiter() {
        return delimiter;
    }

    /** Whether there was a blank line at the end. */
    boolean whole() {
        return whole;
    }

    /** Offset behind the header, where the body begins. */
    long end() {
        return end;
    }

    /** Line ends in the message before {@link #end}. */
    long lineEnds() {
        return lineEnds;
    }

    int length() {
        return bytes.size();
    }

    byte[] bytes() {
        byte[] all = bytes.toByteArray();
        boolean cut = !open && strays > 0 && end == straysStart;
        return cut ? Arrays.copyOf(all, bytesBeforeStrays) : all;
    }
}
