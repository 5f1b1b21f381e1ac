package org.mailstead.outbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * What is left to do of a message at one destination: the part that is tried, waits, and is tried again as one.
 *
 * @param key which one it is
 * @param recipients those who do not have it yet, at least one
 * @param tries made so far
 * @param next when it is due
 * @param held whether somebody decided that it shall wait for a word of theirs
 * @param warned whether the sender was told that it takes long
 * @param trouble what the last try met; null before it
 */
public record Delivery(
        DeliveryKey key,
        Destination destination,
        List<SmtpRecipient> recipients,
        int tries,
        Instant next,
        boolean held,
        boolean warned,
        @Nullable String trouble) {
    private static final int FORM = 1;

    /** Characters kept of what a host said; it may say more than anybody reads. */
    private static final int TROUBLE = 1000;

    public Delivery {
        recipients = List.copyOf(recipients);
        if (trouble != null && trouble.length() > TROUBLE) trouble = trouble.substring(0, TROUBLE);
    }

    static Delivery first(DeliveryKey key, Destination destination, List<SmtpRecipient> recipients, Instant due) {
        return new Delivery(key, destination, recipients, 0, due, false, false, null);
    }

    /** Recipients of one destination, in parts that are small enough for one transaction and one row each. */
    static List<List<SmtpRecipient>> parts(List<SmtpRecipient> all) {
        var parts = new ArrayList<List<SmtpRecipient>>();
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < all.size(); i++) {
            int more = bytes(all.get(i));
            if (i - from == QueueLimits.RECIPIENTS || (i > from && bytes + more > QueueLimits.RECIPIENT_BYTES)) {
                parts.add(all.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += more;
        }
        parts.add(all.subList(from, all.size()));
        return parts;
    }

    private static int bytes(SmtpRecipient recipient) {
        var row = new RowWriter();
        QueueRows.write(row, recipient);
        return row.toBytes().length;
    }

    Delivery due(Instant when) {
        return new Delivery(key, destination, recipients, tries, when, held, warned, trouble);
    }

    Delivery held(boolean is) {
        return new Delivery(key, destination, recipients, tries, next, is, warned, trouble);
    }

    byte[] encode() {
        var row = new RowWriter().varint(FORM).string(destination.domain()).varint(recipients.size());
        for (SmtpRecipient recipient : recipients) QueueRows.write(row, recipient);
        return row.varint(tries)
                .varint(next.toEpochMilli())
                .bool(held)
                .bool(warned)
                .optionalString(trouble)
                .toBytes();
    }

    static Delivery decode(DeliveryKey key, byte[] row) {
        return QueueRows.read(row, FORM, in -> read(key, in));
    }

    private static Delivery read(DeliveryKey key, RowReader in) {
        var destination = new Destination(in.string());
        int count = in.count();
        if (count > QueueLimits.RECIPIENTS) throw new IllegalArgumentException(count + " recipients in a delivery");
        var recipients = new ArrayList<SmtpRecipient>();
        for (int i = 0; i < count; i++) recipients.add(QueueRows.recipient(in));
        return new Delivery(
                key,
                destination,
                recipients,
                in.count(),
                Instant.ofEpochMilli(in.varint()),
                in.bool(),
                in.bool(),
                in.optionalString());
    }
}
