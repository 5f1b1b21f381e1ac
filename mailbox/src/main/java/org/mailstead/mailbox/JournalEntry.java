package org.mailstead.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * What one piece of work changed, and who did it.
 *
 * @param time seconds since 1970
 */
public record JournalEntry(long time, Actor by, List<Event> events) {
    /** Format 1 had neither the account nor, as format 2, the connection and names. */
    private static final int FORMAT = 3;

    /**
     * One kind of thing that happened to one mailbox.
     *
     * @param mailbox of number 0 for what concerns the account itself
     * @param uids of messages
     * @param names the old name of a mailbox that was renamed, names subscribed or no longer, entries of annotations
     */
    public record Event(Kind kind, MailboxId mailbox, UidSet uids, List<String> names) {}

    /** The numbers are kept on disk. */
    public enum Kind {
        ADDED(1),
        REFLAGGED(2),
        EXPUNGED(3),
        MAILBOX_CREATED(4),
        MAILBOX_RENAMED(5),
        MAILBOX_DELETED(6),
        ACCESS_CHANGED(7),
        SUBSCRIPTION_CHANGED(8),
        ANNOTATED(9),
        /** A program took messages away with it; what that did to them stands beside it. */
        DOWNLOADED(10),
        /** Messages that POP3 no longer shows. */
        HIDDEN(11),
        /** Messages brought back, under their new UIDs, which are among the added ones too. */
        RESTORED(12);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        static Kind of(long number) {
            for (Kind kind : values()) if (kind.number == number) return kind;
            throw new org.mailstead.store.StoreFault("journal row with unknown event " + number);
        }
    }

    byte[] encode() {
        var out = new RowWriter()
                .varint(FORMAT)
                .varint(time)
                .string(by.protocol())
                .string(by.program())
                .string(by.address())
                .string(by.account())
                .string(by.connection());
        out.varint(events.size());
        for (Event event : events) {
            out.varint(event.kind.number).varint(event.mailbox.value());
            event.uids.write(out);
            out.varint(event.names.size());
            event.names.forEach(out::string);
        }
        return out.toBytes();
    }

    static JournalEntry decode(byte[] row) {
        var in = new RowReader(row);
        long format = in.varint();
        if (format != 1 && format != 2) Formats.expect(FORMAT, format, "journal");
        long time = in.varint();
        var by = new Actor(
                in.string(), in.string(), in.string(), format == 1 ? "" : in.string(), format < 3 ? "" : in.string());
        var events = new ArrayList<Event>();
        for (long n = in.varint(); n > 0; n--) {
            Kind kind = Kind.of(in.varint());
            var mailbox = new MailboxId((int) in.varint());
            UidSet uids = UidSet.read(in);
            events.add(new Event(kind, mailbox, uids, format < 3 ? List.of() : names(in)));
        }
        return new JournalEntry(time, by, List.copyOf(events));
    }

    private static List<String> names(RowReader in) {
        var names = new ArrayList<String>();
        for (long n = in.varint(); n > 0; n--) names.add(in.string());
        return List.copyOf(names);
    }
}
