package org.mailstead.smtp;

import java.io.IOException;
import org.mailstead.message.Spool;
import org.mailstead.wire.PeerTimedOut;

/** DATA: the message itself. RFC 5321 §4.1.1.4. */
record Data() implements SmtpCommand.InMail {
    static Data read(String rest) {
        SmtpCommand.requireNoArguments(rest);
        return new Data();
    }

    @Override
    public SmtpState run(SmtpState.Sending state, SmtpSession session) throws IOException {
        if (state.recipients().isEmpty()) throw new Refused(SmtpReplies.NO_RECIPIENTS);
        var envelope = new SmtpEnvelope(
                session.newMessageId(), state.sender(), state.parameters(), state.recipients(), state.peer());
        try (var spool = new Spool(session.host().spoolFolder())) {
            var content = new DataReader(session.connection(), session.limits(), spool);
            session.say(SmtpReplies.SEND_MESSAGE);
            receive(content, new Trace(session).fields(envelope));
            SmtpReply reply = reply(content, envelope, spool, session);
            session.messageEnded(envelope, content.bytes(), reply);
            session.say(reply);
        }
        return new SmtpState.Ready(state.peer());
    }

    /** Until its end is found no byte of the content may be taken for a command: whatever fails here ends the session. */
    private static void receive(DataReader content, byte[] traceFields) throws IOException {
        try {
            content.readAfter(traceFields);
        } catch (PeerTimedOut e) {
            throw new HangUp(content.sawLoneDot() ? SmtpReplies.WAITED_FOR_DOT : SmtpReplies.TOO_SLOW);
        }
    }

    private static SmtpReply reply(DataReader content, SmtpEnvelope envelope, Spool spool, SmtpSession session) {
        SmtpLimits limits = session.limits();
        if (content.sawLoneDot()) return SmtpReplies.BARE_LINE_END;
        if (content.sawNul()) return SmtpReplies.NUL_BYTE;
        if (content.bytes() > limits.messageBytes()) return SmtpReplies.tooLarge(limits.messageBytes());
        try {
            content.throwSpoolFailure();
            spool.finish();
            try (var message = spool.open()) {
                if (Trace.countReceived(message, limits.receivedFields() + 2) > limits.receivedFields() + 1)
                    return SmtpReplies.LOOP;
            }
            return switch (session.services().drop().accept(envelope, spool)) {
                case ON_DISK -> SmtpReplies.accepted(envelope.id());
                case MAILBOX_FULL -> SmtpReplies.MAILBOX_FULL;
                case TRY_LATER -> SmtpReplies.FAULT;
            };
        } catch (IOException | RuntimeException e) {
            session.logFault("cannot take the message " + envelope.id(), e);
            return DiskFull.caused(e) ? SmtpReplies.DISK_FULL : SmtpReplies.FAULT;
        }
    }
}
