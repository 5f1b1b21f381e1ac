package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SevenBitFormTest {
    static final String TEXT = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\nSubject: x\r\n\r\n";

    static final String MIXED = """
            MIME-Version: 1.0
            Content-Transfer-Encoding: 8bit
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Grüße
            --b
            Content-Type: image/png
            Content-Transfer-Encoding: 8bit

            ÿÿ
            --b
            Content-Type: message/rfc822
            Content-Transfer-Encoding: 8bit

            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            inside: ß
            --b
            Content-Type: text/plain

            plain
            --b--
            """.replace("\n", "\r\n");

    @Test
    void textBecomesQuotedPrintable() {
        assertThat(form(TEXT + "Größe = 1 \r\n\r\na\nb\t"))
                .contains(TEXT.replace("8bit", "quoted-printable") + "Gr=C3=B6=C3=9Fe =3D 1=20\r\n\r\na=0Ab=09");
    }

    @Test
    void longLinesGoOn() {
        String encoded = form(TEXT + "ü".repeat(100) + "\r\n").orElseThrow();
        assertThat(encoded.lines()).allMatch(line -> line.length() <= 76);
        assertThat(decoded(encoded)).containsExactly("ü".repeat(100) + "\r\n");
    }

    @Test
    void whatIsAsciiStaysAsItIs() {
        String ascii = TEXT + "all ASCII = fine \r\n";
        assertThat(form(ascii)).contains(ascii);
    }

    @Test
    void partsAreEncodedByTheirKindAndContainersClaimNothing() {
        String encoded = form(MIXED).orElseThrow();
        assertThat(encoded)
                .doesNotContain("8bit")
                .contains("Content-Transfer-Encoding: base64\r\n\r\nw7/Dvw==\r\n--b")
                .contains("Gr=C3=BC=C3=9Fe\r\n--b")
                .contains("inside: =C3=9F\r\n--b")
                .contains("Content-Type: text/plain\r\n\r\nplain\r\n--b--");
        assertThat(decoded(encoded)).containsExactly("Grüße", "ÿÿ", "inside: ß", "plain");
    }

    @Test
    void whatIsSignedIsNeverTouched() {
        String signed = MIXED.replace("multipart/mixed", "multipart/signed");
        assertThat(form(signed)).isEmpty();
        String fine = signed.replaceAll("[^\\p{ASCII}]", "x");
        assertThat(form(fine)).contains(fine);
    }

    @Test
    void whereNothingCanBeEncodedThereIsNoForm() {
        assertThat(form(TEXT.replace("8bit", "base64") + "ü\r\n")).isEmpty();
        assertThat(form(TEXT.replace("8bit", "x-own") + "ü\r\n")).isEmpty();
        assertThat(form(MIXED.replace("--b--", "--b--\r\nü")))
                .as("behind the last part")
                .isEmpty();
        assertThat(form(TEXT.replace("text/plain", "message/partial") + "ü\r\n"))
                .isEmpty();
    }

    @Test
    void aMessageOfBeforeMimeBecomesOne() {
        assertThat(form("Subject: x\r\n\r\nü\r\n"))
                .contains("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=unknown-8bit\r\n"
                        + "Content-Transfer-Encoding: quoted-printable\r\nSubject: x\r\n\r\n=C3=BC\r\n");
    }

    @Test
    void lettersInHeadersStay() {
        assertThat(form("Subject: ü\r\n\r\nx\r\n")).contains("Subject: ü\r\n\r\nx\r\n");
    }

    @Test
    void largeBodiesComeOutWhole() {
        String large = "ü \r\n \t \r x".repeat(20_000);
        assertThat(decoded(form(TEXT + large).orElseThrow())).containsExactly(large);
        String binary = TEXT.replace("text/plain", "image/png") + large;
        assertThat(decoded(form(binary).orElseThrow())).containsExactly(large);
    }

    private static Optional<String> form(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try {
            var form = SevenBitForm.of(() -> new ByteArrayInputStream(bytes));
            if (form.isEmpty()) return Optional.empty();
            try (InputStream in = form.get().open()) {
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Bodies of the leaves, decoded. */
    private static List<String> decoded(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        var all = new ArrayList<String>();
        leaves(MessageIndex.scan(bytes).root(), bytes, all);
        return all;
    }

    private static void leaves(Part part, byte[] message, List<String> all) {
        part.children().forEach(child -> leaves(child, message, all));
        if (!part.children().isEmpty()) return;
        var body = new ByteArrayInputStream(
                message, (int) part.body().start(), (int) part.body().length());
        try (InputStream in = TransferDecoding.open(body, part.encoding())) {
            all.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
