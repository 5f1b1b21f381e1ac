package org.mailstead.mailbox;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * Who may do what with one mailbox: its access control list. RFC 4314 §2.
 *
 * <p>What somebody may do is all that is given to him by name and to everybody, less all that is taken from him by name
 * and from everybody. The owner is a case of its own: he has all rights unless he gives some away by name, and nobody can
 * take away those to see, read and administer, so that he cannot be locked out; what is said of everybody is not said of
 * him.
 *
 * @param owner id of the account the mailbox is in
 */
public record Grants(String owner, SortedMap<Grantee, Grant> entries) {
    /** What the owner always has. */
    public static final Rights OWNER_KEEPS = Rights.of(Right.LOOKUP, Right.READ, Right.ADMINISTER);

    private static final int FORMAT = 1;

    /**
     * @param given by {@code identifier rights}
     * @param taken by {@code -identifier rights}
     */
    public record Grant(Rights given, Rights taken) {
        static final Grant NOTHING = new Grant(Rights.NONE, Rights.NONE);

        boolean isEmpty() {
            return given.isEmpty() && taken.isEmpty();
        }
    }

    /** How a change treats the rights that are there. */
    public enum Mode {
        ADD,
        REMOVE,
        REPLACE
    }

    /**
     * A change of one entry.
     *
     * @param taking whether it is of the rights that are taken away, {@code -identifier}
     */
    public record Change(Grantee grantee, boolean taking, Mode mode, Rights rights) {
        private Rights applied(Rights before) {
            return switch (mode) {
                case ADD -> before.plus(rights);
                case REMOVE -> before.minus(rights);
                case REPLACE -> rights;
            };
        }
    }

    public Grants {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Of a mailbox nobody but its owner knows. */
    static Grants none(String owner) {
        return new Grants(owner, Collections.emptySortedMap());
    }

    /** What the holder of an account may do. */
    public Rights of(String accountId) {
        if (accountId.equals(owner)) return ofOwner();
        Rights given = Rights.NONE;
        Rights taken = Rights.NONE;
        for (var entry : entries.entrySet()) {
            if (!entry.getKey().covers(accountId)) continue;
            given = given.plus(entry.getValue().given());
            taken = taken.plus(entry.getValue().taken());
        }
        return given.minus(taken);
    }

    private Rights ofOwner() {
        Grant own = entries.get(Grantee.account(owner));
        if (own == null) return Rights.ALL;
        return givenToOwner(own).minus(own.taken()).plus(OWNER_KEEPS);
    }

    /** The list as it is told: the owner is always in it. */
    public SortedMap<Grantee, Grant> told() {
        var all = new TreeMap<>(entries);
        Grantee self = Grantee.account(owner);
        Grant own = all.getOrDefault(self, Grant.NOTHING);
        all.put(self, new Grant(givenToOwner(own), own.taken()));
        return Collections.unmodifiableSortedMap(all);
    }

    /** An owner's entry that gives nothing is not there, so that a bare {@code -owner} does not take the rest too. */
    private static Rights givenToOwner(Grant own) {
        return own.given().isEmpty() ? Rights.ALL : own.given().plus(OWNER_KEEPS);
    }

    /** Whether anybody but the owner is given anything. */
    public boolean isShared() {
        return entries.entrySet().stream()
                .anyMatch(entry -> !entry.getKey().id().equals(owner)
                        && !entry.getValue().given().isEmpty());
    }

    Grants with(Change change) {
        boolean ofOwner = change.grantee().id().equals(owner);
        Grant before = ofOwner
                ? told().getOrDefault(change.grantee(), Grant.NOTHING)
                : entries.getOrDefault(change.grantee(), Grant.NOTHING);
        Rights given = change.taking() ? before.given() : change.applied(before.given());
        Rights taken = change.taking() ? change.applied(before.taken()) : before.taken();
        if (ofOwner) {
            given = given.plus(OWNER_KEEPS);
            taken = taken.minus(OWNER_KEEPS);
        }
        return with(change.grantee(), new Grant(given, taken));
    }

    /** Without what is given to somebody, or without what is taken from him; for the owner, as if it never was. */
    Grants without(Grantee grantee, boolean taking) {
        Grant before = entries.getOrDefault(grantee, Grant.NOTHING);
        return with(grantee, taking ? new Grant(before.given(), Rights.NONE) : new Grant(Rights.NONE, before.taken()));
    }

    private Grants with(Grantee grantee, Grant grant) {
        var changed = new TreeMap<>(entries);
        boolean usual = grantee.id().equals(owner) && grant.equals(new Grant(Rights.ALL, Rights.NONE));
        if (grant.isEmpty() || usual) changed.remove(grantee);
        else changed.put(grantee, grant);
        return new Grants(owner, changed);
    }

    /** Empty if there is nothing to keep. */
    Optional<byte[]> encode() {
        if (entries.isEmpty()) return Optional.empty();
        var out = new RowWriter().varint(FORMAT).varint(entries.size());
        entries.forEach((grantee, grant) -> out.string(grantee.id())
                .varint(grant.given().bits())
                .varint(grant.taken().bits()));
        return Optional.of(out.toBytes());
    }

    static Grants decode(String owner, byte @Nullable [] row) {
        if (row == null) return none(owner);
        var in = new RowReader(row);
        Formats.expect(FORMAT, in.varint(), "grants");
        var entries = new TreeMap<Grantee, Grant>();
        for (int n = in.count(); n > 0; n--) {
            entries.put(new Grantee(in.string()), new Grant(new Rights(in.count()), new Rights(in.count())));
        }
        return new Grants(owner, entries);
    }
}
