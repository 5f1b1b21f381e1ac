package org.mailstead.ladder;

import org.mailstead.settings.MailServer;

/**
 * One try to sign in.
 *
 * @param server with the user name that was used
 * @param mechanism such as {@code PLAIN}
 * @param came what came of it
 * @param said the server's answer, at most 500 characters without control characters; for XOAUTH2 with the decoded text of its refusal
 */
public record SignIn(MailServer server, String mechanism, Came came, String said) {
    /** What came of a try. */
    public enum Came {
        LET_IN,
        REFUSED,
        /** A fault of the server's, for now. */
        NOT_NOW,
        /** The connection ended. */
        CUT,
        /**
         * Not tried: another server had refused the same secret, there was no TLS that proves who gets it, the provider takes no such secret,
         * or the server knows no way that is known here. Which of them is told in words.
         */
        NOT_TRIED
    }
}
