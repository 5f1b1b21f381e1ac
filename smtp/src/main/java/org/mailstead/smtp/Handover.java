package org.mailstead.smtp;

import java.io.IOException;
import org.mailstead.message.Spool;
import org.mailstead.smtp.MailParameters.Body;

/** Looks over a message that has come whole, and has the rest of the server take it. */
final class Handover {
    private final SmtpSession session;

    Handover(SmtpSession session) {
        this.session = session;
    }

    /** @param spool holds the trace fields and the content; closed by whoever opened it */
    SmtpReply reply(Content content, SmtpEnvelope envelope, Spool spool) {
        SmtpReply reply = judge(content, envelope, spool);
        session.messageEnded(envelope, content.bytes(), reply);
        return reply;
    }

    private SmtpReply judge(Content content, SmtpEnvelope envelope, Spool spool) {
        SmtpLimits limits = session.limits();
        // Binary content has no lines, and NUL is a byte like any other. RFC 3030 §3.
        boolean text = envelope.parameters().body() != Body.BINARY;
        if (text && content.lineEnds().sawLoneDot()) return SmtpReplies.BARE_LINE_END;
        if (text && content.lineEnds().sawNul()) return SmtpReplies.NUL_BYTE;
        if (content.bytes() > limits.messageBytes()) return SmtpReplies.tooLarge(limits.messageBytes());
        try {
            content.throwSpoolFailure();
            spool.finish();
            try (var message = spool.open()) {
                if (Trace.countReceived(message, limits.receivedFields() + 2) > limits.receivedFields() + 1)
                    return SmtpReplies.LOOP;
            }
            return switch (session.gate().message(envelope, spool)) {
                case Gate.Judged.Refused(var reply) -> {
                    session.services().drop().refused(envelope, spool, reply);
                    yield reply;
                }
                case Gate.Judged.Taken(var message, var notes) -> {
                    try (message) {
                        yield delivered(envelope.with(notes), message);
                    }
                }
            };
        } catch (IOException | RuntimeException e) {
            session.logFault("cannot take the message " + envelope.id(), e);
            return DiskFull.caused(e) ? SmtpReplies.DISK_FULL : SmtpReplies.FAULT;
        }
    }

    private SmtpReply delivered(SmtpEnvelope envelope, Spool message) {
        return switch (session.services().drop().accept(envelope, message)) {
            case ON_DISK -> SmtpReplies.accepted(envelope.id());
            case MAILBOX_FULL -> SmtpReplies.MAILBOX_FULL;
            case CANNOT_BE_CARRIED -> SmtpReplies.CANNOT_BE_CARRIED;
            case NO_REPORT -> SmtpReplies.NO_REPORT;
            case TRY_LATER -> SmtpReplies.FAULT;
        };
    }
}
