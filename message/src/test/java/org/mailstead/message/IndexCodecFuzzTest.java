package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class IndexCodecFuzzTest {
    @Test
    void whateverIsReadIsATreeThatCanBeUsed() {
        var seeds = Corpus.all().stream()
                .map(message -> MessageIndex.scan(message).encode())
                .filter(encoded -> encoded.length > 0)
                .toList();
        Mutator.run(
                8,
                6000,
                seeds,
                List.of("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", "\u0001", "\0"),
                bytes ->
                        MessageIndex.decode(bytes).ifPresent(index -> within(index.root(), new Span(0, index.size()))));
    }

    private static void within(Part part, Span around) {
        assertThat(part.header().start()).isBetween(around.start(), around.end());
        assertThat(part.header().end()).isEqualTo(part.body().start());
        assertThat(part.body().end()).isBetween(part.body().start(), around.end());
        part.children().forEach(child -> within(child, part.body()));
    }
}
