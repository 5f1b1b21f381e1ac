package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class IndexCodecTest {
    @Test
    void whatIsReadIsWhatWasWritten() {
        for (int seed = 0; seed < 500; seed++) {
            var index = MessageIndex.scan(MimeTree.random(new Random(seed)).message());
            assertThat(MessageIndex.decode(index.encode())).contains(index);
        }
    }

    @Test
    void aUsualMessageTakesSmallRoom() {
        var index = Scanned.of("""
                Date: Wed, 17 Jul 1996 02:23:25 -0700
                From: Ann <ann@example.test>
                To: bob@example.test
                Subject: Hello
                Message-ID: <1@example.test>
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain; charset=utf-8

                x
                --b
                Content-Type: text/html; charset=utf-8

                x
                --b--
                """).index();
        assertThat(index.encode()).hasSizeLessThan(250);
    }

    @Test
    void tooLargeAnIndexIsNotKept() {
        var large = Scanned.of("Subject: " + "x".repeat(60_000) + "\n\n").index();
        assertThat(large.encode()).isEmpty();
        var fits = Scanned.of("Subject: " + "x".repeat(59_000) + "\n\n").index();
        assertThat(fits.encode())
                .hasSizeLessThanOrEqualTo(MessageLimits.ENCODED_BYTES)
                .isNotEmpty();
    }

    @Test
    void otherFormatsAndDamageMeanScanningAgain() {
        byte[] good = Scanned.of(Corpus.WRITTEN.get(6)).index().encode();
        assertThat(MessageIndex.decode(new byte[0])).isEmpty();
        byte[] other = good.clone();
        other[0]++;
        assertThat(MessageIndex.decode(other)).isEmpty();
        for (int length = 0; length < good.length; length++) {
            assertThat(MessageIndex.decode(Arrays.copyOf(good, length))).isEmpty();
        }
        assertThat(MessageIndex.decode(Arrays.copyOf(good, good.length + 1))).isEmpty();
    }

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
