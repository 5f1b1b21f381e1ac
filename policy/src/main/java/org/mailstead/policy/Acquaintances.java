package org.mailstead.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * To whom the people of this server have written, all of them together: whoever was written to is no stranger. Kept over restarts, as
 * hashes, so that a stolen disk does not tell who knows whom. May be used from any thread.
 */
public final class Acquaintances implements Familiar {
    /** After so long without another mail two people are strangers again. */
    static final Duration KNOWN = Duration.ofDays(400);

    /** Written again at most so often. */
    private static final Duration FRESH = Duration.ofDays(7);

    /** Rows, some 40 bytes each. When there are more, nobody new is remembered until old ones are forgotten. */
    static final int MOST = 500_000;

    private static final Partition PARTITION = new Partition("policy", "acquaintances");
    private static final KeyRange ALL = KeyRange.prefix(new byte[] {'A'});
    private static final int KEY_BYTES = 16;
    private static final int ROWS_AT_ONCE = 1000;

    private final PartitionStore store;
    private final PartitionWriter writer;

    /** About how many rows there are; -1 before they were counted. */
    private final AtomicLong counted = new AtomicLong(-1);

    private volatile Instant lastSwept = Instant.MIN;

    public Acquaintances(PartitionStore store, PartitionWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    /** One of our people writes to somebody. */
    void wroteTo(SmtpAddress other, Instant now) {
        byte[] key = key(other);
        byte[] present = store.rows(PARTITION).get(key);
        if (present != null && last(present).plus(FRESH).isAfter(now)) return;
        if (present == null && count(now) >= MOST) return;
        writer.write(PARTITION, rows -> {
            rows.put(key, new RowWriter().varint(now.getEpochSecond()).toBytes());
            return null;
        });
        if (present == null) counted.incrementAndGet();
    }

    @Override
    public boolean knows(SmtpAddress other, Instant now) {
        byte[] present = store.rows(PARTITION).get(key(other));
        return present != null && last(present).plus(KNOWN).isAfter(now);
    }

    private static Instant last(byte[] row) {
        return Instant.ofEpochSecond(new RowReader(row).varint());
    }

    private long count(Instant now) {
        if (counted.get() < 0
                || (counted.get() >= MOST && lastSwept.plus(Duration.ofDays(1)).isBefore(now))) {
            lastSwept = now;
            forgetOld(now);
        }
        return counted.get();
    }

    /** Removes what is over. May take a second. */
    void forgetOld(Instant now) {
        var old = new ArrayList<byte[]>();
        long[] left = {0};
        store.rows(PARTITION).scan(ALL, (key, value) -> {
            if (last(value).plus(KNOWN).isAfter(now)) left[0]++;
            else old.add(key);
            return true;
        });
        for (int at = 0; at < old.size(); at += ROWS_AT_ONCE) {
            var some = old.subList(at, Math.min(old.size(), at + ROWS_AT_ONCE));
            writer.write(PARTITION, rows -> {
                some.forEach(rows::delete);
                return null;
            });
        }
        counted.set(left[0]);
    }

    private static byte[] key(SmtpAddress address) {
        try {
            byte[] text = address.toString().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return new KeyWriter().u8('A').bytes(Arrays.copyOf(hash, KEY_BYTES)).toBytes();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
