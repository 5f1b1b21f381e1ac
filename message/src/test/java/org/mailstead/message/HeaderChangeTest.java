package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.message.HeaderChange.RawField;

class HeaderChangeTest {
    @TempDir
    Path folder = Path.of("");

    private String changed(String message) throws Exception {
        var change = new HeaderChange(
                "New: a\r\n".getBytes(StandardCharsets.US_ASCII),
                field -> field.name().equalsIgnoreCase("bad"));
        try (var spool = new Spool(folder)) {
            spool.write(message.getBytes(StandardCharsets.ISO_8859_1));
            spool.finish();
            try (var other = change.apply(spool).orElseThrow();
                    var in = other.open()) {
                byte[] all = in.readAllBytes();
                assertThat(other.length()).isEqualTo(all.length);
                assertThat(other.finish())
                        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(all));
                return new String(all, StandardCharsets.ISO_8859_1);
            }
        }
    }

    @Test
    void newFieldsStandBelowReturnPath() throws Exception {
        assertThat(changed("Return-Path: <a@b>\r\nReceived: x;\r\n\ty\r\nBad: 1\r\n 2\r\nTo: z\r\n\r\nBad: text\r\n"))
                .isEqualTo("Return-Path: <a@b>\r\nNew: a\r\nReceived: x;\r\n\ty\r\nTo: z\r\n\r\nBad: text\r\n");
    }

    @Test
    void elseOnTop() throws Exception {
        assertThat(changed("To: z\r\nReturn-Path: <c@d>\r\n\r\n"))
                .isEqualTo("New: a\r\nTo: z\r\nReturn-Path: <c@d>\r\n\r\n");
        assertThat(changed("Return-Path: <a@b>\r\n\r\nx")).isEqualTo("Return-Path: <a@b>\r\nNew: a\r\n\r\nx");
        assertThat(changed("Return-Path: <a@b>\r\n")).isEqualTo("Return-Path: <a@b>\r\nNew: a\r\n");
        assertThat(changed("\r\ntext")).isEqualTo("New: a\r\n\r\ntext");
        assertThat(changed("")).isEqualTo("New: a\r\n");
    }

    @Test
    void theTextMayLieInAFile() throws Exception {
        String text = "0123456789".repeat(Spool.MEMORY_BYTES / 10 + 1);
        assertThat(changed("Bad: x\r\nTo: y\r\n\r\n" + text)).isEqualTo("New: a\r\nTo: y\r\n\r\n" + text);
    }

    @Test
    void aHeaderBeyondAllMeasureStaysAsItIs() throws IOException {
        try (var spool = new Spool(folder)) {
            spool.write(new byte[HeaderChange.HEADER_BYTES]);
            spool.finish();
            assertThat(new HeaderChange(new byte[0], RawField.class::isInstance).apply(spool))
                    .isEmpty();
        }
    }
}
