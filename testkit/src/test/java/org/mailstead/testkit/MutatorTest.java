package org.mailstead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class MutatorTest {
    private static final List<byte[]> SEEDS =
            List.of(bytes("Subject: one\r\n\r\nbody"), bytes("To: two\r\n"), bytes(""));

    @Test
    void theSameSeedMakesTheSameInputs() {
        assertThat(inputs(5)).isEqualTo(inputs(5)).isNotEqualTo(inputs(6)).hasSize(503);
    }

    @Test
    void theSeedsThemselvesComeFirstAndStayWhole() {
        assertThat(inputs(1)).startsWith("Subject: one\r\n\r\nbody", "To: two\r\n", "");
        assertThat(new String(SEEDS.getFirst(), StandardCharsets.ISO_8859_1)).isEqualTo("Subject: one\r\n\r\nbody");
    }

    @Test
    void aFailureNamesTheSeedAndTheInput() {
        assertThatThrownBy(() -> Mutator.run(77, 0, List.of(bytes("a\"\r\n\u00fc\\")), List.of(), _ -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 77")
                .hasMessageContaining("a\\\"\\r\\n\\xfc\\\\")
                .hasRootCauseMessage("broken");
    }

    @Test
    void aTargetThatHangsIsFound() {
        assertThatThrownBy(() -> Mutator.watched(3, 1, _ -> bytes("x"), _ -> LockSupport.park(), Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("took over PT0.02S")
                .hasMessageContaining("seed 3");
    }

    @Test
    void aTargetThatGoesRoundAndRoundIsFound() {
        var stop = new AtomicBoolean();
        assertThatThrownBy(() -> Mutator.watched(
                        4,
                        1,
                        _ -> bytes("x"),
                        _ -> {
                            while (!stop.get()) Thread.onSpinWait();
                        },
                        Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 4");
        stop.set(true);
    }

    private static List<String> inputs(long seed) {
        var inputs = new ArrayList<String>();
        Mutator.run(
                seed,
                500,
                SEEDS,
                List.of("token"),
                input -> inputs.add(new String(input, StandardCharsets.ISO_8859_1)));
        return inputs;
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
