package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharsetsTest {
    @ParameterizedTest
    @CsvSource({
        "utf-8, UTF-8",
        "UTF8, UTF-8",
        "\"utf-8\", UTF-8",
        "utf-8;, UTF-8",
        "us-ascii, US-ASCII",
        "ISO-8859-1, windows-1252",
        "latin1, windows-1252",
        "iso_8859-1, windows-1252",
        "iso-8859-15, ISO-8859-15",
        "cp1252, windows-1252",
        "gb2312, GB18030",
        "gbk, GB18030",
        "euc-kr, x-windows-949",
        "ks_c_5601-1987, x-windows-949",
        "shift_jis, windows-31j",
        "iso-8859-8-i, ISO-8859-8",
    })
    void namesMeanWhatSendersMean(String name, String wanted) {
        assertThat(Charsets.named(name)).map(Charset::name).hasValue(wanted);
    }

    @Test
    void unknownNamesAreNone() {
        for (String name : List.of("", " ", "unknown-8bit", "x y", "\"", "a".repeat(1000), "\u00e4")) {
            assertThat(Charsets.named(name)).isEmpty();
        }
    }

    @Test
    void oneTornCharacterDoesNotSpoilATextInUtf8() {
        byte[] torn = "grün und schön".getBytes(StandardCharsets.UTF_8);
        torn[3] = 'n';
        assertThat(Charsets.decode(torn, "utf-8")).contains("schön");
    }

    @Test
    void aWrongNameIsSeenThrough() {
        byte[] latin = "grün".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf8 = "grün".getBytes(StandardCharsets.UTF_8);
        assertThat(Charsets.decode(latin, "utf-8")).isEqualTo("grün");
        assertThat(Charsets.decode(utf8, "us-ascii")).isEqualTo("grün");
        assertThat(Charsets.decode(latin, "us-ascii")).isEqualTo("grün");
        assertThat(Charsets.decode(utf8, "")).isEqualTo("grün");
        assertThat(Charsets.decode(utf8, "nobody-knows")).isEqualTo("grün");
    }
}
