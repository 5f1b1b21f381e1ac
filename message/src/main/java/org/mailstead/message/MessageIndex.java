package org.mailstead.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a message without opening it again: its tree of parts with byte offsets, and its envelope.
 *
 * @param size bytes in the whole message
 * @param root the message itself as a part: its header is the message's header, its body the message's body
 * @param wideHeaders whether a header in it, of the message or of a part, has bytes beyond ASCII; true also where nobody looked
 * @param references identifiers in References, without brackets, the oldest first; of very many the first and the last ones
 */
public record MessageIndex(long size, Part root, boolean wideHeaders, List<String> references) {
    /** Scans a message from its first byte to the end, in constant memory however large it is. */
    public static MessageIndex scan(InputStream message) throws IOException {
        return MimeScanner.scan(message);
    }

    public static MessageIndex scan(byte[] message) {
        try {
            return scan(new ByteArrayInputStream(message));
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail to be read", e);
        }
    }

    /** The message's own identifier without brackets; empty if there is none that can be used. */
    public Optional<String> messageId() {
        Envelope envelope = root.envelope();
        String value = envelope == null ? null : envelope.messageId();
        return value == null ? Optional.empty() : MessageIds.in(value).stream().findFirst();
    }

    /** The messages before this one in its conversation, the one it answers last. RFC 5256 §3, REFERENCES. */
    public List<String> ancestors() {
        if (!references.isEmpty()) return references;
        Envelope envelope = root.envelope();
        String value = envelope == null ? null : envelope.inReplyTo();
        return value == null
                ? List.of()
                : MessageIds.in(value).stream().limit(1).toList();
    }

    /** The bytes kept in the message record, a format version first; empty if they would be too many for a row. */
    public byte[] encode() {
        return IndexCodec.encode(this);
    }

    /** Empty if {@code encoded} is empty or was written by another format version: scan the message again. */
    public static Optional<MessageIndex> decode(byte[] encoded) {
        return IndexCodec.decode(encoded);
    }

    /** Where {@code section} lies in the message; empty if there is no such part. RFC 3501 §6.4.5. */
    public Optional<Span> find(Section section) {
        if (section.path().isEmpty()) {
            return switch (section.text()) {
                case ALL -> Optional.of(new Span(0, size));
                case HEADER -> Optional.of(root.header());
                case TEXT -> Optional.of(root.body());
                case MIME -> Optional.empty();
            };
        }
        int[] path = section.path().stream().mapToInt(Integer::intValue).toArray();
        return part(path).flatMap(part -> switch (section.text()) {
            case ALL -> Optional.of(part.body());
            case MIME -> Optional.of(part.header());
            case HEADER -> inside(part).map(Part::header);
            case TEXT -> inside(part).map(Part::body);
        });
    }

    private static Optional<Part> inside(Part part) {
        return part.isMessage() ? Optional.of(part.children().getFirst()) : Optional.empty();
    }

    /** The part at {@code path} (RFC 3501 §6.4.5 numbering, empty path: the message); empty if there is none. */
    public Optional<Part> part(int... path) {
        Part part = root;
        for (int i = 0; i < path.length; i++) {
            Part container;
            if (i == 0 || part.isMultipart()) container = part;
            else if (part.isMessage()) container = part.children().getFirst();
            else return Optional.empty();
            List<Part> children = container.children();
            if (container.isMultipart() && path[i] >= 1 && path[i] <= children.size()) {
                part = children.get(path[i] - 1);
            } else if (!container.isMultipart() && path[i] == 1) {
                // A message that is not multipart has one part: its body.
                part = container;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(part);
    }
}
