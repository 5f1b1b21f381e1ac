package org.mailstead.oauth;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.AccountId;
import org.mailstead.oauth.Grant.Access;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/**
 * A grant as it is kept.
 *
 * @param generation how often the refresh token changed
 * @param current digest of the refresh token that holds
 * @param previous of the one before
 * @param confirmed when a token of this generation was used first: then the answer with it has arrived
 * @param accesses the oldest first
 */
record GrantRow(
        AccountId account,
        String client,
        String program,
        String scope,
        Instant since,
        Instant lastUsed,
        String lastFrom,
        long generation,
        byte[] current,
        byte @Nullable [] previous,
        @Nullable Instant confirmed,
        List<Access> accesses) {
    private static final int FORM = 1;

    GrantRow {
        accesses = List.copyOf(accesses);
    }

    byte[] encode() {
        var row = new RowWriter()
                .varint(FORM)
                .string(account.value())
                .string(client)
                .string(program)
                .string(scope);
        row.varint(since.getEpochSecond()).varint(lastUsed.getEpochSecond()).string(lastFrom);
        row.varint(generation).bytes(current).optionalBytes(previous);
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
            var account = new AccountId(in.string());
            String client = in.string();
            String program = in.string();
            String scope = in.string();
            var since = Instant.ofEpochSecond(in.varint());
            var lastUsed = Instant.ofEpochSecond(in.varint());
            String lastFrom = in.string();
            long generation = in.varint();
            byte[] current = in.bytes();
            byte[] previous = in.optionalBytes();
            Instant confirmed = in.bool() ? Instant.ofEpochSecond(in.varint()) : null;
            int count = in.count();
            if (count > Grants.ACCESSES) throw new IllegalArgumentException(count + " tokens in a grant");
            var accesses = new ArrayList<Access>();
            for (int i = 0; i < count; i++)
                accesses.add(new Access(in.bytes(), in.string(), Instant.ofEpochSecond(in.varint()), in.varint()));
            return new GrantRow(
                    account,
                    client,
                    program,
                    scope,
                    since,
                    lastUsed,
                    lastFrom,
                    generation,
                    current,
                    previous,
                    confirmed,
                    accesses);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException broken) {
            throw new StoreFault("a grant of a token cannot be read", broken);
        }
    }

    /** The same, with a token more. Those that were first given are forgotten first. */
    GrantRow with(Access another, Instant now, String from) {
        var all = new ArrayList<>(accesses);
        all.add(another);
        while (all.size() > Grants.ACCESSES) all.removeFirst();
        return new GrantRow(
                account, client, program, scope, since, now, from, generation, current, previous, confirmed, all);
    }

    GrantRow without(byte[] digest) {
        var left = accesses.stream()
                .filter(each -> !TokenText.same(each.digest(), digest))
                .toList();
        return new GrantRow(
                account,
                client,
                program,
                scope,
                since,
                lastUsed,
                lastFrom,
                generation,
                current,
                previous,
                confirmed,
                left);
    }

    GrantRow rotated(byte[] next) {
        return new GrantRow(
                account,
                client,
                program,
                scope,
                since,
                lastUsed,
                lastFrom,
                generation + 1,
                next,
                current,
                null,
                accesses);
    }

    /** @param arrived whether a token of this generation was what was used */
    GrantRow used(Instant now, boolean arrived) {
        Instant first = confirmed == null && arrived ? now : confirmed;
        return new GrantRow(
                account, client, program, scope, since, now, lastFrom, generation, current, previous, first, accesses);
    }
}
