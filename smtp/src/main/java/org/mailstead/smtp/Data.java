package org.mailstead.smtp;

import java.io.IOException;
import org.mailstead.message.Spool;
import org.mailstead.smtp.MailParameters.Body;
import org.mailstead.wire.PeerTimedOut;

/** DATA: the message itself. RFC 5321 §4.1.1.4. */
record Data() implements SmtpCommand.InMail {
    static Data read(String rest) {
        SmtpCommand.requireNoArguments(rest);
        return new Data();
    }

    @Override
    public SmtpState run(SmtpState.Sending state, SmtpSession session) throws IOException {
        // Lines are what DATA is made of; binary content has none. RFC 3030 §3.
        if (state.parameters().body() == Body.BINARY) throw new Refused(SmtpReplies.BINARY_NEEDS_BDAT);
        if (state.recipients().isEmpty()) throw session.noRecipients();
        var envelope = state.envelope(session.newMessageId());
        try (var spool = new Spool(session.host().spoolFolder())) {
            var content = new Content(session.limits(), spool);
            session.say(SmtpReplies.SEND_MESSAGE);
            content.begin(new Trace(session).fields(envelope));
            receive(content, session);
            for (SmtpReply reply : new Handover(session).replies(content, envelope, spool)) session.say(reply);
        }
        return new SmtpState.Ready(state.peer());
    }

    /** Until its end is found no byte of the content may be taken for a command: whatever fails here ends the session. */
    private static void receive(Content content, SmtpSession session) throws IOException {
        try {
            new DataReader(session.connection(), session.limits(), content).readToEnd();
        } catch (PeerTimedOut e) {
            throw new HangUp(content.lineEnds().sawLoneDot() ? SmtpReplies.WAITED_FOR_DOT : SmtpReplies.TOO_SLOW);
        }
    }
}
