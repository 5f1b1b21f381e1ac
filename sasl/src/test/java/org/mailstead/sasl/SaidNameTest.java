package org.mailstead.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SaidNameTest {
    private static Optional<String> said(String mechanism, String response) {
        String base64 = Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8));
        return SaidName.of(mechanism, Optional.of(base64));
    }

    @Test
    void theNameIsFoundWhereThereIsOne() {
        assertThat(said("PLAIN", "\0ann@example.test\0secret")).contains("ann@example.test");
        assertThat(said("plain", "bob\0ann\0secret")).contains("ann");
        assertThat(said("LOGIN", "ann")).contains("ann");
    }

    @Test
    void nothingElseIsTakenForOne() {
        assertThat(SaidName.of("PLAIN", Optional.empty())).isEmpty();
        assertThat(SaidName.of("PLAIN", Optional.of("not*base64"))).isEmpty();
        assertThat(SaidName.of("LOGIN", Optional.of("/w=="))).isEmpty();
        assertThat(said("PLAIN", "secret")).isEmpty();
        assertThat(said("PLAIN", "\0a\0b\0c")).isEmpty();
        assertThat(said("SCRAM-SHA-256", "n,,n=ann,r=abc")).isEmpty();
    }
}
