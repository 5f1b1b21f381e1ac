package org.mailstead.oauth;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.AccountId;
import org.mailstead.oauth.Grant.Access;
import org.mailstead.oauth.Grant.Agreed;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/**
 * A grant as it is kept.
 *
 * @param accesses the oldest first
 */
record GrantRow(
        Agreed agreed, Instant since, Instant lastUsed, String lastFrom, Refresh refresh, List<Access> accesses) {
    private static final int FORM = 1;

    GrantRow {
        accesses = List.copyOf(accesses);
    }

    /**
     * The refresh token that holds.
     *
     * @param generation how often it changed
     * @param current its digest
     * @param previous of the one before
     * @param confirmed when a token of this generation was used first: then the answer with it has arrived
     */
    record Refresh(
            long generation,
            byte[] current,
            byte @Nullable [] previous,
            @Nullable Instant confirmed) {
        static Refresh first(byte[] digest) {
            return new Refresh(0, digest, null, null);
        }

        Refresh next(byte[] digest) {
            return new Refresh(generation + 1, digest, current, null);
        }
    }

    AccountId account() {
        return agreed.account();
    }

    byte[] encode() {
        var row = new RowWriter()
                .varint(FORM)
                .string(account().value())
                .string(agreed.client())
                .string(agreed.program())
                .string(agreed.scope());
        row.varint(since.getEpochSecond()).varint(lastUsed.getEpochSecond()).string(lastFrom);
        row.varint(refresh.generation()).bytes(refresh.current()).optionalBytes(refresh.previous());
        Instant confirmed = refresh.confirmed();
        row.bool(confirmed != null);
        if (confirmed != null) row.varint(confirmed.getEpochSecond());
        row.varint(accesses.size());
        for (var each : accesses) {
            row.bytes(each.digest()).string(each.scope());
            row.varint(each.end().getEpochSecond()).varint(each.generation());
        }
        return row.toBytes();
    }

    static GrantRow decode(byte[] bytes) {
        try {
            var in = new RowReader(bytes);
            long form = in.varint();
            if (form != FORM) throw new StoreFault("a grant has form " + form + ", which this version does not know");
            var agreed = new Agreed(new AccountId(in.string()), in.string(), in.string(), in.string());
            var since = Instant.ofEpochSecond(in.varint());
            var lastUsed = Instant.ofEpochSecond(in.varint());
            String lastFrom = in.string();
            var refresh = new Refresh(
                    in.varint(), in.bytes(), in.optionalBytes(), in.bool() ? Instant.ofEpochSecond(in.varint()) : null);
            int count = in.count();
            if (count > Grants.ACCESSES) throw new IllegalArgumentException(count + " tokens in a grant");
            var accesses = new ArrayList<Access>();
            for (int i = 0; i < count; i++)
                accesses.add(new Access(in.bytes(), in.string(), Instant.ofEpochSecond(in.varint()), in.varint()));
            return new GrantRow(agreed, since, lastUsed, lastFrom, refresh, accesses);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException broken) {
            throw new StoreFault("a grant of a token cannot be read", broken);
        }
    }

    /** The same, with a token more. Those that were first given are forgotten first. */
    GrantRow with(Access another, Instant now, String from) {
        var all = new ArrayList<>(accesses);
        all.add(another);
        while (all.size() > Grants.ACCESSES) all.removeFirst();
        return new GrantRow(agreed, since, now, from, refresh, all);
    }

    GrantRow without(byte[] digest) {
        var left = accesses.stream()
                .filter(each -> !TokenText.same(each.digest(), digest))
                .toList();
        return new GrantRow(agreed, since, lastUsed, lastFrom, refresh, left);
    }

    GrantRow rotated(byte[] next) {
        return new GrantRow(agreed, since, lastUsed, lastFrom, refresh.next(next), accesses);
    }

    /** Whether a token tells, when it is used, that the answer with it has arrived. */
    boolean isConfirmedBy(Access access) {
        return refresh.confirmed() == null && access.generation() == refresh.generation();
    }

    GrantRow used(Access by, Instant now) {
        Refresh known = isConfirmedBy(by)
                ? new Refresh(refresh.generation(), refresh.current(), refresh.previous(), now)
                : refresh;
        return new GrantRow(agreed, since, now, lastFrom, known, accesses);
    }
}
