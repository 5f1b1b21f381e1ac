package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class EncodedWordFuzzTest {
    @Test
    void nothingMakesItFail() {
        Mutator.run(
                9,
                4000,
                List.of("=?utf-8?b?w6Q=?= =?x?y?z?= =?utf-8?q?=C3=A4?=".getBytes(StandardCharsets.US_ASCII)),
                List.of("=?", "?=", "?q?", "?b?", "utf-8", "iso-2022-jp", "utf-16", "x-unknown", "*de"),
                bytes -> assertThat(EncodedWord.decode(new String(bytes, StandardCharsets.ISO_8859_1)))
                        .isNotNull());
    }
}
