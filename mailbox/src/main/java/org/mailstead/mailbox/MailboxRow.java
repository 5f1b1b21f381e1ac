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
 */
record MailboxRow(
        MailboxName name,
        long uidValidity,
        int uidNext,
        int recentFrom,
        int messages,
        int unseen,
        long bytes,
        long change,
        Set<SpecialUse> uses,
        List<String> keywords) {
    private static final int FORMAT = 1;

    static MailboxRow empty(MailboxName name, long uidValidity, long change, Set<SpecialUse> uses) {
        return new MailboxRow(name, uidValidity, 1, 1, 0, 0, 0, change, uses, List.of());
    }

    Mailbox as(MailboxId id) {
        return new Mailbox(id, name, uidValidity, uidNext, messages, unseen, bytes, change, uses, keywords);
    }

    MailboxRow named(MailboxName newName, long newChange) {
        return new MailboxRow(
                newName, uidValidity, uidNext, recentFrom, messages, unseen, bytes, newChange, uses, keywords);
    }

    MailboxRow withKeywords(List<String> all) {
        return new MailboxRow(name, uidValidity, uidNext, recentFrom, messages, unseen, bytes, change, uses, all);
    }

    MailboxRow withRecentFrom(int uid) {
        return new MailboxRow(name, uidValidity, uidNext, uid, messages, unseen, bytes, change, uses, keywords);
    }

    /** After {@code row} has come with the UID this mailbox was to give next. */
    MailboxRow with(MessageRow row) {
        int unseenOne = (row.flags() & FlagBits.SEEN) == 0 ? 1 : 0;
        return new MailboxRow(
                name,
                uidValidity,
                row.uid() + 1,
                recentFrom,
                messages + 1,
                unseen + unseenOne,
                bytes + row.bytes(),
                row.change(),
                uses,
                keywords);
    }

    /** After {@code row} has gone. */
    MailboxRow without(MessageRow row, long newChange) {
        int unseenOne = (row.flags() & FlagBits.SEEN) == 0 ? 1 : 0;
        return new MailboxRow(
                name,
                uidValidity,
                uidNext,
                recentFrom,
                messages - 1,
                unseen - unseenOne,
                bytes - row.bytes(),
                newChange,
                uses,
                keywords);
    }

    /** After the flags of one message went from {@code before} to {@code after}. */
    MailboxRow reflagged(long before, long after, long newChange) {
        int more = ((after & FlagBits.SEEN) == 0 ? 1 : 0) - ((before & FlagBits.SEEN) == 0 ? 1 : 0);
        return new MailboxRow(
                name, uidValidity, uidNext, recentFrom, messages, unseen + more, bytes, newChange, uses, keywords);
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
                .varint(change);
        out.varint(uses.size());
        for (SpecialUse use : uses) out.string(use.name());
        out.varint(keywords.size());
        for (String keyword : keywords) out.string(keyword);
        return out.toBytes();
    }

    static MailboxRow decode(byte[] row) {
        var in = new RowReader(row);
        Formats.expect(FORMAT, in.varint(), "mailbox");
        String text = in.string();
        var name = MailboxName.of(text).orElseThrow(() -> new StoreFault("mailbox row with a bad name"));
        long uidValidity = in.varint();
        int uidNext = (int) in.varint();
        int recentFrom = (int) in.varint();
        int messages = (int) in.varint();
        int unseen = (int) in.varint();
        long bytes = in.varint();
        long change = in.varint();
        var uses = EnumSet.noneOf(SpecialUse.class);
        for (long n = in.varint(); n > 0; n--) uses.add(SpecialUse.valueOf(in.string()));
        var keywords = new ArrayList<String>();
        for (long n = in.varint(); n > 0; n--) keywords.add(in.string());
        return new MailboxRow(
                name, uidValidity, uidNext, recentFrom, messages, unseen, bytes, change, uses, List.copyOf(keywords));
    }
}
