package org.mailstead.smtp;

import java.io.IOException;
import org.mailstead.message.Spool;

/** Takes over accepted mail. Called on the session's thread. What it throws is logged, and the peer hears "try again later". */
public interface MailDrop {
    /**
     * Delivers a message to all recipients of its envelope. Returns {@code ON_DISK} only when no crash can lose it any
     * more: the peer then forgets it.
     *
     * @param message finished, with its trace fields on top; closed by the session afterwards
     */
    Outcome accept(SmtpEnvelope envelope, Spool message);

    /** Tells of a message that was refused after it had come, so that somebody who asks for it can be answered. */
    void refused(SmtpEnvelope envelope, Spool message, SmtpReply reply) throws IOException;

    /** Whether the mail is now ours. */
    enum Outcome {
        ON_DISK,
        MAILBOX_FULL,
        /** It is binary in places where nothing that reads mail here could have it. */
        CANNOT_BE_CARRIED,
        /** It was for an address that takes reports of servers only, and holds none. */
        NO_REPORT,
        TRY_LATER
    }
}
