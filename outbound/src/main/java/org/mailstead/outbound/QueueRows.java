package org.mailstead.outbound;

import java.time.DateTimeException;
import java.util.function.Function;
import org.mailstead.smtp.SmtpAddress;
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

    static <T> T read(byte[] row, int newest, Function<RowReader, T> fields) {
        try {
            var in = new RowReader(row);
            long form = in.varint();
            if (form < 1 || form > newest) {
                throw new StoreFault("the queue has a row of form " + form + ", which this version does not know");
            }
            return fields.apply(in);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException broken) {
            throw new StoreFault("the queue has a row that cannot be read", broken);
        }
    }
}
