package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** RFC 2045 §6.8. Characters outside the alphabet are skipped, as it says there. */
final class Base64Input extends DecodedInput {
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) VALUES[alphabet.charAt(i)] = (byte) i;
    }

    private int bits;
    private int count;

    Base64Input(InputStream encoded) {
        super(encoded);
    }

    @Override
    int decoded() throws IOException {
        for (int c = next(); c >= 0; c = next()) {
            int value = VALUES[c];
            if (value < 0) {
                // Padding ends a group, not the content: senders join several encoded pieces.
                if (c == '=') count = 0;
                continue;
            }
            bits = (bits << 6) | value;
            count += 6;
            if (count >= 8) {
                count -= 8;
                return (bits >> count) & 0xff;
            }
        }
        return -1;
    }
}
