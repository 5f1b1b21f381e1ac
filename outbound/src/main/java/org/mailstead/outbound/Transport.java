package org.mailstead.outbound;

import java.io.IOException;
import java.util.List;

/** Brings messages to destinations. */
public interface Transport {
    /**
     * Tries one delivery; called on a thread of its own, which it may hold up within its own limits.
     *
     * @param steps told what is met on the way
     * @return one outcome for each recipient, in the order of {@code delivery}
     * @throws Unreachable if nobody was there to be asked
     */
    List<Outcome> deliver(QueuedMessage message, Delivery delivery, Steps steps) throws Unreachable;

    /** The destination could not be talked to at all: everything else that is for it need not try for a while. */
    final class Unreachable extends IOException {
        private static final long serialVersionUID = 1L;

        private final String status;

        /** @param status RFC 3463, such as {@code 4.4.1} */
        public Unreachable(String status, String why) {
            super(why);
            this.status = status;
        }

        Outcome outcome() {
            return Outcome.later(status, "", String.valueOf(getMessage()));
        }
    }
}
