package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Messages made to exhaust whoever reads them. */
class ParserLimitsTest {
    @Test
    void nestingBeyondTheLimitEndsInALeaf() {
        var deep = new StringBuilder();
        for (int i = 0; i < 5000; i++)
            deep.append("Content-Type: multipart/mixed; boundary=b%1$d\n\n--b%1$d\n".formatted(i));
        var multiparts = Scanned.of(deep.toString());
        multiparts.check();
        assertThat(depth(multiparts.index().root())).isEqualTo(MessageLimits.DEPTH);
        var messages = Scanned.of("Content-Type: message/rfc822\n\n".repeat(5000));
        messages.check();
        assertThat(depth(messages.index().root())).isEqualTo(MessageLimits.DEPTH);
    }

    private static int depth(Part part) {
        int deepest = -1;
        for (Part child : part.children()) deepest = Math.max(deepest, depth(child));
        return deepest + 1;
    }

    @Test
    void theLastPartHasAllTheRest() {
        var many =
                Scanned.of("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(20_000) + "--b--\n");
        many.check();
        var children = many.index().root().children();
        assertThat(children).hasSize(MessageLimits.PARTS - 1);
        assertThat(children.getLast().body().end()).isEqualTo(many.message().length);
        assertThat(many.index().encode()).isEmpty();
        assertThat(MessageIndex.decode(many.index().encode())).isEmpty();
    }

    @Test
    void endlessHeadersCostNoMoreThanTheirLimit() {
        var one = Scanned.of("Subject: " + "x".repeat(3_000_000) + "\nTo: a@b\n\nbody\n");
        assertThat(one.body()).isEqualTo("body\n");
        Envelope envelope = one.index().root().envelope();
        assertThat(envelope).isNotNull();
        assertThat(envelope.subject()).hasSizeLessThan(MessageLimits.HEADER_BYTES);
        assertThat(envelope.to()).isEmpty();
        var part = "--b\nContent-Description: " + "x".repeat(500_000) + "\nContent-Type: text/html\n\n";
        var many = Scanned.of("Content-Type: multipart/mixed; boundary=b\n\n" + part.repeat(40));
        long kept = 0;
        for (Part child : many.index().root().children()) {
            String description = child.description();
            kept += description == null ? 0 : description.length();
        }
        assertThat(many.index().root().children()).hasSize(40);
        assertThat(kept)
                .isLessThan(MessageLimits.ALL_HEADERS_BYTES
                        + MessageLimits.HEADER_BYTES
                        + 40 * MessageLimits.SMALL_HEADER_BYTES);
    }

    @Test
    void aBodyWithoutHeaderIsNotGatheredAsOne() {
        var scanned = Scanned.of("no field\n".repeat(100_000) + "Subject: late\n");
        assertThat(scanned.header()).isEmpty();
        assertThat(scanned.envelope()).doesNotContain("late");
        scanned.check();
    }

    @Test
    void parametersAndAddressesAreCounted() {
        var parameters = new StringBuilder("Content-Type: text/plain");
        for (int i = 0; i < 5000; i++) parameters.append("; p").append(i).append("=v");
        assertThat(Scanned.of(parameters + "\n\n").index().root().parameters()).hasSize(MessageLimits.PARAMETERS);
        assertThat(AddressList.parse("a@b,".repeat(50_000))).hasSizeLessThanOrEqualTo(MessageLimits.ADDRESSES);
        assertThat(AddressList.parse("g:;".repeat(50_000))).hasSizeLessThanOrEqualTo(MessageLimits.ADDRESSES);
        assertThat(AddressList.parse("g:" + "a@b,".repeat(50_000)).getLast())
                .as("a group is closed even if it is cut")
                .isEqualTo(new Envelope.EmailAddress(null, null, null));
    }

    @Test
    void aMessageOfAnySizeNeedsConstantMemory() throws IOException {
        long size = 64 * 1024 * 1024;
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        var index = MessageIndex.scan(new Endless(size));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(index.size()).isEqualTo(size);
        assertThat(allocated).isLessThan(1024 * 1024);
    }

    /** So many bytes of a message, made as they are read. */
    private static final class Endless extends InputStream {
        private final byte[] lines =
                "some text in a line, and -- dashes\r\n--b\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        private long left;

        Endless(long size) {
            left = size;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("only in pieces");
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            if (left == 0) return -1;
            int given = (int) Math.min(Math.min(count, lines.length), left);
            System.arraycopy(lines, 0, into, offset, given);
            left -= given;
            return given;
        }
    }

    /** What takes time in the square of its length is minutes here, not parts of a second. */
    @Test
    void nothingIsQuadratic() {
        String[] patterns = {
            "\"",
            "(",
            "<",
            "\\\"",
            "<\"",
            "=?a?q?",
            "=?a?b?x",
            "=?a?q?x?",
            "=?utf-8?q?a?= ",
            "(\\",
            ";",
            ":",
            "g:;",
            "<,",
            ",",
            "=",
            "*0=",
            "a=\"",
            "%",
            "@",
            "<@a,",
            "a b.",
            "[",
            "( ("
        };
        for (String pattern : patterns) {
            String text = pattern.repeat(400_000 / pattern.length());
            Assertions.assertThatCode(() -> read(text)).as(pattern).doesNotThrowAnyException();
        }
        for (String line : new String[] {
            "--b\n", "x\n", " x\n", "a:\n", "a:\n--\n", "\u0000\n", "Content-Type: multipart/mixed; boundary=b\n--\n"
        }) {
            String text = line.repeat(1_500_000 / line.length());
            within(
                    line,
                    () -> Scanned.of("Content-Type: multipart/mixed; boundary=b\n" + text)
                            .check());
        }
    }

    private static void read(String text) {
        within(text.substring(0, 10), () -> {
            assertThat(AddressList.parse(text)).isNotNull();
            assertThat(EncodedWord.decode(text)).isNotNull();
            assertThat(Dates.parse(text)).isEmpty();
            assertThat(new HeaderLexer(text).parameters()).isNotNull();
            assertThat(HeaderBlock.parse(text.getBytes(StandardCharsets.ISO_8859_1))
                            .fields())
                    .hasSize(1);
        });
    }

    private static void within(String what, Runnable work) {
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), work::run, what);
    }
}
