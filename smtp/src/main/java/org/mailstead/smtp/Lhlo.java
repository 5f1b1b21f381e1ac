package org.mailstead.smtp;

import java.io.IOException;

/** LHLO: EHLO where LMTP is spoken. RFC 2033 §4.1. */
record Lhlo(Ehlo hello) implements SmtpCommand.Anytime {
    static Lhlo read(String rest) {
        return new Lhlo(Ehlo.read(rest));
    }

    @Override
    public SmtpState run(SmtpState state, SmtpSession session) throws IOException {
        if (session.profile() != SmtpProfile.LMTP) throw new Malformed(SmtpReplies.UNKNOWN_COMMAND);
        return hello.greet(state, session);
    }
}
