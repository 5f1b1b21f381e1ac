package org.mailstead.message;

import java.util.List;

/**
 * The part of a message that a client names in BODY[...]. RFC 3501 §6.4.5.
 *
 * @param path part numbers from the outside in; empty for the message itself
 * @param text what of that part
 */
public record Section(List<Integer> path, Text text) {
    /** The whole message. */
    public static final Section WHOLE = new Section(List.of(), Text.ALL);

    public enum Text {
        /** The part's content without its MIME header; with an empty path the whole message. */
        ALL,
        /** The RFC 5322 header of the message, or of a message/rfc822 part, with the blank line that ends it. */
        HEADER,
        /** The text after that header. */
        TEXT,
        /** The MIME header of the part, with the blank line that ends it. */
        MIME
    }
}
