package org.mailstead.outbound;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailstead.smtp.DeliverBy;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.MailParameters.Body;
import org.mailstead.smtp.MailParameters.Returned;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.smtp.SmtpRecipient.Event;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/** What the rows of the queue have in common. Each begins with the number of its form, from 1. */
final class QueueRows {
    private QueueRows() {}

    /** A choice that is written down as a number which never changes. */
    interface Coded {
        int code();
    }

    static <E extends Coded> E oneOf(E[] values, int code) {
        for (E value : values) if (value.code() == code) return value;
        throw new IllegalArgumentException("a choice of unknown number " + code);
    }

    static void write(RowWriter row, SmtpAddress address) {
        row.string(address.local()).string(address.domain());
    }

    static SmtpAddress address(RowReader in) {
        return new SmtpAddress(in.string(), in.string());
    }

    static void write(RowWriter row, SmtpRecipient recipient) {
        write(row, recipient.address());
        row.optionalString(recipient.original());
        int events = UNSAID;
        if (recipient.events() != null) {
            events = 0;
            for (Event each : recipient.events()) events |= bit(each);
        }
        row.u8(events);
    }

    static SmtpRecipient recipient(RowReader in) {
        var address = address(in);
        String original = in.optionalString();
        int bits = in.u8();
        if (bits == UNSAID) return new SmtpRecipient(address, null, original);
        var events = EnumSet.noneOf(Event.class);
        for (Event each : Event.values()) if ((bits & bit(each)) != 0) events.add(each);
        return new SmtpRecipient(address, events, original);
    }

    private static final int UNSAID = 128;

    private static int bit(Event event) {
        return switch (event) {
            case SUCCESS -> 1;
            case FAILURE -> 2;
            case DELAY -> 4;
        };
    }

    static void write(RowWriter row, MailParameters wants) {
        row.u8(code(wants.body()))
                .bool(wants.smtpUtf8())
                .bool(wants.requireTls())
                .u8(wants.priority() + PRIORITIES);
        row.u8(code(wants.returned())).optionalString(wants.envelopeId());
    }

    static MailParameters parameters(RowReader in) {
        return new MailParameters(
                body(in.u8()), in.bool(), in.bool(), in.u8() - PRIORITIES, returned(in.u8()), in.optionalString());
    }

    static void write(RowWriter row, @Nullable DeliverBy by) {
        row.bool(by != null);
        if (by != null)
            row.varint(by.moment().toEpochMilli()).bool(by.returns()).bool(by.traced());
    }

    static @Nullable DeliverBy deliverBy(RowReader in) {
        return in.bool() ? new DeliverBy(Instant.ofEpochMilli(in.varint()), in.bool(), in.bool()) : null;
    }

    /** So that the lowest one is not negative. */
    private static final int PRIORITIES = 9;

    private static int code(Body body) {
        return switch (body) {
            case SEVEN_BIT -> 0;
            case EIGHT_BIT -> 1;
            case BINARY -> 2;
        };
    }

    private static Body body(int code) {
        return switch (code) {
            case 0 -> Body.SEVEN_BIT;
            case 1 -> Body.EIGHT_BIT;
            case 2 -> Body.BINARY;
            default -> throw new IllegalArgumentException("a body of unknown kind " + code);
        };
    }

    private static int code(@Nullable Returned returned) {
        return switch (returned) {
            case null -> 0;
            case HEADERS -> 1;
            case FULL -> 2;
        };
    }

    private static @Nullable Returned returned(int code) {
        return switch (code) {
            case 0 -> null;
            case 1 -> Returned.HEADERS;
            case 2 -> Returned.FULL;
            default -> throw new IllegalArgumentException("a wish to get back of unknown kind " + code);
        };
    }

    static <T> T read(byte[] row, int newest, Function<RowReader, T> fields) {
        return read(row, newest, (in, _) -> fields.apply(in));
    }

    /** @param newest forms from 1 to this one are known */
    static <T> T read(byte[] row, int newest, BiFunction<RowReader, Long, T> fields) {
        try {
            var in = new RowReader(row);
            long form = in.varint();
            if (form < 1 || form > newest) {
                throw new StoreFault("the queue has a row of form " + form + ", which this version does not know");
            }
            return fields.apply(in, form);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException broken) {
            throw new StoreFault("the queue has a row that cannot be read", broken);
        }
    }
}
