package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransferDecodingTest {
    @Test
    void base64() {
        assertThat(decode("base64", "aGVsbG8=")).isEqualTo("hello");
        assertThat(decode("BASE64", "aGVs\r\nbG8")).as("padding forgotten").isEqualTo("hello");
        assertThat(decode("base64", " a!G-V s*bG8= "))
                .as("what is not in the alphabet")
                .isEqualTo("hello");
        assertThat(decode("base64", "aGVsbG8=\r\naGVsbG8=")).as("two pieces").isEqualTo("hellohello");
        assertThat(decode("base64", "=")).isEmpty();
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        String encoded = Base64.getMimeEncoder().encodeToString(bytes);
        assertThat(decode("base64", encoded)).isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Test
    void quotedPrintable() {
        assertThat(decode("quoted-printable", "a=3Db=e4=C3=84")).isEqualTo("a=b\u00e4\u00c3\u0084");
        assertThat(decode("quoted-printable", "soft=\r\nbreak=\nhere= \t\r\n!")).isEqualTo("softbreakhere!");
        assertThat(decode("quoted-printable", "blanks  \t\r\nat end  ")).isEqualTo("blanks\r\nat end");
        assertThat(decode("quoted-printable", "in  the\t middle")).isEqualTo("in  the\t middle");
        assertThat(decode("quoted-printable", "=zz =4 = x =")).isEqualTo("=zz =4 = x ");
        assertThat(decode("quoted-printable", "bare\rCR =\r x")).isEqualTo("bare\rCR =\r x");
        assertThat(decode("quoted-printable", " ".repeat(20_000) + "x")).isEqualTo(" ".repeat(20_000) + "x");
    }

    @Test
    void uuencode() {
        String encoded = "text before\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\ntext behind\r\n";
        for (String name : List.of("x-uuencode", "uuencode", "X-UUE"))
            assertThat(decode(name, encoded)).isEqualTo("Cat");
        assertThat(decode("uuencode", "begin 644 x\n%86)C9&4\nend\n")).isEqualTo("abcde");
        assertThat(decode("uuencode", "no begin\n#0V%T\n")).isEmpty();
        assertThat(decode("uuencode", "begin 644 x\n#0V%T")).as("cut").isEqualTo("Cat");
        assertThat(decode("uuencode", "begin 644 x\nM\nend"))
                .as("cut inside a line")
                .hasSize(45);
    }

    @Test
    void anythingElseStaysAsItIs() {
        for (String name : List.of("7bit", "8bit", "binary", "", "x-unknown")) {
            assertThat(decode(name, "a=3D aGVs")).isEqualTo("a=3D aGVs");
            assertThat(TransferDecoding.isIdentity(name)).isTrue();
        }
        assertThat(TransferDecoding.isIdentity(" Base64")).isFalse();
    }

    @Test
    void noMoreThanAskedForIsDecoded() throws IOException {
        byte[] encoded = Base64.getEncoder().encode(new byte[100_000]);
        assertThat(TransferDecoding.decode(new ByteArrayInputStream(encoded), "base64", 1000))
                .hasSize(1000);
    }

    private static String decode(String encoding, String text) {
        try {
            var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(TransferDecoding.decode(in, encoding, 1_000_000), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
