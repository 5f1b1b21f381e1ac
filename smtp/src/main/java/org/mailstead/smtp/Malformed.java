package org.mailstead.smtp;

/** The peer broke the grammar or the order of commands; too many of these end the session. */
final class Malformed extends EndOfCommand {
    Malformed(SmtpReply reply) {
        super(reply);
    }
}
