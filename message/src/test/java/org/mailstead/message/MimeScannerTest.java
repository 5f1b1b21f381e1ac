package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class MimeScannerTest {
    @Test
    void partsLieWhereTheyLie() {
        byte[] message = bytes(Corpus.WRITTEN.get(6));
        MessageIndex index = MessageIndex.scan(message);
        assertThat(text(message, index, "1.1")).isEqualTo("text");
        assertThat(text(message, index, "1.2")).isEqualTo("<p>=C3=A4</p>");
        assertThat(text(message, index, "2.1")).isEqualTo("AAECAw==");
        assertThat(index.part(1, 1).orElseThrow().type()).isEqualTo("text/plain");
        assertThat(index.part(2, 1).orElseThrow().lines()).isEqualTo(1);
        assertThat(index.part(3)).isEmpty();
        assertThat(index.part(2, 2)).isEmpty();
        assertThat(index.part(1, 1, 1)).isEmpty();
        var inner = new Section(List.of(2), Section.Text.HEADER);
        assertThat(slice(message, index.find(inner).orElseThrow()))
                .isEqualTo("Subject: inside\r\nContent-Type: multipart/mixed; boundary=deep\r\n\r\n");
        var mime = new Section(List.of(2, 1), Section.Text.MIME);
        assertThat(slice(message, index.find(mime).orElseThrow()))
                .startsWith("Content-Type: application/octet-stream")
                .endsWith("base64\r\n\r\n");
        assertThat(index.find(new Section(List.of(1), Section.Text.HEADER))).isEmpty();
    }

    @Test
    void anOuterDelimiterEndsWhatWasNotEnded() {
        byte[] message = bytes(Corpus.WRITTEN.get(7));
        MessageIndex index = MessageIndex.scan(message);
        assertThat(index.root().children()).hasSize(2);
        assertThat(text(message, index, "1.1")).isEqualTo("one");
        assertThat(text(message, index, "2")).isEqualTo("two\r\n");
    }

    @Test
    void aMessageThatIsNotMultipartHasOnePart() {
        byte[] message = bytes("Subject: x\n\nhello\nworld");
        MessageIndex index = MessageIndex.scan(message);
        assertThat(text(message, index, "1")).isEqualTo("hello\r\nworld");
        assertThat(index.root().lines()).isEqualTo(2);
        assertThat(index.part(1, 1)).isEmpty();
        assertThat(index.part(2)).isEmpty();
    }

    @Test
    void offsetsAreRightForAnyLineEnd() {
        byte[] message = "A: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\none\r\n--x\r\n\r\ntwo\n--x--\n"
                .getBytes(StandardCharsets.US_ASCII);
        MessageIndex index = MessageIndex.scan(message);
        assertThat(text(message, index, "1")).isEqualTo("one");
        assertThat(text(message, index, "2")).isEqualTo("two");
    }

    @Test
    void nestingBeyondTheLimitIsNoProblem() {
        var deep = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        MessageIndex index = MessageIndex.scan(bytes(deep.toString()));
        wellFormed(index);
        var many = new StringBuilder("Content-Type: multipart/mixed; boundary=b\n\n");
        for (int i = 0; i < 20_000; i++) many.append("--b\n\nx\n");
        wellFormed(MessageIndex.scan(bytes(many.toString())));
    }

    @Test
    void everyKnownMessageIsWellFormedAndSurvivesEncoding() {
        for (byte[] message : Corpus.all()) check(message);
    }

    @Test
    void noDamageBreaksTheStructure() {
        var dictionary = List.of(
                "Content-Type: multipart/mixed; boundary=x\r\n",
                "--x\r\n",
                "--x--\r\n",
                "--outer\r\n",
                "Content-Type: message/rfc822\r\n\r\n",
                "From: \"",
                "To: a:;,<>(",
                "Content-Disposition: a; b=\"c",
                "\r\n\r\n");
        Mutator.run(25, 4000, Corpus.all(), dictionary, MimeScannerTest::check);
    }

    private static void check(byte[] message) {
        MessageIndex index = MessageIndex.scan(message);
        assertThat(index.size()).isEqualTo(message.length);
        inside(index.root(), new Span(0, message.length));
        wellFormed(index);
        byte[] encoded = index.encode();
        if (encoded.length > 0) assertThat(MessageIndex.decode(encoded)).contains(index);
    }

    private static void inside(Part part, Span around) {
        assertThat(part.header().start()).isGreaterThanOrEqualTo(around.start());
        assertThat(part.header().end()).isEqualTo(part.body().start());
        assertThat(part.body().length()).isNotNegative();
        assertThat(part.body().end()).isLessThanOrEqualTo(around.end());
        for (Part child : part.children()) inside(child, part.body());
    }

    private static void wellFormed(MessageIndex index) {
        try {
            var out = new ByteArrayOutputStream();
            Envelope envelope = index.root().envelope();
            assertThat(envelope).isNotNull();
            if (envelope != null) ImapStructure.envelope(envelope, out);
            ImapListChecker.check(out.toByteArray());
            for (boolean extended : new boolean[] {false, true}) {
                out.reset();
                ImapStructure.body(index.root(), extended, out);
                ImapListChecker.check(out.toByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] message, MessageIndex index, String path) {
        int[] numbers = java.util.Arrays.stream(path.split("\\."))
                .mapToInt(Integer::parseInt)
                .toArray();
        return slice(message, index.part(numbers).orElseThrow().body());
    }

    private static String slice(byte[] message, Span span) {
        return new String(message, (int) span.start(), (int) span.length(), StandardCharsets.ISO_8859_1);
    }
}
