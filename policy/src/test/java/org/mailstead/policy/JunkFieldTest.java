package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JunkFieldTest {
    private static boolean isJunk(String message) {
        return JunkField.standsIn(message.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void onlyAboveTheFirstReceived() {
        String field = JunkField.of(List.of("dmarc: no", "spf: n\u00f6\r\nX: y"));
        assertThat(field).isEqualTo("Mailstead-Junk: dmarc: no;\r\n\tspf: n???X: y\r\n");
        assertThat(isJunk("Return-Path: <>\r\n" + field + "Received: x\r\n\r\n"))
                .isTrue();
        assertThat(isJunk("Return-Path: <>\r\nReceived: x\r\n" + field + "\r\n"))
                .isFalse();
        assertThat(isJunk("To: x\r\n\r\n" + field)).isFalse();
        assertThat(isJunk("")).isFalse();
    }
}
