package org.mailstead.gateway;

/** What comes of a try to sign in with the gateway itself. */
sealed interface LocalVerdict {
    /** @param program whose password it was */
    record Welcome(LocalAccount account, String program) implements LocalVerdict {}

    /** Name or password is wrong. */
    record Wrong() implements LocalVerdict {}

    /** It cannot be found out, or is of no use. */
    record Unavailable(Trouble trouble) implements LocalVerdict {}
}
