package org.mailstead.outbound;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * One whom a message is for.
 *
 * @param address where it goes
 * @param original whom the sender named, with its type, such as {@code rfc822;ann@example.org}; null if it did not say.
 *     RFC 3461 §4.2
 * @param events what the sender wants to hear; empty for NEVER. RFC 3461 §4.1
 */
public record QueuedRecipient(SmtpAddress address, @Nullable String original, Set<Notify> events) {
    /** What a sender hears of that did not ask for anything else. */
    public static final Set<Notify> USUAL = Set.of(Notify.FAILURE, Notify.DELAY);

    /** Events a sender can ask to be told of. */
    public enum Notify implements QueueRows.Coded {
        SUCCESS(1),
        FAILURE(2),
        DELAY(4);

        private final int bit;

        Notify(int bit) {
            this.bit = bit;
        }

        @Override
        public int code() {
            return bit;
        }
    }

    public QueuedRecipient {
        events = Set.copyOf(events);
    }

    public static QueuedRecipient of(SmtpAddress address) {
        return new QueuedRecipient(address, null, USUAL);
    }

    boolean hearsOf(Notify event) {
        return events.contains(event);
    }

    /** What it takes in a row. */
    int bytes() {
        var row = new RowWriter();
        write(row);
        return row.toBytes().length;
    }

    void write(RowWriter row) {
        QueueRows.write(row, address);
        row.optionalString(original);
        row.u8(events.stream().mapToInt(Notify::code).sum());
    }

    static QueuedRecipient read(RowReader in) {
        var address = QueueRows.address(in);
        String original = in.optionalString();
        int bits = in.u8();
        var events = EnumSet.noneOf(Notify.class);
        for (Notify each : Notify.values()) if ((bits & each.code()) != 0) events.add(each);
        return new QueuedRecipient(address, original, events);
    }
}
