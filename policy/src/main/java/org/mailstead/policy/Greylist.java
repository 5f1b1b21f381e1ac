package org.mailstead.policy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.Rows;

/**
 * Who has tried to bring mail to whom, and when first: what programs that send and never come back are told apart by. RFC 6647
 * §2.4. Kept over restarts. The key is the client's network, since large senders try again from another machine, the sender and the recipient.
 */
public final class Greylist implements Newcomers {
    /** Who does not come back within this never does; queues try for days, but more than once a day. */
    static final Duration TO_COME_BACK = Duration.ofDays(2);

    /** Whoever came back is known for so long after the last mail: a newsletter comes once a month. */
    static final Duration KNOWN = Duration.ofDays(36);

    /** A network that came back with this many different mails is a mail server, whatever it brings. */
    static final int GOOD_NETWORK = 5;

    /** Rows, some 60 bytes each. When there are more nobody new is greylisted: what fills it up is no honest sender. */
    static final int MOST = 200_000;

    private static final Partition PARTITION = new Partition("policy", "greylist");
    private static final KeyRange ALL = KeyRange.prefix(new byte[] {'G'});
    private static final int KEY_BYTES = 16;
    private static final int ROWS_AT_ONCE = 1000;
    private static final Duration SWEEP = Duration.ofHours(1);

    private final PartitionStore store;
    private final PartitionWriter writer;

    /** About how many rows there are; -1 before they were counted. */
    private final AtomicLong counted = new AtomicLong(-1);

    private volatile Instant lastSwept = Instant.MIN;

    public Greylist(PartitionStore store, PartitionWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    /** @param cameBack how many mails of a network did; for one mail 1 or 0 */
    private record Seen(Instant first, Instant last, int cameBack) {
        static Seen read(byte[] bytes) {
            var in = new RowReader(bytes);
            return new Seen(Instant.ofEpochSecond(in.varint()), Instant.ofEpochSecond(in.varint()), (int) in.varint());
        }

        byte[] bytes() {
            return new RowWriter()
                    .varint(first.getEpochSecond())
                    .varint(last.getEpochSecond())
                    .varint(cameBack)
                    .toBytes();
        }

        boolean isOver(Instant now) {
            return last.plus(cameBack > 0 ? KNOWN : TO_COME_BACK).isBefore(now);
        }
    }

    @Override
    public Standing standing(InetAddress client, String sender, SmtpAddress recipient, Instant now, Duration delay) {
        byte[] network = key(ClientNetwork.of(client).toString());
        byte[] mail = key(ClientNetwork.of(client) + " " + sender + " " + recipient);
        boolean full = count(now) >= MOST;
        return writer.write(PARTITION, rows -> {
                    Seen server = read(rows, network, now);
                    if (server != null && server.cameBack() >= GOOD_NETWORK) {
                        if (server.last().plus(Duration.ofDays(1)).isBefore(now))
                            rows.put(network, new Seen(server.first(), now, server.cameBack()).bytes());
                        return Standing.KNOWN;
                    }
                    Seen seen = read(rows, mail, now);
                    if (seen == null && full) return Standing.KNOWN;
                    if (seen == null) {
                        rows.put(mail, new Seen(now, now, 0).bytes());
                        counted.incrementAndGet();
                        return Standing.TOO_EARLY;
                    }
                    if (seen.cameBack() == 0) {
                        if (now.isBefore(seen.first().plus(delay))) return Standing.TOO_EARLY;
                        int before = server == null ? 0 : server.cameBack();
                        rows.put(network, new Seen(seen.first(), now, before + 1).bytes());
                    }
                    rows.put(mail, new Seen(seen.first(), now, 1).bytes());
                    return Standing.KNOWN;
                })
                .result();
    }

    private static @Nullable Seen read(Rows rows, byte[] key, Instant now) {
        byte[] bytes = rows.get(key);
        if (bytes == null) return null;
        Seen seen = Seen.read(bytes);
        return seen.isOver(now) ? null : seen;
    }

    /** Known after a first look through all; what is over is removed when there are too many. */
    private long count(Instant now) {
        if (counted.get() < 0 || (counted.get() >= MOST && lastSwept.plus(SWEEP).isBefore(now))) {
            lastSwept = now;
            forgetOld(now);
        }
        return counted.get();
    }

    /** Removes what is over. May take a second. */
    public void forgetOld(Instant now) {
        var old = new ArrayList<byte[]>();
        long[] left = {0};
        store.rows(PARTITION).scan(ALL, (key, value) -> {
            if (Seen.read(value).isOver(now)) old.add(key);
            else left[0]++;
            return true;
        });
        for (int at = 0; at < old.size(); at += ROWS_AT_ONCE) {
            var some = old.subList(at, Math.min(old.size(), at + ROWS_AT_ONCE));
            writer.write(PARTITION, rows -> {
                for (byte[] key : some) if (read(rows, key, now) == null) rows.delete(key);
                return null;
            });
        }
        counted.set(left[0]);
    }

    private static byte[] key(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return new KeyWriter().u8('G').bytes(Arrays.copyOf(hash, KEY_BYTES)).toBytes();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
