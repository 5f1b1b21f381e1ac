package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A message and its index, with short ways to ask for what a test wants to see. */
record Scanned(byte[] message, MessageIndex index) {
    /** @param text latin-1, {@code \n} meaning CRLF */
    static Scanned of(String text) {
        return of(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    static Scanned of(byte[] message) {
        return new Scanned(message, MessageIndex.scan(message));
    }

    /** Types of the tree in brackets: {@code multipart/mixed[text/plain message/rfc822[text/html]]}. */
    String tree() {
        return tree(index.root());
    }

    private static String tree(Part part) {
        if (part.children().isEmpty()) return part.type();
        return part.type() + part.children().stream().map(Scanned::tree).collect(Collectors.joining(" ", "[", "]"));
    }

    Part part(String path) {
        return index.part(Arrays.stream(path.split("\\."))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .orElseThrow();
    }

    String body(String path) {
        return slice(part(path).body());
    }

    String header() {
        return slice(index.root().header());
    }

    String body() {
        return slice(index.root().body());
    }

    String slice(Span span) {
        return new String(message, (int) span.start(), (int) span.length(), StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n");
    }

    InputStream open(long offset, long length) {
        return new ByteArrayInputStream(message, (int) offset, (int) length);
    }

    String bodyStructure() {
        return structure(true);
    }

    private String structure(boolean extended) {
        try {
            var out = new ByteArrayOutputStream();
            ImapStructure.body(index.root(), extended, out);
            return out.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String envelope() {
        try {
            var out = new ByteArrayOutputStream();
            Envelope envelope = index.root().envelope();
            if (envelope == null) throw new AssertionError("a message has an envelope");
            ImapStructure.envelope(envelope, out);
            return out.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What holds of every message at all. */
    void check() {
        assertThat(index.size()).isEqualTo(message.length);
        assertThat(index.root().header().start()).isZero();
        assertThat(index.root().body().end()).isEqualTo(message.length);
        spans(index.root());
        ImapGrammar.envelope(envelope().getBytes(StandardCharsets.ISO_8859_1));
        for (boolean extended : new boolean[] {false, true}) {
            ImapGrammar.body(structure(extended).getBytes(StandardCharsets.ISO_8859_1), extended);
        }
        byte[] encoded = index.encode();
        if (encoded.length > 0) assertThat(MessageIndex.decode(encoded)).contains(index);
    }

    private void spans(Part part) {
        assertThat(part.header().end()).isEqualTo(part.body().start());
        assertThat(part.header().length()).isNotNegative();
        assertThat(part.body().length()).isNotNegative();
        assertThat(part.lines()).isEqualTo(lineEnds(part.body()));
        long from = part.body().start();
        for (Part child : part.children()) {
            assertThat(child.header().start()).isGreaterThanOrEqualTo(from);
            assertThat(child.body().end()).isLessThanOrEqualTo(part.body().end());
            from = child.body().end();
            spans(child);
        }
    }

    private long lineEnds(Span span) {
        long count = 0;
        for (long i = span.start(); i < span.end(); i++) if (message[(int) i] == '\n') count++;
        return count;
    }
}
