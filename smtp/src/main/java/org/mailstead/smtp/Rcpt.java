package org.mailstead.smtp;

import java.io.IOException;
import java.util.Set;

/** RCPT: one recipient more. RFC 5321 §4.1.1.3; NOTIFY and ORCPT: RFC 3461 §4. */
record Rcpt(SmtpRecipient recipient) implements SmtpCommand.InMail {
    static Rcpt read(String rest) {
        var in = new PathReader(rest, SmtpReplies.BAD_RECIPIENT);
        in.keyword("TO:");
        SmtpAddress address = in.forwardPath();
        Set<SmtpRecipient.Event> events = null;
        String original = null;
        for (var each : ParameterReader.read(in.parameters()).entrySet()) {
            switch (each.getKey()) {
                case "NOTIFY" -> events = Mail.wellFormed(SmtpRecipient.readEvents(each.getValue()));
                case "ORCPT" -> original = Mail.wellFormed(SmtpRecipient.readOriginal(each.getValue()));
                default -> throw new Malformed(SmtpReplies.UNKNOWN_PARAMETER);
            }
        }
        return new Rcpt(new SmtpRecipient(address, events, original));
    }

    @Override
    public SmtpState run(SmtpState.Sending state, SmtpSession session) throws IOException {
        try {
            return judged(state, session);
        } catch (Refused e) {
            session.noteRefused("not for <" + recipient.address() + ">: " + e.reply());
            throw e;
        }
    }

    private SmtpState judged(SmtpState.Sending state, SmtpSession session) throws IOException {
        if (state.recipients().size() >= session.limits().recipients())
            throw new Refused(SmtpReplies.TOO_MANY_RECIPIENTS);
        // A sender that did not say SMTPUTF8 could not read a report about such an address. RFC 6531 §3.5.
        if (!recipient.address().isAscii() && !state.parameters().smtpUtf8())
            throw new Refused(SmtpReplies.ADDRESS_NOT_ASCII);
        switch (session.services().recipients().judge(recipient.address(), state.sender(), state.peer())) {
            case DELIVERED_HERE -> take(state, session);
            case UNKNOWN_HERE -> throw session.refusedRecipient(SmtpReplies.NO_SUCH_ADDRESS, recipient.address());
            case ELSEWHERE -> relay(state, session, SmtpReplies.NO_RELAY);
            case KEPT_ELSEWHERE -> relay(state, session, SmtpReplies.KEPT_ELSEWHERE);
            case FULL -> throw new Refused(SmtpReplies.MAILBOX_FULL);
            case TRY_LATER -> throw new Refused(SmtpReplies.RECIPIENT_UNCLEAR);
        }
        return state.with(recipient);
    }

    /** Only for those who have signed in here. */
    private void relay(SmtpState.Sending state, SmtpSession session, SmtpReply otherwise) throws IOException {
        if (state.peer().signedIn().isEmpty()) throw session.refusedRecipient(otherwise, recipient.address());
        take(state, session);
    }

    /** Asked last: what the gate counts and remembers is mail that would be delivered. */
    private void take(SmtpState.Sending state, SmtpSession session) throws IOException {
        int before = state.recipients().size();
        session.obey(session.gate().recipient(state.peer(), state.sender(), recipient.address(), before));
        session.say(SmtpReplies.RECIPIENT_OK);
    }
}
