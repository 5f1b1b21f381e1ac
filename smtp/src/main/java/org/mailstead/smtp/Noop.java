package org.mailstead.smtp;

import java.io.IOException;

/** NOOP: nothing, whatever is said with it. RFC 5321 §4.1.1.9. */
record Noop() implements SmtpCommand.Anytime {
    @Override
    public SmtpState run(SmtpState state, SmtpSession session) throws IOException {
        session.say(SmtpReplies.OK);
        return state;
    }
}
