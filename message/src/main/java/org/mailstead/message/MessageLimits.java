package org.mailstead.message;

/** How far a scan goes. Beyond each limit the message stays readable as bytes; only its tree gets coarser. */
final class MessageLimits {
    /** Nested parts; real mail stays below ten, and recursion must not exhaust the stack. A deeper part is a leaf. */
    static final int DEPTH = 100;

    /** Parts in a message; later ones stay in the body of the last, so that the tree fits into memory. */
    static final int PARTS = 10_000;

    /** Bytes of one header that are looked at; real ones are a few KB, the largest seen in lists some 100 KB. */
    static final int HEADER_BYTES = 1024 * 1024;

    /** Bytes of a body line that are looked at: RFC 2046 §5.1.1 allows boundaries of 70, programs write up to 200. */
    static final int BOUNDARY_LINE_BYTES = 512;

    /** Parameters of one header field; the MIME parsers of others were brought down by thousands. */
    static final int PARAMETERS = 200;

    /** Addresses of one header field; larger lists are cut in ENVELOPE. */
    static final int ADDRESSES = 10_000;

    /** Bytes of an encoded index; a row of the store takes 64 KiB with the blob's name. */
    static final int ENCODED_BYTES = 60_000;

    private MessageLimits() {}
}
