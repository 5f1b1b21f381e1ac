package org.mailstead.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class EncodingFuzzTest {
    @Test
    void damagedKeysAndRowsGiveNoOtherException() {
        Mutator.run(
                1,
                1000,
                List.of(EncodingTest.KEY),
                List.of("\0"),
                bytes -> onlyFormatExceptions(() -> EncodingTest.readKey(bytes)));
        Mutator.run(
                2,
                1500,
                List.of(EncodingTest.ROW),
                List.of("\0"),
                bytes -> onlyFormatExceptions(() -> EncodingTest.readRow(bytes)));
    }

    private static void onlyFormatExceptions(Runnable read) {
        try {
            read.run();
        } catch (RowFormatException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }
}
