package org.mailstead.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.mailstead.wire.Connection;

/**
 * One way between a program and its provider that is followed: lines are looked at before they go on, everything else runs by. What a line
 * is passed on as is what came, byte for byte. One thread uses it.
 */
final class Flow {
    /** Of a line, as much as is looked at: what a server can, names of mailboxes. The rest of a longer one runs by. */
    static final int HEAD = 8 * 1024;

    /** Enough for what announces a literal: {@code ~{9223372036854775807+}} and the end of the line. */
    private static final int TAIL = 32;

    /** Two TLS records. */
    private static final int BUFFER = 32 * 1024;

    private static final byte[] NOTHING = {};

    private final Connection from;
    private final Connection to;
    private Duration patience;

    private byte[] head = NOTHING;
    private int length;
    private boolean whole;

    private byte[] window = NOTHING;
    private int at;
    private int until;

    /** What comes from one side cannot be brought to the other, since that has gone. */
    static final class OtherSideGone extends IOException {
        private static final long serialVersionUID = 1;

        OtherSideGone(IOException cause) {
            super(cause);
        }
    }

    /** One side has gone in the middle of something. */
    static final class Ended extends IOException {
        private static final long serialVersionUID = 1;
    }

    Flow(Connection from, Connection to, Duration patience) {
        this.from = from;
        this.to = to;
        this.patience = patience;
    }

    /** From here on this side may be silent for so long. */
    void waitFor(Duration longest) {
        patience = longest;
    }

    /**
     * Reads a line, or the beginning of a long one; nothing of it goes on yet.
     *
     * @return false at the end, also where the last line has none
     */
    boolean line() throws IOException {
        length = 0;
        whole = false;
        while (look()) {
            int wanted = Math.min(until - at, HEAD - length);
            int end = indexOfLineEnd(at, at + wanted);
            int count = end < 0 ? wanted : end + 1 - at;
            if (head.length < length + count) head = Arrays.copyOf(head, Math.min(HEAD, 2 * (length + count)));
            System.arraycopy(window, at, head, length, count);
            length += count;
            take(count);
            whole = end >= 0;
            if (whole || length == HEAD) return true;
        }
        return false;
    }

    /** Whether all of the line is here. */
    boolean isWhole() {
        return whole;
    }

    /** What is here of the line, without its end; a character for each byte. */
    String text() {
        int end = length;
        if (whole) {
            end--;
            if (end > 0 && head[end - 1] == '\r') end--;
        }
        return new String(head, 0, end, StandardCharsets.ISO_8859_1);
    }

    /** So many bytes are taken from the beginning of the line. */
    void cut(int bytes) {
        length -= bytes;
        System.arraycopy(head, bytes, head, 0, length);
    }

    /** What is here of the line goes on as it is. */
    void pass() throws IOException {
        write(head, 0, length);
    }

    /** The rest of a line that is not whole goes on. @return the last characters of it, without the line's end */
    String passRest() throws IOException {
        return rest(true);
    }

    /** The same, but it goes nowhere. */
    String dropRest() throws IOException {
        return rest(false);
    }

    private String rest(boolean passes) throws IOException {
        byte[] tail = Arrays.copyOfRange(head, length - TAIL, length);
        while (!whole) {
            await();
            int end = indexOfLineEnd(at, until);
            int count = end < 0 ? until - at : end + 1 - at;
            tail = last(tail, window, at, count);
            if (passes) pass(count);
            else take(count);
            whole = end >= 0;
        }
        return new String(tail, StandardCharsets.ISO_8859_1).replaceFirst("\r?\n$", "");
    }

    private static byte[] last(byte[] before, byte[] bytes, int from, int count) {
        int kept = Math.min(count, TAIL);
        byte[] last = Arrays.copyOfRange(before, kept, TAIL + kept);
        System.arraycopy(bytes, from + count - kept, last, TAIL - kept, kept);
        return last;
    }

    /** So many bytes go on. */
    void copy(long bytes) throws IOException {
        long left = bytes;
        while (left > 0 && (left < BUFFER || from.hasBufferedInput())) {
            await();
            int count = (int) Math.min(left, until - at);
            pass(count);
            left -= count;
        }
        if (left > 0) copyLarge(left);
    }

    /** As fast as where nothing is followed. */
    private void copyLarge(long bytes) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = bytes; left > 0; ) {
            flush();
            from.within(patience, patience);
            int count = from.read(buffer, 0, (int) Math.min(left, BUFFER));
            if (count < 0) throw new Ended();
            write(buffer, 0, count);
            left -= count;
        }
    }

    /** A few bytes go on. @return them, a character for each */
    String copyShort(int bytes) throws IOException {
        var text = new StringBuilder();
        while (text.length() < bytes) {
            await();
            int count = Math.min(bytes - text.length(), until - at);
            text.append(new String(window, at, count, StandardCharsets.ISO_8859_1));
            pass(count);
        }
        return text.toString();
    }

    /** Takes bytes of a message until the search in it is over; they go nowhere yet. */
    byte[] beginning(int most, MessageIdSearch search) throws IOException {
        var taken = new ByteArrayOutputStream();
        while (taken.size() < most && !search.isOver()) {
            await();
            int count = Math.min(most - taken.size(), until - at);
            search.look(window, at, at + count);
            taken.write(window, at, count);
            take(count);
        }
        return taken.toByteArray();
    }

    /** So many bytes go nowhere. */
    void drop(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            await();
            int count = (int) Math.min(left, until - at);
            take(count);
            left -= count;
        }
    }

    /** Waits until something is in the window. */
    void await() throws IOException {
        if (!look()) throw new Ended();
    }

    /** Where the bytes are that came and were not taken yet: from {@link #at} to {@link #until}. */
    byte[] window() {
        return window;
    }

    int at() {
        return at;
    }

    int until() {
        return until;
    }

    /** So many bytes of the window go on. */
    void pass(int count) throws IOException {
        write(window, at, count);
        take(count);
    }

    /** So many bytes of the window go nowhere. */
    void take(int count) throws IOException {
        at += count;
        from.scan((_, start, _) -> start + count);
    }

    void write(byte[] bytes, int offset, int count) throws IOException {
        try {
            to.write(bytes, offset, count);
        } catch (IOException e) {
            throw new OtherSideGone(e);
        }
    }

    /** A character for each byte. */
    void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        write(bytes, 0, bytes.length);
    }

    void flush() throws IOException {
        try {
            to.flush();
        } catch (IOException e) {
            throw new OtherSideGone(e);
        }
    }

    /** What was passed on is sent before this side is waited for. */
    private boolean look() throws IOException {
        if (!from.hasBufferedInput()) {
            flush();
            from.within(patience, patience);
        }
        return from.scan((input, start, end) -> {
            window = input;
            at = start;
            until = end;
            return start;
        });
    }

    private int indexOfLineEnd(int start, int end) {
        for (int i = start; i < end; i++) if (window[i] == '\n') return i;
        return -1;
    }
}
