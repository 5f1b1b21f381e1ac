package org.mailstead.tlspolicy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.mailstead.dns.DnsName;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how TLS went, by day (UTC), domain and policy, for the reports about it. Written down in bunches: a crash loses what
 * was counted since the last {@link #flush}. RFC 8460 §4.
 *
 * <pre>
 * T day domain hash      a policy and what was counted under it
 * </pre>
 */
public final class TlsTally implements TlsSession.Witness {
    private static final Logger LOG = LoggerFactory.getLogger(TlsTally.class);

    private static final Partition PARTITION = new Partition("tlspolicy", "sessions");

    /** Rows of a day, mostly one for each domain that mail went to: what is above is not reported. */
    private static final int ROWS = 50_000;

    /** Kept in memory between two flushes, some 1 KB each. */
    private static final int WAITING = 5_000;

    private static final int ROWS_AT_ONCE = 200;
    private static final int HASH_BYTES = 12;

    private final PartitionStore store;
    private final PartitionWriter writer;
    private final InstantSource clock;
    private Map<Key, TlsCounts> waiting = new HashMap<>();
    private long countedDay = Long.MIN_VALUE;
    private int counted;

    public TlsTally(PartitionStore store, PartitionWriter writer, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    private record Key(long day, DnsName domain, AppliedPolicy policy) {
        byte[] bytes() {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(policy.encode());
                return prefix(day, domain)
                        .bytes(Arrays.copyOf(hash, HASH_BYTES))
                        .toBytes();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    /** All that was counted of one domain on one day, to be reported together. */
    record Due(LocalDate day, DnsName domain) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byDay = day.compareTo(other.day);
            return byDay != 0 ? byDay : domain.toString().compareTo(other.domain.toString());
        }
    }

    /** What was counted under one policy. */
    record Counted(AppliedPolicy policy, TlsCounts counts) {}

    @Override
    public void met(TlsSession session) {
        synchronized (this) {
            var key = new Key(day(clock.instant()), session.recipients(), session.policy());
            if (waiting.size() < WAITING || waiting.containsKey(key))
                waiting.computeIfAbsent(key, _ -> new TlsCounts()).add(session);
        }
    }

    private static long day(Instant when) {
        return LocalDate.ofInstant(when, ZoneOffset.UTC).toEpochDay();
    }

    /** Writes down what was counted. */
    public void flush() {
        Map<Key, TlsCounts> some;
        synchronized (this) {
            some = waiting;
            waiting = new HashMap<>();
        }
        var keys = new ArrayList<>(some.keySet());
        for (int at = 0; at < keys.size(); at += ROWS_AT_ONCE)
            write(keys.subList(at, Math.min(keys.size(), at + ROWS_AT_ONCE)), some);
    }

    private void write(List<Key> keys, Map<Key, TlsCounts> counts) {
        int room = Math.max(0, ROWS - rows(keys.getFirst().day()));
        int added = writer.write(PARTITION, rows -> {
                    int fresh = 0;
                    for (Key key : keys) {
                        byte[] at = key.bytes();
                        byte[] row = rows.get(at);
                        if (row == null && fresh++ >= room) continue;
                        TlsCounts sum =
                                row == null ? new TlsCounts() : decode(row).counts();
                        sum.add(Objects.requireNonNull(counts.get(key)));
                        rows.put(
                                at,
                                new RowWriter()
                                        .bytes(key.policy().encode())
                                        .bytes(sum.encode())
                                        .toBytes());
                    }
                    return fresh;
                })
                .result();
        if (added > room) LOG.warn("mail goes to so many domains that not all are told how TLS went");
        counted += Math.min(added, room);
    }

    /** Of a day; counted from the rows when it begins. */
    private int rows(long day) {
        if (day != countedDay) {
            int[] found = {0};
            store.rows(PARTITION).scan(KeyRange.prefix(prefix(day).toBytes()), (_, _) -> ++found[0] < ROWS);
            countedDay = day;
            counted = found[0];
        }
        return counted;
    }

    /** What is to be reported of the days before this one. */
    List<Due> before(LocalDate day) {
        var all = new TreeSet<Due>();
        var range = new KeyRange(new byte[] {'T'}, prefix(day.toEpochDay()).toBytes());
        store.rows(PARTITION).scan(range, (key, _) -> {
            var in = new KeyReader(key);
            in.u8();
            all.add(new Due(LocalDate.ofEpochDay(in.u32()), DnsName.of(in.string())));
            return true;
        });
        return List.copyOf(all);
    }

    List<Counted> of(Due due) {
        var all = new ArrayList<Counted>();
        store.rows(PARTITION).scan(range(due), (_, row) -> {
            all.add(decode(row));
            return true;
        });
        return all;
    }

    void forget(Due due) {
        writer.write(PARTITION, rows -> {
            rows.deleteRange(range(due));
            return null;
        });
    }

    static Counted decode(byte[] row) {
        var in = new RowReader(row);
        return new Counted(AppliedPolicy.decode(in.bytes()), TlsCounts.decode(in.bytes()));
    }

    private static KeyRange range(Due due) {
        return KeyRange.prefix(prefix(due.day().toEpochDay(), due.domain()).toBytes());
    }

    private static KeyWriter prefix(long day) {
        return new KeyWriter().u8('T').u32(day);
    }

    private static KeyWriter prefix(long day, DnsName domain) {
        return prefix(day).string(domain.toString());
    }
}
