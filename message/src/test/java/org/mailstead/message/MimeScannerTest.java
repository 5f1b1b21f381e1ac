package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MimeScannerTest {
    @Test
    void partsLieWhereTheyLie() {
        var scanned = Scanned.of(Corpus.WRITTEN.get(6));
        assertThat(scanned.tree())
                .isEqualTo("multipart/mixed[multipart/alternative[text/plain text/html]"
                        + " message/rfc822[multipart/mixed[application/octet-stream]]]");
        assertThat(scanned.body("1.1")).isEqualTo("text");
        assertThat(scanned.body("1.2")).isEqualTo("<p>=C3=A4</p>");
        assertThat(scanned.body("2.1")).isEqualTo("AAECAw==");
        assertThat(scanned.part("2.1").fileName()).contains("x.bin");
        for (int[] none : new int[][] {{3}, {0}, {2, 2}, {1, 1, 1}, {-1}}) {
            assertThat(scanned.index().part(none)).isEmpty();
        }
    }

    @Test
    void sectionsAreWhatRfc3501SaysTheyAre() {
        var scanned = Scanned.of(Corpus.WRITTEN.get(6));
        assertThat(section(scanned, Section.Text.HEADER))
                .contains("Content-Type: multipart/mixed; boundary=\"outer\"\n\n");
        assertThat(section(scanned, Section.Text.TEXT).orElseThrow()).startsWith("preamble\n--outer");
        assertThat(section(scanned, Section.Text.ALL)).contains(scanned.header() + scanned.body());
        assertThat(section(scanned, Section.Text.MIME)).isEmpty();
        assertThat(section(scanned, Section.Text.HEADER, 2))
                .contains("Subject: inside\nContent-Type: multipart/mixed; boundary=deep\n\n");
        assertThat(section(scanned, Section.Text.TEXT, 2).orElseThrow()).startsWith("--deep\n");
        assertThat(section(scanned, Section.Text.MIME, 2)).contains("Content-Type: message/rfc822\n\n");
        assertThat(section(scanned, Section.Text.MIME, 1, 1)).contains("\n");
        assertThat(section(scanned, Section.Text.HEADER, 1))
                .as("only messages have one")
                .isEmpty();
        var single = Scanned.of("Subject: x\n\nhello\nworld");
        assertThat(section(single, Section.Text.ALL, 1)).contains("hello\nworld");
        assertThat(section(single, Section.Text.ALL, 2)).isEmpty();
        assertThat(section(single, Section.Text.ALL, 1, 1)).isEmpty();
        assertThat(section(single, Section.Text.TEXT, 1)).isEmpty();
    }

    private static Optional<String> section(Scanned scanned, Section.Text text, Integer... path) {
        return scanned.index().find(new Section(List.of(path), text)).map(scanned::slice);
    }

    @Test
    void offsetsAreRightForAnyLineEnd() {
        var scanned =
                Scanned.of("A: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\none\r\n--x\r\n\r\ntwo\n--x--\n"
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(scanned.body("1")).isEqualTo("one");
        assertThat(scanned.body("2")).isEqualTo("two");
        scanned.check();
    }

    @Test
    void linesAreCountedByTheirEnds() {
        assertThat(Scanned.of("A: b\n\none\ntwo\n").index().root().lines()).isEqualTo(2);
        assertThat(Scanned.of("A: b\n\none\ntwo").index().root().lines()).isEqualTo(1);
        var parts = Scanned.of("Content-Type: multipart/mixed; boundary=x\n\n--x\n\none\n\n--x\n\n--x\n\n\n--x--");
        assertThat(parts.part("1").lines()).isEqualTo(1);
        assertThat(parts.part("2").lines()).isZero();
        assertThat(parts.part("3").lines()).isZero();
        assertThat(parts.body("3")).isEmpty();
    }

    @Test
    void everyKnownMessageIsWellFormedAndSurvivesEncoding() {
        for (byte[] message : Corpus.all()) Scanned.of(message).check();
    }
}
