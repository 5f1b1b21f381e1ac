package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mailstead.message.Envelope.EmailAddress;

class AsciiHeaderFormTest {
    static final String WIDE = """
            From: "Jürgen Groß" <jürgen@bücher.example>
            To: =?utf-8?q?Bj=C3=B6rn?= <bjorn@example.org>, Zoë <zoe@example.org>, team: ann@example.org, ü@example.org;
            Subject: Grüße aus Köln
            Message-ID: <1@bücher.example>
            X-Note: naïve
            Date: Thu, 01 Jan 2026 10:00:00 +0000
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Schöne Grüße
            --b
            Content-Type: application/pdf; name="Übersicht.pdf"
            Content-Disposition: attachment;
             filename="Eine sehr lange Übersicht über alles, was in diesem Jahr geschehen ist.pdf"; size=4

            %PDF
            --b
            Content-Type: message/global

            Subject: drinnen ü

            innen ü
            --b--
            """.replace("\n", "\r\n");

    static AsciiHeaderForm form(byte[] message) throws IOException {
        return AsciiHeaderForm.of(MessageIndex.scan(message), opener(message));
    }

    private static MessageText.Opener opener(byte[] message) {
        return (offset, length) ->
                new ByteArrayInputStream(message, (int) offset, (int) Math.min(length, message.length - offset));
    }

    static byte[] bytes(AsciiHeaderForm form) throws IOException {
        try (InputStream in = form.open()) {
            return in.readAllBytes();
        }
    }

    private static String form(String message) throws IOException {
        var form = form(message.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = bytes(form);
        assertThat(form.size()).isEqualTo(bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void namesAndSubjectsCanStillBeRead() throws IOException {
        byte[] bytes = bytes(form(WIDE.getBytes(StandardCharsets.UTF_8)));
        MessageIndex index = MessageIndex.scan(bytes);
        assertThat(index.wideHeaders()).isFalse();
        Envelope envelope = index.root().envelope();
        assertThat(envelope).isNotNull();
        assertThat(EncodedWord.decode(String.valueOf(envelope.subject()))).isEqualTo("Grüße aus Köln");
        EmailAddress from = envelope.from().getFirst();
        assertThat(from.mailbox() + "@" + from.host()).isEqualTo("invalid@internationalized-address.invalid");
        assertThat(EncodedWord.decode(String.valueOf(from.name()))).isEqualTo("Jürgen Groß <jürgen@bücher.example>");
        assertThat(envelope.to().stream().map(each -> String.valueOf(each.mailbox())))
                .containsExactly("bjorn", "zoe", "team", "ann", "invalid", "null");
        assertThat(EncodedWord.decode(String.valueOf(envelope.to().get(1).name())))
                .isEqualTo("Zoë");
        assertThat(envelope.to().getFirst().name()).isEqualTo("=?utf-8?q?Bj=C3=B6rn?=");
        // It has no form that others could refer to.
        assertThat(envelope.messageId()).isNull();
    }

    @Test
    void namesOfFilesAndMessagesInsideToo() throws IOException {
        String form = form(WIDE);
        MessageIndex index = MessageIndex.scan(form.getBytes(StandardCharsets.UTF_8));
        var parts = index.root().children();
        assertThat(parts).hasSize(3);
        assertThat(parts.get(1).parameter("name")).contains("Übersicht.pdf");
        assertThat(parts.get(1).fileName())
                .contains("Eine sehr lange Übersicht über alles, was in diesem Jahr geschehen ist.pdf");
        assertThat(parts.get(2).children().getFirst().envelope()).isNotNull();
        assertThat(form)
                .contains("Schöne Grüße\r\n")
                .contains("innen ü\r\n")
                .contains("X-Note: =?UTF-8?B?")
                .contains("Date: Thu, 01 Jan 2026 10:00:00 +0000\r\n");
        assertThat(form.lines()).allMatch(line -> line.length() < 200);
    }

    @Test
    void whereTheBodyBeginsIsKnown() throws IOException {
        var form = form(WIDE.getBytes(StandardCharsets.UTF_8));
        String text = new String(bytes(form), StandardCharsets.UTF_8);
        assertThat(text.substring(0, (int) form.headerEnd())).endsWith("boundary=b\r\n\r\n");
        assertThat(text.substring((int) form.headerEnd())).startsWith("--b\r\n");
    }

    @Test
    void whatIsAsciiOrNoUtf8StaysAsItIs() throws IOException {
        byte[] plain = "Subject: x\r\n\r\nü".getBytes(StandardCharsets.UTF_8);
        assertThat(form(plain).isUnchanged()).isTrue();
        assertThat(form(plain).size()).isEqualTo(plain.length);
        byte[] latin = "Subject: \u00fc\r\n\r\nx".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(form(latin).isUnchanged()).isTrue();
        assertThat(bytes(form(latin))).isEqualTo(latin);
    }

    @Test
    void whatIsSignedStaysAsItIs() throws IOException {
        String signed = "Subject: ü\r\nContent-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n"
                + "Content-Type: text/plain; name=\"ü\"\r\n\r\nx\r\n--s\r\n\r\nsignature\r\n--s--\r\n";
        assertThat(form(signed)).startsWith("Subject: =?UTF-8?B?w7w=?=\r\n").contains("name=\"ü\"");
    }

    @Test
    void anIndexFromBeforeHeadersWereLookedAtIsStillRead() {
        byte[] encoded = MessageIndex.scan("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                .encode();
        byte[] older = Arrays.copyOf(encoded, encoded.length - 1);
        older[0] = 3;
        assertThat(MessageIndex.decode(older)).hasValueSatisfying(index -> {
            assertThat(index.wideHeaders()).isTrue();
            assertThat(index.size()).isEqualTo(14);
        });
    }

    @Test
    void readsTheSameInPiecesOfAnySize() throws IOException {
        var form = form(WIDE.getBytes(StandardCharsets.UTF_8));
        byte[] whole = bytes(form);
        for (int size : new int[] {1, 2, 7, 100}) {
            var out = new ByteArrayOutputStream();
            byte[] piece = new byte[size];
            try (InputStream in = form.open()) {
                for (int n = in.read(piece); n >= 0; n = in.read(piece)) out.write(piece, 0, n);
            }
            assertThat(out.toByteArray()).isEqualTo(whole);
        }
    }
}
