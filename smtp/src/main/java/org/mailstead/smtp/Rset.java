package org.mailstead.smtp;

import java.io.IOException;

/** RSET: the mail under way is forgotten. RFC 5321 §4.1.1.5. */
record Rset() implements SmtpCommand.Anytime {
    static Rset read(String rest) {
        SmtpCommand.requireNoArguments(rest);
        return new Rset();
    }

    @Override
    public SmtpState run(SmtpState state, SmtpSession session) throws IOException {
        session.say(SmtpReplies.OK);
        return state instanceof SmtpState.Sending sending ? new SmtpState.Ready(sending.peer()) : state;
    }
}
