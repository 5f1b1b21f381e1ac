package org.mailstead.message;

/**
 * How far reading a message goes. Beyond each limit the message stays whole as bytes; only its tree gets coarser, or
 * search looks at less of it.
 */
final class MessageLimits {
    /** Nested parts; real mail stays below ten, and recursion must not exhaust the stack. A deeper part is a leaf. */
    static final int DEPTH = 100;

    /** Parts of a message; the last one has all the rest as its body, so that the tree fits into memory. */
    static final int PARTS = 10_000;

    /** Bytes of one header that are looked at; real ones are a few KB, the largest seen in lists some 100 KB. */
    static final int HEADER_BYTES = 1024 * 1024;

    /** Bytes of all headers of a message together, since a message may have many parts with large ones. */
    static final int ALL_HEADERS_BYTES = 4 * HEADER_BYTES;

    /** Bytes of a header looked at even when there have been too many: enough for what a part says of itself. */
    static final int SMALL_HEADER_BYTES = 2 * 1024;

    /** Lines in a row that are no fields, after which a header is taken to have ended long since. */
    static final int STRAY_LINES = 50;

    /** Bytes of a boundary: RFC 2046 §5.1.1 allows 70, programs write up to 200. A longer one is none. */
    static final int BOUNDARY_BYTES = 250;

    /** Bytes of a body line that are looked at: a boundary, its dashes, and blanks that were added on the way. */
    static final int BOUNDARY_LINE_BYTES = 512;

    /** Parameters of one header field; the MIME parsers of others were brought down by thousands. */
    static final int PARAMETERS = 200;

    /** Addresses of one header field, marks of groups included; larger lists are cut in ENVELOPE. */
    static final int ADDRESSES = 10_000;

    /** Bytes of an encoded index; a row of the store takes 64 KiB with the blob's name. */
    static final int ENCODED_BYTES = 60_000;

    /** Decoded bytes of one part that search looks at; a longer text is a log file rather than a letter. */
    static final int TEXT_BYTES = 8 * 1024 * 1024;

    /** The same for HTML, whose tree takes many times its size in memory, and up to a second to build. */
    static final int HTML_BYTES = 1024 * 1024;

    /** How many bytes of plain text one byte of HTML counts for, so that the next limit holds for the work done. */
    static final int HTML_WEIGHT = 8;

    /** Decoded bytes of all parts of one message that search looks at, so that one message cannot hold up a search. */
    static final int ALL_TEXT_BYTES = 32 * 1024 * 1024;

    /** Bytes of a message identifier: one line of a header, RFC 5322 §2.1.1. */
    static final int MESSAGE_ID_BYTES = 998;

    /** References kept of one message; no conversation that people have is longer from mail to mail. */
    static final int REFERENCES = 100;

    /** Bytes of all references kept, beside an index that may be large for other reasons. */
    static final int REFERENCES_BYTES = 16 * 1024;

    /** Parts that are looked at for a preview. */
    static final int PREVIEW_PARTS = 4;

    /** Decoded bytes of a plain text that are looked at for a preview: also an answer below a long quotation has one. */
    static final int PREVIEW_TEXT_BYTES = 64 * 1024;

    /** The same for HTML, where style sheets of 100 KB stand before the first word. */
    static final int PREVIEW_HTML_BYTES = 256 * 1024;

    private MessageLimits() {}
}
