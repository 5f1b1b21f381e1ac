package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class BinaryTranscodingFuzzTest {
    @Test
    void whateverComesNoNulIsLeft() {
        List<byte[]> seeds = List.of(
                BinaryTranscodingTest.TWO_PARTS.getBytes(StandardCharsets.ISO_8859_1),
                "Content-Type: message/rfc822\r\n\r\nContent-Transfer-Encoding: binary\r\n\r\n\0"
                        .getBytes(StandardCharsets.ISO_8859_1));
        Mutator.run(7, 3000, seeds, List.of("--b\r\n", "--b--", "Content-Transfer-Encoding: ", "\0"), message -> {
            BinaryTranscodingTest.Rewritten made = BinaryTranscodingTest.run(message);
            for (byte b : made.bytes()) assertThat(b).isNotZero();
        });
    }
}
