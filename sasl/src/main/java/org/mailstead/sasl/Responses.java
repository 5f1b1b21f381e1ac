package org.mailstead.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the mechanisms share in reading a response. */
final class Responses {
    private Responses() {}

    /** Empty if it is no UTF-8, which all mechanisms want. */
    static Optional<String> text(byte[] response) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(response))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The parts between a character, empty ones included. */
    static List<String> parts(String text, char between) {
        var parts = new ArrayList<String>();
        int from = 0;
        for (int at = text.indexOf(between); at >= 0; at = text.indexOf(between, from)) {
            parts.add(text.substring(from, at));
            from = at + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** A name in a GS2 header, in which two characters are written otherwise; empty if it is wrong. RFC 5801 §4. */
    static Optional<String> name(String written) {
        var name = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c != '=') {
                name.append(c);
                continue;
            }
            String escape = written.substring(i, Math.min(written.length(), i + 3));
            if (escape.equalsIgnoreCase("=2C")) name.append(',');
            else if (escape.equalsIgnoreCase("=3D")) name.append('=');
            else return Optional.empty();
            i += 2;
        }
        return name.isEmpty() || name.indexOf("\0") >= 0 ? Optional.empty() : Optional.of(name.toString());
    }
}
