package org.mailstead.message;

/** Bytes of a message from {@code start} (inclusive) to {@code end} (exclusive), counted from its first byte. */
public record Span(long start, long end) {
    public long length() {
        return end - start;
    }
}
