package org.mailstead.outbound;

import org.jspecify.annotations.Nullable;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * How the sender, or the message itself, wants to be handled on the way.
 *
 * @param body what its bytes are like, which not every server takes. RFC 6152, RFC 3030
 * @param smtpUtf8 whether addresses or header need it. RFC 6531
 * @param requireTls whether it may go over verified TLS only. RFC 8689
 * @param priority from -9 to 9; what is higher goes first. RFC 6710
 * @param returned how much of it a report shall hold. RFC 3461 §4.3
 * @param envelopeId what the sender calls it, told in reports; in xtext form. RFC 3461 §4.4
 */
public record Handling(
        Body body,
        boolean smtpUtf8,
        boolean requireTls,
        int priority,
        Returned returned,
        @Nullable String envelopeId) {
    public static final Handling USUAL = new Handling(Body.EIGHT_BIT, false, false, 0, Returned.HEADERS, null);

    private static final int LOWEST = -9;
    private static final int HIGHEST = 9;

    /** What the bytes of a message are like. */
    public enum Body implements QueueRows.Coded {
        SEVEN_BIT(0),
        EIGHT_BIT(1),
        /** Lines of any length and NUL bytes too. RFC 3030 §3. */
        BINARY(2);

        private final int code;

        Body(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** How much of a message a report holds. */
    public enum Returned implements QueueRows.Coded {
        HEADERS(0),
        FULL(1);

        private final int code;

        Returned(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    public Handling {
        if (priority < LOWEST || priority > HIGHEST) throw new IllegalArgumentException("priority " + priority);
    }

    void write(RowWriter row) {
        row.u8(body.code()).bool(smtpUtf8).bool(requireTls).u8(priority - LOWEST);
        row.u8(returned.code()).optionalString(envelopeId);
    }

    static Handling read(RowReader in) {
        return new Handling(
                QueueRows.oneOf(Body.values(), in.u8()),
                in.bool(),
                in.bool(),
                in.u8() + LOWEST,
                QueueRows.oneOf(Returned.values(), in.u8()),
                in.optionalString());
    }
}
