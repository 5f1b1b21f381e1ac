package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
}
