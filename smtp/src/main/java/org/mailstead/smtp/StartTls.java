package org.mailstead.smtp;

import java.io.IOException;
import org.mailstead.wire.TlsServer;

/** STARTTLS. RFC 3207 §4. */
record StartTls() implements SmtpCommand.BetweenMails {
    static StartTls read(String rest) {
        SmtpCommand.requireNoArguments(rest);
        return new StartTls();
    }

    @Override
    public SmtpState run(SmtpState.Ready state, SmtpSession session) throws IOException {
        if (session.connection().isEncrypted()) throw new Malformed(SmtpReplies.TLS_ALREADY);
        TlsServer tls = session.host().tls();
        if (tls == null) throw new Malformed(SmtpReplies.NOT_OFFERED);
        session.say(SmtpReplies.READY_FOR_TLS);
        if (session.connection().hasBufferedInput())
            session.logEvent("input sent behind STARTTLS was dropped: a broken program, or somebody in between");
        // Other servers show the certificates they have as servers, which say nothing of people.
        if (session.profile().wantsSignIn()) session.connection().startTlsAsking(tls);
        else session.connection().startTls(tls);
        session.logEvent("TLS begun, " + session.connection().tlsFacts());
        return new SmtpState.Fresh();
    }
}
