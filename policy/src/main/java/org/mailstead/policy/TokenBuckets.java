package org.mailstead.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much each of many may do in a while: a full bucket at first, which fills again at a steady rate. In memory, bounded: when
 * there are too many, the one not asked for longest is forgotten, and would be full again soon anyway.
 */
final class TokenBuckets {
    /** 100 bytes each. */
    static final int REMEMBERED = 50_000;

    private record Bucket(double tokens, Instant at) {}

    private final double most;
    private final double perSecond;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most at once, and in each {@code time} */
    TokenBuckets(int most, Duration time) {
        this.most = most;
        perSecond = most / (double) time.toSeconds();
    }

    /** Takes one. Returns false, and takes none, if there is none left. */
    synchronized boolean take(String whose, Instant now) {
        Bucket bucket = buckets.getOrDefault(whose, new Bucket(most, now));
        double seconds = Math.max(0, Duration.between(bucket.at(), now).toMillis() / 1000.0);
        double tokens = Math.min(most, bucket.tokens() + seconds * perSecond);
        boolean enough = tokens >= 1;
        buckets.put(whose, new Bucket(enough ? tokens - 1 : tokens, now));
        if (buckets.size() > REMEMBERED)
            buckets.remove(buckets.keySet().iterator().next());
        return enough;
    }

    /** Full again. */
    synchronized void forget(String whose) {
        buckets.remove(whose);
    }

    synchronized int remembered() {
        return buckets.size();
    }
}
