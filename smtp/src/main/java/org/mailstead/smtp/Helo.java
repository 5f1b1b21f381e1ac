package org.mailstead.smtp;

import java.io.IOException;

/** HELO: the same without extensions. RFC 5321 §4.1.1.1. */
record Helo(Ehlo hello) implements SmtpCommand.Anytime {
    static Helo read(String rest) {
        return new Helo(Ehlo.read(rest));
    }

    @Override
    public SmtpState run(SmtpState state, SmtpSession session) throws IOException {
        Ehlo.requireSmtp(session);
        session.obey(session.gate().hello(hello.helloName()));
        session.say(SmtpReplies.hello(session.host().hostName()));
        return new SmtpState.Ready(hello.peer(state, session, false));
    }
}
