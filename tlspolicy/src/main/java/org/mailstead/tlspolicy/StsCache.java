package org.mailstead.tlspolicy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.mailstead.dns.DnsName;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/**
 * Policies that were fetched, over restarts: what a policy protects from is an attacker who is there at the next fetch. One
 * row for each domain, {@code P domain}.
 */
public final class StsCache {
    /** Domains, some 200 bytes each: more than anybody here writes to within the life of a policy. */
    static final int MOST = 100_000;

    private static final Partition PARTITION = new Partition("tlspolicy", "sts");
    private static final KeyRange ALL = KeyRange.prefix(new byte[] {'P'});
    private static final int FORM = 1;
    private static final int ROWS_AT_ONCE = 500;

    private final PartitionStore store;
    private final PartitionWriter writer;

    /** About how many rows there are; -1 before they were counted. */
    private final AtomicLong counted = new AtomicLong(-1);

    public StsCache(PartitionStore store, PartitionWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    /**
     * A policy that was fetched.
     *
     * @param id by which the DNS named it
     * @param used when mail went by it last, at most a day ago
     */
    record Kept(DnsName domain, String id, Instant fetched, Instant used, StsPolicy policy) {
        Instant end() {
            return fetched.plus(policy.maxAge());
        }

        byte[] encode() {
            var row = new RowWriter().varint(FORM).string(id);
            row.varint(fetched.getEpochSecond()).varint(used.getEpochSecond());
            row.string(policy.mode().toString()).varint(policy.maxAge().toSeconds());
            row.varint(policy.mx().size());
            policy.mx().forEach(row::string);
            return row.toBytes();
        }
    }

    /** One that still holds. */
    Optional<Kept> find(DnsName domain, Instant now) {
        byte[] row = store.rows(PARTITION).get(key(domain));
        if (row == null) return Optional.empty();
        return Optional.of(decode(domain, row)).filter(kept -> kept.end().isAfter(now));
    }

    /** Keeps it, unless there are too many already. */
    void keep(Kept kept) {
        if (counted.get() < 0 || counted.get() >= MOST) forgetOld(kept.fetched());
        byte[] key = key(kept.domain());
        boolean isNew = store.rows(PARTITION).get(key) == null;
        if (isNew && counted.get() >= MOST) return;
        writer.write(PARTITION, rows -> {
            rows.put(key, kept.encode());
            return null;
        });
        if (isNew) counted.incrementAndGet();
    }

    /** All that still hold. */
    List<Kept> all(Instant now) {
        var all = new ArrayList<Kept>();
        store.rows(PARTITION).scan(ALL, (key, row) -> {
            Kept kept = decode(domain(key), row);
            if (kept.end().isAfter(now)) all.add(kept);
            return true;
        });
        return all;
    }

    /** Removes those that are over. */
    void forgetOld(Instant now) {
        var old = new ArrayList<byte[]>();
        long[] left = {0};
        store.rows(PARTITION).scan(ALL, (key, row) -> {
            if (decode(domain(key), row).end().isAfter(now)) left[0]++;
            else old.add(key);
            return true;
        });
        for (int at = 0; at < old.size(); at += ROWS_AT_ONCE) {
            var some = old.subList(at, Math.min(old.size(), at + ROWS_AT_ONCE));
            writer.write(PARTITION, rows -> {
                for (byte[] key : some) {
                    byte[] row = rows.get(key);
                    if (row != null && !decode(domain(key), row).end().isAfter(now)) rows.delete(key);
                }
                return null;
            });
        }
        counted.set(left[0]);
    }

    private static byte[] key(DnsName domain) {
        return new KeyWriter().u8('P').string(domain.toString()).toBytes();
    }

    private static DnsName domain(byte[] key) {
        var in = new KeyReader(key);
        in.u8();
        return DnsName.of(in.string());
    }

    static Kept decode(DnsName domain, byte[] row) {
        try {
            var in = new RowReader(row);
            long form = in.varint();
            if (form != FORM)
                throw new StoreFault("an MTA-STS policy has form " + form + ", which this version does not know");
            String id = in.string();
            var fetched = Instant.ofEpochSecond(in.varint());
            var used = Instant.ofEpochSecond(in.varint());
            var mode = StsPolicy.Mode.of(in.string()).orElseThrow(() -> new IllegalArgumentException("unknown mode"));
            var age = Duration.ofSeconds(in.varint());
            int count = in.count();
            if (count > StsPolicy.HOSTS) throw new IllegalArgumentException(count + " hosts in a policy");
            var mx = new ArrayList<String>();
            for (int i = 0; i < count; i++) mx.add(in.string());
            return new Kept(domain, id, fetched, used, new StsPolicy(mode, age, mx));
        } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException broken) {
            throw new StoreFault("an MTA-STS policy that was kept cannot be read", broken);
        }
    }
}
