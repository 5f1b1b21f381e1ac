package org.mailstead.smtp;

import java.io.IOException;

/** RCPT: one recipient more. RFC 5321 §4.1.1.3. */
record Rcpt(SmtpAddress recipient) implements SmtpCommand.InMail {
    static Rcpt read(String rest) {
        var in = new PathReader(rest, SmtpReplies.BAD_RECIPIENT);
        in.keyword("TO:");
        SmtpAddress recipient = in.forwardPath();
        // None of the extensions we offer has parameters here.
        if (!in.parameters().isEmpty()) throw new Malformed(SmtpReplies.UNKNOWN_PARAMETER);
        return new Rcpt(recipient);
    }

    @Override
    public SmtpState run(SmtpState.Sending state, SmtpSession session) throws IOException {
        if (state.recipients().size() >= session.limits().recipients())
            throw new Refused(SmtpReplies.TOO_MANY_RECIPIENTS);
        switch (session.services().recipients().judge(recipient, state.sender(), state.peer())) {
            case DELIVERED_HERE -> session.say(SmtpReplies.RECIPIENT_OK);
            case UNKNOWN_HERE -> throw session.refusedRecipient(SmtpReplies.NO_SUCH_ADDRESS, recipient);
            case ELSEWHERE ->
                throw session.refusedRecipient(
                        session.profile().wantsSignIn() ? SmtpReplies.NO_SENDING_YET : SmtpReplies.NO_RELAY, recipient);
            case FULL -> throw new Refused(SmtpReplies.MAILBOX_FULL);
            case TRY_LATER -> throw new Refused(SmtpReplies.RECIPIENT_UNCLEAR);
        }
        return state.with(recipient);
    }
}
