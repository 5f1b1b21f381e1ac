package org.mailstead.smtp;

import java.io.IOException;

/** QUIT. RFC 5321 §4.1.1.10. */
record Quit() implements SmtpCommand.Anytime {
    static Quit read(String rest) {
        SmtpCommand.requireNoArguments(rest);
        return new Quit();
    }

    @Override
    public SmtpState run(SmtpState state, SmtpSession session) throws IOException {
        session.say(SmtpReplies.BYE);
        return new SmtpState.Ended();
    }
}
