package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class MessageTextTest {
    @Test
    void decodedTextIsFoundWhereverItIs() {
        var message = Scanned.of(Corpus.WRITTEN.get(6));
        assertThat(has(message, "ä")).as("quoted-printable HTML").isTrue();
        assertThat(has(message, "inside")).as("header of a message inside").isTrue();
        assertThat(has(message, "x.bin")).as("name of a file").isTrue();
        assertThat(has(message, "<p>")).as("markup is no text").isFalse();
        assertThat(has(message, "AAEC")).as("an attachment is no text").isFalse();
        assertThat(has(message, "preamble")).isFalse();
        assertThat(has(message, "outer")).as("the message's own header").isFalse();
        var base64 = Scanned.of(
                "Content-Type: text/plain; charset=shift_jis\n" + "Content-Transfer-Encoding: base64\n\nk/qWew==\n");
        assertThat(has(base64, "日本")).isTrue();
        assertThat(has(Scanned.of("Subject: x\n\nlast line"), "last line")).isTrue();
        assertThat(has(Scanned.of("Content-Type: image/png; name*=utf-8''%C3%BCbersicht.png\n\nx"), "übersicht"))
                .isTrue();
    }

    @Test
    void headersAreDecodedLineByLine() throws IOException {
        var message = Scanned.of("Subject: =?utf-8?q?=C3=A4?=\n folded\nno field\nTo: \u00c3\u00a4 <a@b>\n\nbody\n");
        assertThat(MessageText.header(message.index().root(), message::open))
                .isEqualTo("Subject: ä folded\nno field\nTo: ä <a@b>\n");
    }

    @Test
    void onlyTheBeginningOfEndlessTextIsLookedAt() {
        String filler = "x".repeat(1023) + "\n";
        var text = Scanned.of("Subject: x\n\nfirst\n" + filler.repeat(9 * 1024) + "last\n");
        assertThat(has(text, "first")).isTrue();
        assertThat(has(text, "last")).isFalse();
        var part = "--b\n\n" + filler.repeat(6 * 1024) + "\n";
        var many = Scanned.of("Content-Type: multipart/mixed; boundary=b\n\n" + part.repeat(6) + "--b\n\nlast\n");
        assertThat(has(many, "last")).isFalse();
    }

    @Test
    void hostileHtmlTakesNoTimeWorthSpeakingOf() {
        for (String piece : List.of("<div>", "<table><tr><td>", "<!--", "<svg><p>")) {
            var html = Scanned.of("Content-Type: text/html\n\n" + piece.repeat(1_000_000 / piece.length()) + "end");
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThat(has(html, "nowhere")).isFalse(),
                    piece);
        }
    }

    static boolean has(Scanned message, String wanted) {
        try {
            return MessageText.anyBody(message.index(), message::open, text -> text.contains(wanted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
