package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * What has to be known of content before it is sent, found out without keeping it.
 *
 * @param hasNul whether there is a NUL byte in it, which most protocols cannot carry
 */
public record DecodedContent(long bytes, boolean hasNul) {
    private static final int PIECE = 16 * 1024;

    /** Measures up to {@code limit} bytes behind the first {@code skipped}; reads no further. */
    public static DecodedContent measure(InputStream content, long skipped, long limit) throws IOException {
        pass(content, skipped);
        byte[] piece = new byte[PIECE];
        long bytes = 0;
        boolean hasNul = false;
        while (bytes < limit) {
            int count = content.read(piece, 0, (int) Math.min(piece.length, limit - bytes));
            if (count < 0) break;
            for (int i = 0; i < count && !hasNul; i++) hasNul = piece[i] == 0;
            bytes += count;
        }
        return new DecodedContent(bytes, hasNul);
    }

    /** Goes past {@code count} bytes, or to the end of the content. */
    public static void pass(InputStream content, long count) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, count)];
        for (long left = count; left > 0; ) {
            int passed = content.read(piece, 0, (int) Math.min(piece.length, left));
            if (passed < 0) return;
            left -= passed;
        }
    }
}
