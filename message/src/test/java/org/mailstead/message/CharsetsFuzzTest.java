package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class CharsetsFuzzTest {
    /** The first line is the name of a charset, what follows are bytes in it. */
    @Test
    void anyBytesUnderAnyNameAreText() {
        List<byte[]> seeds = Stream.of(
                        "utf-8\n\u00c3\u00a4\u00e2\u0082\u00ac\u00f0\u009f\u0098\u0080",
                        "iso-2022-jp\n\u001b$B4A;z\u001b(B a",
                        "\"utf-16\";\n\u00fe\u00ff\0a\u00d8\0\u00dc\0",
                        "gb18030\n\u00c4\u00e3\u00810\u00810",
                        "shift_jis\n\u0083e\u0083X\u0083g",
                        "euc-kr\n\u00c7\u00d1",
                        "utf-7\n+AOQ-",
                        "big5\n\u00a4\u00a4",
                        "windows-1252\n\u0080",
                        "x-unknown'\n\u00ff",
                        "\n\u00e4")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        var words = List.of("iso-2022-kr", "utf-32", "koi8-r", "cp1251", "\u001b", "\u001b$B", "\u000e", "\u000f");
        Mutator.run(15, 4_000, seeds, words, bytes -> {
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n') end++;
            String name = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
            byte[] text = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
            String decoded = Charsets.decode(text, name);
            // Of every charset known a byte is at most three characters.
            assertThat(decoded.length()).isLessThanOrEqualTo(3 * text.length);
        });
    }
}
