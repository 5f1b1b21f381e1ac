package org.mailstead.imap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Mailbox names as clients write them, each byte a character of ISO 8859-1. */
final class EncodedName {
    private EncodedName() {}

    /**
     * UTF-8 where that was agreed on (RFC 9051 §5.1), else modified UTF-7, or UTF-8 from programs that ignore RFC 3501
     * §5.1. Empty if it is neither.
     */
    static Optional<String> decode(String raw, boolean utf8) {
        boolean seven = !utf8 && raw.chars().allMatch(c -> c < 0x80);
        return seven ? ModifiedUtf7.decode(raw) : utf8(raw);
    }

    static Optional<String> utf8(String latin1) {
        try {
            byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
