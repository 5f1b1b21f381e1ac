package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.testkit.Mutator;

class DotWriterTest {
    @ParameterizedTest
    @CsvSource({
        "'', .~",
        "text~, text~.~",
        "text, text~.~",
        ".~, ..~.~",
        "..~, ...~.~",
        "a.~.b~, a.~..b~.~",
        "a~~b, a~~b~.~",
        // Bare line ends, which hide a second mail from some servers and not from others.
        "a<LF>.<LF>b, a~..~b~.~",
        "a<CR>.<CR>b, a~..~b~.~",
        "a<LF>.~b~, a~..~b~.~",
        "a~.<LF>b~, a~..~b~.~",
        "a~.<CR>b~, a~..~b~.~",
        "a<CR><CR><LF>b, a~~b~.~",
        "a<LF><CR>b, a~~b~.~",
        "a<CR>, a~.~",
        "a<LF>, a~.~",
    })
    void dotsAreDoubledAndLineEndsMended(String content, String written) throws IOException {
        assertThat(write(bytes(content), 1)).isEqualTo(bytes(written));
        assertThat(write(bytes(content), 1000)).isEqualTo(bytes(written));
    }

    @Test
    void whatIsWrittenHasOneEnd() {
        var seeds = List.of(bytes("a~.~b~"), bytes("~.<LF>MAIL<CR>.<CR><LF>"));
        Mutator.run(8, 5000, seeds, List.of("\r", "\n", ".", "\r\n.\r\n", "\n.\n"), content -> {
            String written = new String(write(content, 3), StandardCharsets.ISO_8859_1);
            assertThat(written).endsWith(".\r\n");
            // Neither a bare line end nor a line with a lone dot, but for the end.
            String withoutEnd = written.substring(0, written.length() - 3);
            assertThat(withoutEnd.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
            assertThat("\r\n" + withoutEnd).doesNotContain("\r\n.\r\n");
            if (!withoutEnd.isEmpty()) assertThat(withoutEnd).endsWith("\r\n");
        });
    }

    private static byte[] write(byte[] content, int piece) {
        var in = new ByteArrayInputStream(content);
        InputStream inPieces = new InputStream() {
            @Override
            public int read() {
                return in.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return in.read(into, offset, Math.min(piece, length));
            }
        };
        var out = new ByteArrayOutputStream();
        try {
            DotWriter.write(inPieces, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.replace("~", "\r\n")
                .replace("<CR>", "\r")
                .replace("<LF>", "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
