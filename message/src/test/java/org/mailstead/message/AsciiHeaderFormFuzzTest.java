package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class AsciiHeaderFormFuzzTest {
    @Test
    void noMessageMakesAFault() {
        var seeds = List.of(
                AsciiHeaderFormTest.WIDE.getBytes(StandardCharsets.UTF_8),
                "To: a: ü <ü@ü>, (ü) ü@x;\r\nReturn-Path: <ü@x>\r\n\r\n".getBytes(StandardCharsets.UTF_8),
                "Content-Type: text/plain; name*0=\"ü\"; charset=ü\r\n\r\nü".getBytes(StandardCharsets.UTF_8));
        var words =
                List.of("\u00c3\u00bc", "=?", "?=", "--b", "\r\n\r\n", "\"", "multipart/signed", ";", ": ", "<", "\\");
        Mutator.run(22, 3_000, seeds, words, input -> {
            try {
                var form = AsciiHeaderFormTest.form(input);
                byte[] once = AsciiHeaderFormTest.bytes(form);
                assertThat(form.size()).isEqualTo(once.length);
                assertThat(form.headerEnd()).isBetween(0L, (long) once.length);
                if (form.isUnchanged()) assertThat(once).isEqualTo(input);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
