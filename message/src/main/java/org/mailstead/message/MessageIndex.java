package org.mailstead.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * What is known of a message without opening it again: its tree of parts with byte offsets, and its envelope.
 *
 * @param size bytes in the whole message
 * @param root the message itself as a part: its header is the message's header, its body the message's body
 */
public record MessageIndex(long size, Part root) {
    /** Scans a message from its first byte to the end, in constant memory however large it is. */
    public static MessageIndex scan(InputStream message) throws IOException {
        throw new UnsupportedOperationException();
    }

    public static MessageIndex scan(byte[] message) {
        throw new UnsupportedOperationException();
    }

    /** The bytes kept in the message record; begins with a format version. */
    public byte[] encode() {
        throw new UnsupportedOperationException();
    }

    /** Empty if {@code encoded} was written by another format version: scan the message again. */
    public static Optional<MessageIndex> decode(byte[] encoded) {
        throw new UnsupportedOperationException();
    }

    /** Where {@code section} lies in the message; empty if there is no such part. RFC 3501 §6.4.5. */
    public Optional<Span> find(Section section) {
        throw new UnsupportedOperationException();
    }

    /** The part at {@code path} (RFC 3501 §6.4.5 numbering, empty path: the message); empty if there is none. */
    public Optional<Part> part(int... path) {
        throw new UnsupportedOperationException();
    }
}
