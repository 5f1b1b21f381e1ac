package org.mailstead.smtp;

import java.io.IOException;

/** VRFY: whether an address exists; not told to anybody. RFC 5321 §3.5.3, §7.3. */
record Vrfy() implements SmtpCommand.Anytime {
    @Override
    public SmtpState run(SmtpState state, SmtpSession session) throws IOException {
        session.say(SmtpReplies.WONT_TELL);
        return state;
    }
}
