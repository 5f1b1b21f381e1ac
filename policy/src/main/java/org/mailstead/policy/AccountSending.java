package org.mailstead.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * How much people send, and whose sending is paused. A stolen password is mostly noticed by the thousands of messages that somebody
 * sends with it: then the account sends no more until its owner or an administrator says so. Counts are in memory; what is paused
 * stays paused over restarts.
 */
public final class AccountSending {
    private static final Partition PARTITION = new Partition("policy", "sending");
    private static final KeyRange ALL = KeyRange.prefix(new byte[] {'P'});

    private final PartitionStore store;
    private final PartitionWriter writer;
    private final Map<String, Pause> paused = new ConcurrentHashMap<>();

    public AccountSending(PartitionStore store, PartitionWriter writer) {
        this.store = store;
        this.writer = writer;
        this.store.rows(PARTITION).scan(ALL, (key, value) -> {
            var in = new KeyReader(key);
            in.u8();
            paused.put(in.string(), Pause.read(value));
            return true;
        });
    }

    /** @param reason in words for people */
    public record Pause(Instant since, String reason) {
        private static Pause read(byte[] row) {
            var in = new RowReader(row);
            return new Pause(Instant.ofEpochSecond(in.varint()), in.string());
        }

        private byte[] row() {
            return new RowWriter().varint(since.getEpochSecond()).string(reason).toBytes();
        }
    }

    /** Empty if the account may send. */
    public Optional<Pause> pause(String accountId) {
        return Optional.ofNullable(paused.get(accountId));
    }

    /** From now on the account sends nothing. False if it was paused before. */
    public boolean pause(String accountId, Pause pause) {
        if (paused.putIfAbsent(accountId, pause) != null) return false;
        writer.write(PARTITION, rows -> {
            rows.put(key(accountId), pause.row());
            return null;
        });
        return true;
    }

    /** It may send again. False if it could before. */
    public boolean resume(String accountId) {
        writer.write(PARTITION, rows -> {
            rows.delete(key(accountId));
            return null;
        });
        return paused.remove(accountId) != null;
    }

    private static byte[] key(String accountId) {
        return new KeyWriter().u8('P').string(accountId).toBytes();
    }

    /** How many recipients an account may write to. 0 is any number. */
    public record Limits(int perHour, int perDay) {
        public static final Limits NONE = new Limits(0, 0);

        boolean areSet() {
            return perHour > 0 || perDay > 0;
        }
    }

    /** Told of an account whose sending was paused just now, on the thread of the session that went too far. */
    public interface Alarm {
        void paused(String accountId, String address, Pause pause);
    }

    /** Counts what accounts send. */
    static final class Meter {
        private final Limits limits;
        private final TokenBuckets hour;
        private final TokenBuckets day;

        Meter(Limits limits) {
            this.limits = limits;
            hour = new TokenBuckets(Math.max(1, limits.perHour()), Duration.ofHours(1));
            day = new TokenBuckets(Math.max(1, limits.perDay()), Duration.ofDays(1));
        }

        /** One recipient more; says what was too much. */
        Optional<String> count(String accountId, Instant now) {
            if (limits.perHour() > 0 && !hour.take(accountId, now)) return tooMany(accountId, limits.perHour(), "hour");
            if (limits.perDay() > 0 && !day.take(accountId, now)) return tooMany(accountId, limits.perDay(), "day");
            return Optional.empty();
        }

        /** It begins anew after the pause. */
        private Optional<String> tooMany(String accountId, int most, String time) {
            hour.forget(accountId);
            day.forget(accountId);
            return Optional.of(
                    "it wrote to more than " + most + " recipients in " + (time.equals("day") ? "a " : "an ") + time);
        }
    }
}
