package org.mailstead.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which messages an account has sent lately, over all its programs: by a hash of each Message-ID, for an hour. */
final class SentMessages {
    /** Programs put their copy into Sent within seconds; one on a slow line, or that was offline meanwhile, needs longer. */
    static final Duration LATELY = Duration.ofHours(1);

    /** Of 100 bytes each; who sends more in an hour is no program for people. */
    static final int MOST = 1000;

    private final InstantSource clock;
    private final Map<ByteBuffer, Instant> sent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Instant> eldest) {
            return size() > MOST;
        }
    };

    SentMessages(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(String messageId) {
        ByteBuffer hash = hash(messageId);
        sent.remove(hash);
        sent.put(hash, clock.instant());
    }

    synchronized boolean has(String messageId) {
        forget();
        return sent.containsKey(hash(messageId));
    }

    synchronized boolean isEmpty() {
        forget();
        return sent.isEmpty();
    }

    private void forget() {
        Instant end = clock.instant().minus(LATELY);
        sent.values().removeIf(time -> time.isBefore(end));
    }

    private static ByteBuffer hash(String messageId) {
        try {
            byte[] text = messageId.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
