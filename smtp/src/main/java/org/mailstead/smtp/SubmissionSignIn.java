package org.mailstead.smtp;

import java.net.InetAddress;
import java.util.Optional;

/** Checks user names and passwords. Called on the session's thread. */
public interface SubmissionSignIn {
    Outcome signIn(String userName, String password, InetAddress from);

    /** Somebody who has signed in at a proxy that is trusted; empty if nobody has that name. */
    Optional<Submitter> known(String userName);

    /** What came of a try. */
    sealed interface Outcome {
        record Welcome(Submitter who) implements Outcome {}

        /** @param why for the log only; the peer is told nothing more */
        record Refused(String why) implements Outcome {}

        record Unavailable() implements Outcome {}
    }
}
