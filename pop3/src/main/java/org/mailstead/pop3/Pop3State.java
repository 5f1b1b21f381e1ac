package org.mailstead.pop3;

import org.jspecify.annotations.Nullable;

/** Where a session is. RFC 1939 §3. The UPDATE state has no record of its own: QUIT passes through it. */
sealed interface Pop3State {
    /** @param userName what USER said last, null if nothing yet or already used up by PASS */
    record Authorization(@Nullable String userName) implements Pop3State {
        static final Authorization START = new Authorization(null);
    }

    record Transaction(Maildrop maildrop) implements Pop3State {}

    record Ended() implements Pop3State {}
}
