package org.mailstead.smtp;

import java.net.InetAddress;

/** Checks user names and passwords. Called on the session's thread. */
public interface SubmissionSignIn {
    Outcome signIn(String userName, String password, InetAddress from);

    /** What came of a try. */
    sealed interface Outcome {
        record Welcome(Submitter who) implements Outcome {}

        /** @param why for the log only; the peer is told nothing more */
        record Refused(String why) implements Outcome {}

        record Unavailable() implements Outcome {}
    }
}
