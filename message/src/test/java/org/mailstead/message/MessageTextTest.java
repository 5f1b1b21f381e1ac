package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageTextTest {
    @Test
    void decodedTextIsFoundWhereverItIs() throws IOException {
        byte[] message = Corpus.WRITTEN.get(6).replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(has(message, "ä")).as("quoted-printable HTML").isTrue();
        assertThat(has(message, "inside")).as("header of a message inside").isTrue();
        assertThat(has(message, "<p>")).as("markup is no text").isFalse();
        assertThat(has(message, "AAEC")).as("an attachment is no text").isFalse();
        byte[] base64 =
                "Content-Type: text/plain; charset=shift_jis\r\nContent-Transfer-Encoding: base64\r\n\r\nk/qWew==\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(has(base64, "日本")).isTrue();
    }

    private static boolean has(byte[] message, String wanted) throws IOException {
        return MessageText.anyBody(
                MessageIndex.scan(message),
                (offset, length) -> new ByteArrayInputStream(message, (int) offset, (int) length),
                text -> text.contains(wanted));
    }
}
