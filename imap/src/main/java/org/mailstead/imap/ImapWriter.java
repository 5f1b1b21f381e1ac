package org.mailstead.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.UidSet;
import org.mailstead.wire.Connection;

/** Writes responses. RFC 3501 §7. Collects small pieces before they go to the connection: most responses are small. */
final class ImapWriter extends OutputStream {
    private static final int PIECE = 16 * 1024;

    /** Longer strings make lines that some programs cannot read. */
    private static final int LONGEST_QUOTED = 1000;

    private final Connection connection;
    private final Enabled enabled;
    private byte[] buffer = new byte[512];
    private int used;

    ImapWriter(Connection connection, Enabled enabled) {
        this.connection = connection;
        this.enabled = enabled;
    }

    @Override
    public void write(int b) throws IOException {
        room(1);
        buffer[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > PIECE) {
            pass();
            connection.write(bytes, offset, length);
        } else {
            room(length);
            System.arraycopy(bytes, offset, buffer, used, length);
            used += length;
        }
    }

    private void room(int wanted) throws IOException {
        if (used + wanted <= buffer.length) return;
        if (used + wanted > PIECE) pass();
        if (wanted > buffer.length || used + wanted > buffer.length) {
            // Grows for long answers only, so that an idle session holds little.
            buffer = java.util.Arrays.copyOf(buffer, Math.min(PIECE, Math.max(buffer.length * 2, used + wanted)));
        }
    }

    private void pass() throws IOException {
        connection.write(buffer, 0, used);
        used = 0;
    }

    /** ASCII, or ISO 8859-1. */
    @SuppressWarnings("deprecation") // The one way to get bytes out of a Latin-1 string without making an array.
    ImapWriter text(String latin1) throws IOException {
        int length = latin1.length();
        if (length > PIECE) {
            write(latin1.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }
        room(length);
        latin1.getBytes(0, length, buffer, used);
        used += length;
        return this;
    }

    ImapWriter number(long value) throws IOException {
        if (value < 0) return text(Long.toString(value));
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) digits++;
        room(digits);
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            buffer[used + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        used += digits;
        return this;
    }

    /** The IMAP form, {@code 1:4,7}, without making a string of what may be long. */
    ImapWriter uids(UidSet uids) throws IOException {
        for (int r = 0; r < uids.ranges(); r++) {
            if (r > 0) text(",");
            number(uids.first(r));
            if (uids.last(r) != uids.first(r)) text(":").number(uids.last(r));
        }
        return this;
    }

    ImapWriter line() throws IOException {
        return text("\r\n");
    }

    /** A mailbox's name in UTF-8 or modified UTF-7, whichever the client takes, quoted where it is no atom. */
    ImapWriter mailbox(MailboxName name) throws IOException {
        if (enabled.utf8Names()) {
            return astring(new String(name.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
        return astring(ModifiedUtf7.encode(name.toString()));
    }

    /** @param latin1 printable ASCII, or UTF-8 by its bytes for a client that takes it */
    ImapWriter astring(String latin1) throws IOException {
        boolean atom = !latin1.isEmpty() && !latin1.equalsIgnoreCase("NIL");
        for (int i = 0; atom && i < latin1.length(); i++) atom = ImapReader.isAstringCharacter(latin1.charAt(i));
        return atom ? text(latin1) : quoted(latin1);
    }

    ImapWriter quoted(String latin1) throws IOException {
        return text("\"")
                .text(latin1.replace("\\", "\\\\").replace("\"", "\\\""))
                .text("\"");
    }

    /**
     * A literal of exactly {@code length} bytes. NUL may not be sent in one (RFC 3501 §9, CHAR8) and goes as 0x80, as
     * other servers do. A source that ends early ends the session, since the length has been announced.
     */
    void literal(InputStream source, long length) throws IOException {
        text("{").number(length).text("}\r\n");
        byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, length))];
        long left = length;
        while (left > 0) {
            int count = source.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) throw new IOException("a stored message is shorter than its record says");
            for (int i = 0; i < count; i++) if (piece[i] == 0) piece[i] = (byte) 0x80;
            write(piece, 0, count);
            left -= count;
        }
    }

    /** The value of an annotation, as short as it can be said. RFC 5464 §5, value. */
    void value(byte[] bytes) throws IOException {
        boolean plain = bytes.length <= LONGEST_QUOTED;
        boolean nul = false;
        for (byte b : bytes) {
            plain &= b >= ' ' && b <= '~';
            nul |= b == 0;
        }
        if (plain) {
            quoted(new String(bytes, StandardCharsets.US_ASCII));
        } else {
            text(nul ? "~{" : "{").number(bytes.length).text("}\r\n");
            write(bytes, 0, bytes.length);
        }
    }

    /** A literal8 of exactly {@code length} bytes, whatever they are. RFC 3516 §4.2. */
    void literal8(InputStream source, long length) throws IOException {
        text("~{").number(length).text("}\r\n");
        byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, length))];
        for (long left = length; left > 0; ) {
            int count = source.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) throw new IOException("a part is shorter than it was when it was measured");
            write(piece, 0, count);
            left -= count;
        }
    }

    void literal(byte[] bytes) throws IOException {
        literal(new java.io.ByteArrayInputStream(bytes), bytes.length);
    }

    /** Text in any script where an astring belongs. */
    ImapWriter unicode(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length == text.length()) return astring(text);
        if (enabled.utf8Names()) return quoted(new String(utf8, StandardCharsets.ISO_8859_1));
        literal(utf8);
        return this;
    }

    /** An untagged status response, for example {@code * BYE text}. */
    void untagged(String status, String text) throws IOException {
        text("* ").text(status).text(" ").text(text).line();
    }

    void untagged(ImapReply reply) throws IOException {
        text("* ").text(reply.toString()).line();
    }

    @Override
    public void flush() throws IOException {
        if (used > 0) pass();
        connection.flush();
    }
}
