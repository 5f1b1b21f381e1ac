package org.mailstead.message;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Fields that a server adds to a message on its way, and those it takes out. The text is not touched, and not copied. New trace
 * fields stand above the older ones, {@code Return-Path} above all. RFC 5321 §4.4, RFC 5322 §3.6.7.
 *
 * @param onTop whole fields with their line ends
 * @param unwanted asked of each field that is there
 */
public record HeaderChange(byte[] onTop, Predicate<RawField> unwanted) {
    /** A larger header is not changed: that of a message with a thousand recipients has 100 KB. */
    public static final int HEADER_BYTES = 1024 * 1024;

    /** @param bytes all of the field, line end included */
    public record RawField(String name, byte[] bytes) {}

    /**
     * The changed message, which shares the bytes of its text with the one given. Empty if its header is larger than {@link
     * #HEADER_BYTES}.
     *
     * @param message finished; must stay open as long as the result is read
     */
    public Optional<Spool> apply(Spool message) throws IOException {
        byte[] header = headerOf(message);
        if (header.length >= HEADER_BYTES) return Optional.empty();
        var out = new ByteArrayOutputStream(header.length + onTop.length);
        boolean put = false;
        int at = 0;
        for (var field : HeaderBlock.parse(header).fields()) {
            int end = (int) field.span().end();
            boolean first = at == 0 && field.name().equalsIgnoreCase("Return-Path");
            if (!first && !put) {
                out.writeBytes(onTop);
                put = true;
            }
            byte[] bytes = Arrays.copyOfRange(header, (int) field.span().start(), end);
            if (!unwanted.test(new RawField(field.name(), bytes))) out.writeBytes(bytes);
            at = end;
        }
        if (!put) out.writeBytes(onTop);
        // The blank line, where there is one.
        out.write(header, at, header.length - at);
        return Optional.of(message.startingWith(out.toByteArray(), header.length));
    }

    /** The first bytes of a message, up to the blank line and with it; {@link #HEADER_BYTES} of them at most. */
    public static byte[] headerOf(Spool message) throws IOException {
        try (InputStream in = new BufferedInputStream(message.open())) {
            return header(in);
        }
    }

    /** Up to the blank line and with it. */
    private static byte[] header(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream(4096);
        boolean blank = true;
        while (bytes.size() < HEADER_BYTES) {
            int b = in.read();
            if (b < 0) break;
            bytes.write(b);
            if (b == '\n' && blank) break;
            blank = b == '\n' || (blank && b == '\r');
        }
        return bytes.toByteArray();
    }
}
