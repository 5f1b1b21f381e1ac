package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mailstead.message.BinaryTranscoding.Outcome;

class BinaryTranscodingTest {
    static final String TWO_PARTS = """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b
            Content-Transfer-Encoding: binary

            --b

            Text stays.
            --b
            Content-Type: image/png
            Content-Transfer-Encoding: BINARY
            Content-ID: <1@x>

            a\0b\0\0c
            --b--
            """.replace("\n", "\r\n");

    record Rewritten(Outcome outcome, byte[] bytes) {}

    static Rewritten run(byte[] message) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (var from = new Spool(folder);
                var to = new Spool(folder)) {
            from.write(message);
            Outcome outcome = BinaryTranscoding.run(from, to);
            to.finish();
            try (InputStream in = to.open()) {
                return new Rewritten(outcome, in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Rewritten run(String message) {
        return run(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] content(byte[] message, int... path) {
        Part part = MessageIndex.scan(message).part(path).orElseThrow();
        var body = new ByteArrayInputStream(
                message, (int) part.body().start(), (int) part.body().length());
        try (InputStream in = TransferDecoding.open(body, part.encoding())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBinaryPartBecomesBase64AndTheOthersStay() {
        Rewritten made = run(TWO_PARTS);
        assertThat(made.outcome()).isEqualTo(Outcome.REWRITTEN);
        assertThat(new String(made.bytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo(TWO_PARTS
                        .replace("Content-Transfer-Encoding: binary", "Content-Transfer-Encoding: 8bit")
                        .replace("Content-Transfer-Encoding: BINARY", "Content-Transfer-Encoding: base64")
                        .replace("a\0b\0\0c", "YQBiAABj"));
        assertThat(content(made.bytes(), 2)).isEqualTo("a\0b\0\0c".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aMessageThatIsOnePartGetsTheFieldItLacks() {
        Rewritten made = run("Subject: x\r\n\r\n\0\1\2");
        assertThat(new String(made.bytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo("Content-Transfer-Encoding: base64\r\nSubject: x\r\n\r\nAAEC\r\n");
    }

    @Test
    void onlyTheFirstOfSeveralEncodingsCountsAndTheOthersGo() {
        Rewritten made = run(
                "Content-Transfer-Encoding: 8bit\r\nA: b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\0=41");
        assertThat(new String(made.bytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo("Content-Transfer-Encoding: base64\r\nA: b\r\n\r\nAD00MQ==\r\n");
    }

    @Test
    void withoutNulNothingIsDone() {
        assertThat(run("Content-Transfer-Encoding: binary\r\n\r\n\u00ff\r").outcome())
                .isEqualTo(Outcome.NOT_NEEDED);
    }

    @Test
    void nulInAHeaderOrBetweenPartsOrUnderAnotherEncodingIsRefused() {
        assertThat(run("Subject: a\0b\r\n\r\nx").outcome()).isEqualTo(Outcome.IMPOSSIBLE);
        assertThat(run(TWO_PARTS.replace("--b\r\n\r\nText", "\0\r\n--b\r\n\r\nText"))
                        .outcome())
                .isEqualTo(Outcome.IMPOSSIBLE);
        assertThat(run("Content-Transfer-Encoding: base64\r\n\r\nAA\0A").outcome())
                .isEqualTo(Outcome.IMPOSSIBLE);
        assertThat(run("Content-Transfer-Encoding: x-none\r\n\r\nAA\0A").outcome())
                .isEqualTo(Outcome.IMPOSSIBLE);
    }

    @Test
    void aMessageInsideAMessageIsTakenApart() {
        Rewritten made = run("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                + "Subject: inside\r\nContent-Transfer-Encoding: binary\r\n\r\n\0\0\0");
        assertThat(new String(made.bytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                        + "Subject: inside\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n");
    }
}
