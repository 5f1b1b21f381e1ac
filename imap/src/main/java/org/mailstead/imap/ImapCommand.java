package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.WithAccount;

/** A command with its arguments, by when it is allowed. RFC 3501 §3. */
sealed interface ImapCommand {
    non-sealed interface Anytime extends ImapCommand {
        ImapReply run(ImapSession session) throws IOException;
    }

    non-sealed interface BeforeSignIn extends ImapCommand {
        ImapReply run(ImapSession session, ImapState.Greeted state) throws IOException;
    }

    non-sealed interface AfterSignIn extends ImapCommand {
        ImapReply run(ImapSession session, WithAccount state) throws IOException;
    }

    non-sealed interface InOpenMailbox extends ImapCommand {
        ImapReply run(ImapSession session, InMailbox state) throws IOException;

        /** Whether it leads out of the mailbox, which is possible too when it may no longer be read. */
        default boolean closes() {
            return false;
        }
    }

    /**
     * Whether the client is brought up to date after this also if it asked by NOTIFY to hear nothing of the open mailbox:
     * since it wants to know, or since the command itself takes messages away. RFC 3501 §5.2.
     */
    default boolean asksForNews() {
        return false;
    }

    /**
     * Whether EXPUNGE responses may be sent before the tagged one: not for FETCH, STORE and SEARCH with message
     * numbers, since the client would not know which ones its next command, perhaps sent already, counts. RFC 3501
     * §7.4.1.
     */
    default boolean allowsExpunge() {
        return true;
    }
}
