package org.mailstead.imap;

import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.mailbox.UidSet;

/**
 * A stretch of a result: the first is 1, the last is -1. RFC 9394 §3.1.
 *
 * @param from nearer to the end it is counted from, so that its distance from 0 is the smaller one
 */
record PartialRange(long from, long to) {
    static PartialRange read(ImapReader in) {
        long one = signed(in);
        in.want(':');
        long other = signed(in);
        if (one < 0 != other < 0) throw new Malformed("Both ends of a range are counted from the same side.");
        boolean ordered = Math.abs(one) <= Math.abs(other);
        return ordered ? new PartialRange(one, other) : new PartialRange(other, one);
    }

    private static long signed(ImapReader in) {
        boolean negative = in.take('-');
        long number = in.number();
        if (number < 1 || number > 0xffff_ffffL) throw in.wanted("a number from 1 to 4294967295");
        return negative ? -number : number;
    }

    /** Where this stretch of {@code size} results begins, counted from 0. */
    int start(int size) {
        return (int) (from > 0 ? Math.min(from - 1, size) : Math.max(0, size + to));
    }

    /** Behind its last one; not behind {@link #start} if there is nothing in it. */
    int end(int size) {
        return (int) (from > 0 ? Math.min(to, size) : size + from + 1);
    }

    /** Those of {@code found}, in ascending order, that are in this range. */
    UidSet of(UidSet found) {
        long size = found.size();
        long first = from > 0 ? from : Math.max(1, size + to + 1);
        long last = from > 0 ? Math.min(to, size) : size + from + 1;
        if (first > last) return UidSet.EMPTY;
        return found.highest(size - first + 1).lowest(last - first + 1);
    }

    @Override
    public String toString() {
        return from + ":" + to;
    }
}
