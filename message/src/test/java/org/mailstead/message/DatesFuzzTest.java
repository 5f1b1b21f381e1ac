package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class DatesFuzzTest {
    @Test
    void nothingMakesItFail() {
        Mutator.run(
                3,
                4000,
                List.of("Fri, 21 Nov 1997 09:55:06 -0600", "Fri Nov 21 09:55:06 EST 1997", "1997-11-21T09:55:06Z")
                        .stream()
                        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                        .toList(),
                List.of("Jan", "99", "0", ":", "+", "-", "(", "9999"),
                bytes -> assertThat(Dates.parse(new String(bytes, StandardCharsets.ISO_8859_1)))
                        .isNotNull());
    }
}
