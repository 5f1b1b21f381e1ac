package org.mailstead.directory;

import java.util.Set;

/** Whoever gave out tokens that people sign in with in place of passwords. Called on the session's thread. */
public interface Tokens {
    /** Nobody gives out any. */
    Tokens NONE = _ -> new Verdict.Unknown();

    /** @param token as the client sent it, of up to 8 KiB */
    Verdict check(String token);

    /** What a token is worth. */
    sealed interface Verdict {
        /**
         * It is good.
         *
         * @param user whose it is: the address of an account or of an alias that leads to one only
         * @param uses what may be done with it
         * @param program to whom it was given, for people to read; empty if that is not known
         */
        record Good(String user, Set<Use> uses, String program) implements Verdict {
            public Good {
                uses = Set.copyOf(uses);
            }
        }

        /** It was good once. The program should get itself a new one. */
        record Expired() implements Verdict {}

        /** It was never given out, was taken back, is somebody else's or damaged. */
        record Unknown() implements Verdict {}

        /** Whether it is good cannot be found out now; the client must hear "try again", never "wrong". */
        record Unavailable() implements Verdict {}
    }
}
