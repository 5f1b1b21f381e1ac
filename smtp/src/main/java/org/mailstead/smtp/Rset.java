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
        return switch (state) {
            case SmtpState.Sending sending -> new SmtpState.Ready(sending.peer());
            case SmtpState.Chunking chunking -> new SmtpState.Ready(chunking.peer());
            case SmtpState.Spoiled spoiled -> new SmtpState.Ready(spoiled.peer());
            case SmtpState.Fresh fresh -> fresh;
            case SmtpState.Ready ready -> ready;
            case SmtpState.Ended ended -> ended;
        };
    }
}
