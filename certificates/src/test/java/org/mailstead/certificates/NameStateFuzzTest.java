package org.mailstead.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

/** What is remembered of tries, as a bad disk or another version may have left it. */
class NameStateFuzzTest {
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    @Test
    void whatIsWrittenIsReadBack() {
        var states = states();
        assertThat(NameState.read(NameState.write(states))).isEqualTo(states);
    }

    private static List<NameState> states() {
        return List.of(
                NameState.fresh("mail.a.test"),
                NameState.fresh("imap.a.test").failed(NOW, "a \"reason\"", NOW.plusSeconds(300)),
                NameState.fresh("smtp.a.test").succeeded(NOW).advised(Optional.of(NOW.plusSeconds(9)), NOW));
    }

    @Test
    void damagedStatesAreForgotten() {
        var seeds = List.of(
                NameState.write(states()).getBytes(StandardCharsets.UTF_8),
                "[{\"name\":\"a.test\",\"later\":{\"x\":[1,2]},\"inARow\":99999999999}]"
                        .getBytes(StandardCharsets.UTF_8));
        Mutator.run(
                31,
                3_000,
                seeds,
                List.of("{", "}", "[", "]", "\"", "null", "-1", "../", "+1000000000-01-01"),
                bytes -> {
                    for (NameState state : NameState.read(new String(bytes, StandardCharsets.UTF_8))) {
                        assertThat(CertificateFolder.isHost(state.name())).isTrue();
                        assertThat(state.name()).doesNotContain("/", "..");
                        assertThat(state.inARow()).isNotNegative();
                    }
                });
    }
}
