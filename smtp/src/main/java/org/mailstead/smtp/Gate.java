package org.mailstead.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.mailstead.message.Spool;

/**
 * Asked at each stage of one session whether it goes on. Called on the session's thread, which it may keep waiting for the
 * DNS; what it throws is logged, and the peer hears "try again later".
 */
public interface Gate {
    /** Before the greeting. */
    Decision connected();

    /** @param name as the peer said it; said again after STARTTLS, and whenever the peer likes */
    Decision hello(String name);

    /** Somebody could not sign in, and is about to be told so. */
    Decision signInFailed();

    /** A mail begins; one with the null reverse path has no sender. */
    Decision sender(SmtpPeer peer, Optional<SmtpAddress> sender);

    /**
     * For a recipient that gets mail by this server.
     *
     * @param before how many recipients the mail has already
     */
    Decision recipient(SmtpPeer peer, Optional<SmtpAddress> sender, SmtpAddress recipient, int before);

    /**
     * The whole message has come.
     *
     * @param message finished, with its trace fields on top
     */
    Judged message(SmtpEnvelope envelope, Spool message) throws IOException;

    /** The session is over, or somebody else is the client from here on. */
    default void ended() {}

    /** Lets everybody through. */
    Gate OPEN = new Gate() {
        @Override
        public Decision connected() {
            return Decision.GO_ON;
        }

        @Override
        public Decision hello(String name) {
            return Decision.GO_ON;
        }

        @Override
        public Decision signInFailed() {
            return Decision.GO_ON;
        }

        @Override
        public Decision sender(SmtpPeer peer, Optional<SmtpAddress> sender) {
            return Decision.GO_ON;
        }

        @Override
        public Decision recipient(SmtpPeer peer, Optional<SmtpAddress> sender, SmtpAddress recipient, int before) {
            return Decision.GO_ON;
        }

        @Override
        public Judged message(SmtpEnvelope envelope, Spool message) {
            return new Judged.Taken(message, Notes.NONE, envelope);
        }
    };

    /** What becomes of a command. */
    sealed interface Decision {
        Decision GO_ON = new GoOn(Duration.ZERO);

        /** @param after the peer waits so long for its answer */
        record GoOn(Duration after) implements Decision {}

        /** The command is answered so; the session goes on. */
        record Refuse(SmtpReply reply, Duration after) implements Decision {}

        /** The session ends with this. */
        record End(SmtpReply reply) implements Decision {}
    }

    /** What becomes of a message. */
    sealed interface Judged {
        /**
         * @param message the one judged, or a changed one; then the session closes it, too
         * @param envelope the same, or one with another sender or other recipients
         */
        record Taken(Spool message, Notes notes, SmtpEnvelope envelope) implements Judged {}

        /** The sender keeps it. */
        record Refused(SmtpReply reply) implements Judged {}
    }
}
