package org.mailstead.mailbox;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/**
 * A mailbox as it is kept.
 *
 * @param recentFrom the first UID no session was told of, as far as it was written down
 * @param deleted number of messages with \Deleted
 * @param deletedBytes their sizes added up
 */
record MailboxRow(
        MailboxName name,
        long uidValidity,
        int uidNext,
        int recentFrom,
        int messages,
        int unseen,
        long bytes,
        int deleted,
        long deletedBytes,
        long change,
        Set<SpecialUse> uses,
        List<String> keywords) {
    /** Before it, rows did not count what is marked as deleted. */
    private static final int UNCOUNTED = 1;

    private static final int FORMAT = 2;

    static MailboxRow empty(MailboxName name, long uidValidity, long change, Set<SpecialUse> uses) {
        return new MailboxRow(name, uidValidity, 1, 1, 0, 0, 0, 0, 0, change, uses, List.of());
    }

    Mailbox as(MailboxId id) {
        return new Mailbox(
                id, name, uidValidity, uidNext, messages, unseen, bytes, deleted, deletedBytes, change, uses, keywords);
    }

    MailboxRow named(MailboxName newName, long newChange) {
        return new MailboxRow(
                newName,
                uidValidity,
                uidNext,
                recentFrom,
                messages,
                unseen,
                bytes,
                deleted,
                deletedBytes,
                newChange,
                uses,
                keywords);
    }

    MailboxRow withUses(Set<SpecialUse> newUses, long newChange) {
        return new MailboxRow(
                name,
                uidValidity,
                uidNext,
                recentFrom,
                messages,
                unseen,
                bytes,
                deleted,
                deletedBytes,
                newChange,
                newUses,
                keywords);
    }

    MailboxRow withKeywords(List<String> all) {
        return new MailboxRow(
                name,
                uidValidity,
                uidNext,
                recentFrom,
                messages,
                unseen,
                bytes,
                deleted,
                deletedBytes,
                change,
                uses,
                all);
    }

    MailboxRow withRecentFrom(int uid) {
        return new MailboxRow(
                name,
                uidValidity,
                uidNext,
                uid,
                messages,
                unseen,
                bytes,
                deleted,
                deletedBytes,
                change,
                uses,
                keywords);
    }

    /** After {@code row} has come with the UID this mailbox was to give next. */
    MailboxRow with(MessageRow row) {
        return counted(1, row.flags(), row, row.uid() + 1, row.change());
    }

    /** After {@code row} has gone. */
    MailboxRow without(MessageRow row, long newChange) {
        return counted(-1, row.flags(), row, uidNext, newChange);
    }

    /** After the flags of {@code row} became {@code after}. */
    MailboxRow reflagged(MessageRow row, long after, long newChange) {
        return counted(-1, row.flags(), row, uidNext, newChange).counted(1, after, row, uidNext, newChange);
    }

    /** @param sign 1 if a message with these flags comes, -1 if it goes */
    private MailboxRow counted(int sign, long flags, MessageRow row, int newUidNext, long newChange) {
        int unseenOne = (flags & FlagBits.SEEN) == 0 ? sign : 0;
        int deletedOne = (flags & FlagBits.DELETED) == 0 ? 0 : sign;
        return new MailboxRow(
                name,
                uidValidity,
                newUidNext,
                recentFrom,
                messages + sign,
                unseen + unseenOne,
                bytes + (long) sign * row.bytes(),
                Math.max(0, deleted + deletedOne),
                Math.max(0, deletedBytes + (long) deletedOne * row.bytes()),
                newChange,
                uses,
                keywords);
    }

    byte[] encode() {
        var out = new RowWriter()
                .varint(FORMAT)
                .string(name.toString())
                .varint(uidValidity)
                .varint(uidNext)
                .varint(recentFrom)
                .varint(messages)
                .varint(unseen)
                .varint(bytes)
                .varint(deleted)
                .varint(deletedBytes)
                .varint(change);
        out.varint(uses.size());
        for (SpecialUse use : uses) out.string(use.name());
        out.varint(keywords.size());
        for (String keyword : keywords) out.string(keyword);
        return out.toBytes();
    }

    static MailboxRow decode(byte[] row) {
        var in = new RowReader(row);
        long format = in.varint();
        if (format != UNCOUNTED) Formats.expect(FORMAT, format, "mailbox");
        String text = in.string();
        var name = MailboxName.of(text).orElseThrow(() -> new StoreFault("mailbox row with a bad name"));
        long uidValidity = in.varint();
        int uidNext = (int) in.varint();
        int recentFrom = (int) in.varint();
        int messages = (int) in.varint();
        int unseen = (int) in.varint();
        long bytes = in.varint();
        int deleted = format == UNCOUNTED ? 0 : (int) in.varint();
        long deletedBytes = format == UNCOUNTED ? 0 : in.varint();
        long change = in.varint();
        var uses = EnumSet.noneOf(SpecialUse.class);
        for (long n = in.varint(); n > 0; n--) uses.add(use(in.string()));
        var keywords = new ArrayList<String>();
        for (long n = in.varint(); n > 0; n--) keywords.add(in.string());
        return new MailboxRow(
                name,
                uidValidity,
                uidNext,
                recentFrom,
                messages,
                unseen,
                bytes,
                deleted,
                deletedBytes,
                change,
                uses,
                List.copyOf(keywords));
    }

    private static SpecialUse use(String name) {
        for (SpecialUse each : SpecialUse.values()) if (each.name().equals(name)) return each;
        throw new StoreFault("mailbox row with a use named " + name);
    }
}
