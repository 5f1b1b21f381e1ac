package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void aBucketFillsAgainAtASteadyRate() {
        var buckets = new TokenBuckets(60, Duration.ofHours(1));
        for (int i = 0; i < 60; i++) assertThat(buckets.take("a", START)).isTrue();
        assertThat(buckets.take("a", START)).isFalse();
        assertThat(buckets.take("b", START)).isTrue();
        assertThat(buckets.take("a", START.plusSeconds(59))).isFalse();
        assertThat(buckets.take("a", START.plusSeconds(60))).isTrue();
        assertThat(buckets.take("a", START.plusSeconds(60))).isFalse();
        for (int i = 0; i < 60; i++)
            assertThat(buckets.take("a", START.plus(Duration.ofDays(1)))).isTrue();
        assertThat(buckets.take("a", START.plus(Duration.ofDays(1)))).isFalse();
    }

    @Test
    void aClockThatGoesBackTakesNothingAway() {
        var buckets = new TokenBuckets(2, Duration.ofHours(1));
        assertThat(buckets.take("a", START)).isTrue();
        assertThat(buckets.take("a", START.minusSeconds(1000))).isTrue();
        assertThat(buckets.take("a", START)).isFalse();
    }

    @Test
    void memoryIsBounded() {
        var buckets = new TokenBuckets(1, Duration.ofHours(1));
        for (int i = 0; i < TokenBuckets.REMEMBERED + 1000; i++) buckets.take("n" + i, START);
        assertThat(buckets.remembered()).isEqualTo(TokenBuckets.REMEMBERED);
    }
}
