package org.mailstead.smtp;

/** The reply is the last word of this session. */
final class HangUp extends EndOfCommand {
    HangUp(SmtpReply reply) {
        super(reply);
    }
}
