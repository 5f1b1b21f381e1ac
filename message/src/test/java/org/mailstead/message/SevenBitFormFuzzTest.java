package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class SevenBitFormFuzzTest {
    @Test
    void noMessageMakesAFault() {
        var seeds = List.of(
                (SevenBitFormTest.TEXT + "ü").getBytes(StandardCharsets.UTF_8),
                SevenBitFormTest.MIXED.getBytes(StandardCharsets.UTF_8),
                "ü".getBytes(StandardCharsets.UTF_8));
        var words = List.of("--b", "--b--", "\r\n\r\n", "multipart/signed", "message/rfc822", "base64", "\u00ff", "=");
        Mutator.run(21, 3_000, seeds, words, input -> {
            try {
                var form = SevenBitForm.of(() -> new ByteArrayInputStream(input));
                if (form.isEmpty()) return;
                byte[] once;
                try (InputStream in = form.get().open()) {
                    once = in.readAllBytes();
                }
                var again = SevenBitForm.of(() -> new ByteArrayInputStream(once));
                assertThat(again).as("its form is its own form").isPresent();
                try (InputStream in = again.get().open()) {
                    assertThat(in.readAllBytes()).isEqualTo(once);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
