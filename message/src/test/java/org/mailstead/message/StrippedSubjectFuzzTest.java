package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class StrippedSubjectFuzzTest {
    @Test
    void aBaseHasNoMarkLeftAtItsFront() {
        var seeds = List.of(
                "Re: [x] a (fwd)".getBytes(StandardCharsets.US_ASCII),
                "[fwd: re: b]".getBytes(StandardCharsets.US_ASCII),
                "fw [x]: [y]".getBytes(StandardCharsets.US_ASCII));
        Mutator.run(5, 6000, seeds, List.of("re:", "[", "]", " ", "(fwd)", "[fwd:"), bytes -> {
            String text = new String(bytes, StandardCharsets.US_ASCII);
            StrippedSubject once = StrippedSubject.of(text.replace("=?", ""));
            assertThat(StrippedSubject.of(once.text()).text()).as(text).isEqualTo(once.text());
        });
    }
}
