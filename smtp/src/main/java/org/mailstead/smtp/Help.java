package org.mailstead.smtp;

import java.io.IOException;

/** HELP. RFC 5321 §4.1.1.8. */
record Help() implements SmtpCommand.Anytime {
    @Override
    public SmtpState run(SmtpState state, SmtpSession session) throws IOException {
        session.say(SmtpReplies.HELP);
        return state;
    }
}
