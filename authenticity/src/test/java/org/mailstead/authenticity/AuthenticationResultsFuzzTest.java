package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class AuthenticationResultsFuzzTest {
    @Test
    void damagedFieldsAreReadOrRefused() {
        var seeds = List.of(
                        AuthenticationResultsTest.FULL.toField(),
                        " foo (a) 1 (b); dkim (c) / 1 = (d) fail policy . (e) x (f) = 1; spf=pass reason=\"a\\\"b\" smtp.mailfrom=a@b")
                .stream()
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8))
                .toList();
        Mutator.run(3, 3000, seeds, List.of("reason=", "; none", "(", ")", "\"", "/1", " . ", "="), input -> {
            String text = new String(input, StandardCharsets.UTF_8);
            try {
                var read = AuthenticationResults.parse(text);
                String again = read.toField();
                assertThat(again.lines().skip(1)).allMatch(line -> line.startsWith("\t"));
            } catch (MalformedResultsException e) {
                assertThat(e).hasMessageContaining("character");
            }
        });
    }
}
