package org.mailstead.smtp;

/** The peer asked for something that is not possible; the session's state stays as it was. */
final class Refused extends EndOfCommand {
    Refused(SmtpReply reply) {
        super(reply);
    }
}
