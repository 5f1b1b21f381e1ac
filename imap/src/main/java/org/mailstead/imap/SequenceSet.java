package org.mailstead.imap;

import java.util.Arrays;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.UidSet;

/** Message numbers or UIDs as the client wrote them. RFC 3501 §9, sequence-set. */
final class SequenceSet {
    /** The highest number there is. */
    static final long STAR = 0;

    /** {@code $}: what the last SEARCH saved. RFC 5182 §2.1. */
    static final SequenceSet SAVED = new SequenceSet(new long[0]);

    /** first and last of each range, in turn, in the order they were written. */
    private final long[] bounds;

    private SequenceSet(long[] bounds) {
        this.bounds = bounds;
    }

    static final class Builder {
        private long[] bounds = new long[8];
        private int used;

        void add(long first, long last) {
            if (used == bounds.length) bounds = Arrays.copyOf(bounds, used * 2);
            bounds[used++] = first;
            bounds[used++] = last;
        }

        SequenceSet build() {
            return new SequenceSet(Arrays.copyOf(bounds, used));
        }
    }

    static SequenceSet of(UidSet uids) {
        var set = new Builder();
        for (int r = 0; r < uids.ranges(); r++) set.add(uids.first(r), uids.last(r));
        return set.build();
    }

    boolean isSaved() {
        return this == SAVED;
    }

    /** UIDs meant by this set of UIDs; {@code *} is the highest in the view, so that {@code n:*} has one at least. */
    UidSet uids(MailboxView view) {
        long highest = view.size() == 0 ? 0 : view.uid(view.size() - 1);
        return resolve(highest);
    }

    /**
     * The same where UIDs of messages that are gone are meant as well: what stood above today's highest one is in
     * {@code 1:*} too, or its client would never hear that it went.
     */
    UidSet uidsEver(MailboxView view) {
        return resolve(view.uidNext() - 1L);
    }

    /**
     * UIDs of the messages with these sequence numbers.
     *
     * @throws Malformed if one is higher than the mailbox has messages
     */
    UidSet numbers(MailboxView view) {
        for (int i = 0; i < bounds.length; i++) {
            if (bounds[i] > view.size()) {
                // On an empty mailbox "1:*" is what every program sends.
                if (view.size() == 0 && (bounds[i] == 1 && bounds[i ^ 1] == STAR)) continue;
                throw new Malformed("There is no message " + bounds[i] + ", the last one is " + view.size() + ".");
            }
        }
        return lenientNumbers(view);
    }

    /** The same for SEARCH, where numbers too high simply match nothing. */
    UidSet lenientNumbers(MailboxView view) {
        var uids = new UidSet.Builder();
        UidSet numbers = resolve(view.size());
        for (int r = 0; r < numbers.ranges(); r++) {
            int last = Math.min(numbers.last(r), view.size());
            for (int number = numbers.first(r); number <= last; number++) uids.add(view.uid(number - 1));
        }
        return uids.build();
    }

    /** Message numbers, in the form of a set, of messages that are all in the view. */
    static UidSet numbersOf(MailboxView view, UidSet uids) {
        var numbers = new UidSet.Builder();
        for (int r = 0; r < uids.ranges(); r++) {
            for (int i = view.indexOf(uids.first(r)); i < view.size() && view.uid(i) <= uids.last(r); i++) {
                numbers.add(i + 1);
            }
        }
        return numbers.build();
    }

    private UidSet resolve(long highest) {
        var set = new UidSet.Builder();
        for (int i = 0; i < bounds.length; i += 2) {
            long first = bounds[i] == STAR ? highest : bounds[i];
            long last = bounds[i + 1] == STAR ? highest : bounds[i + 1];
            // "7:3" means 3:7. RFC 3501 §9.
            long low = Math.max(1, Math.min(first, last));
            long high = Math.min(Integer.MAX_VALUE, Math.max(first, last));
            if (low <= high) set.addRange((int) low, (int) high);
        }
        return set.build();
    }

    /** RFC 3501 §9, sequence-set. */
    static SequenceSet read(ImapReader in) {
        if (in.take('$')) return SAVED;
        var set = new Builder();
        do {
            long first = numberOrStar(in);
            set.add(first, in.take(':') ? numberOrStar(in) : first);
        } while (in.take(','));
        return set.build();
    }

    private static long numberOrStar(ImapReader in) {
        if (in.take('*')) return STAR;
        long number = in.number();
        if (number < 1 || number > 0xffff_ffffL) throw in.wanted("a message number from 1 to 4294967295");
        return number;
    }
}
