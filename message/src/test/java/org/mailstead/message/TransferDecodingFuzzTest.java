package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class TransferDecodingFuzzTest {
    @Test
    void bytesOneByOneAreTheSame() {
        var seeds = List.of("begin 644 x\n#0V%T\n`\nend\n", "a=3Db=\r\n  x \r\n=", "aGVs bG8=\r\n=aGV").stream()
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList();
        Mutator.run(6, 3000, seeds, List.of("=", "==", "=\r\n", " \r\n", "begin ", "end\n", "`\n"), bytes -> {
            for (String name : List.of("base64", "quoted-printable", "uuencode")) {
                try (var one = TransferDecoding.open(new ByteArrayInputStream(bytes), name);
                        var all = TransferDecoding.open(new ByteArrayInputStream(bytes), name)) {
                    for (byte b : all.readAllBytes()) assertThat(one.read()).isEqualTo(b & 0xff);
                    assertThat(one.read()).isEqualTo(-1);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }
}
