package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class PreviewFuzzTest {
    @Test
    void whateverComesItIsOneShortLine() {
        Mutator.run(
                3,
                3000,
                Corpus.all(),
                List.of("<style>", "\u00ad", "&#0;", "=\n", "Content-Type: text/html\n\n"),
                bytes -> {
                    String line = PreviewTest.preview(Scanned.of(bytes));
                    assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(Preview.CHARACTERS);
                    assertThat(line.chars()).noneMatch(c -> c < ' ' || c == 0x7f);
                });
    }
}
