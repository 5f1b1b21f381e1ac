package org.mailstead.smtp;

/** How a command ends other than well. Only the session's loop catches these and turns them into wire text and log. */
abstract sealed class EndOfCommand extends RuntimeException permits Refused, Malformed, HangUp {
    private final transient SmtpReply reply;

    EndOfCommand(SmtpReply reply) {
        // No stack trace: these are answers, not faults.
        super(reply.toString(), null, false, false);
        this.reply = reply;
    }

    SmtpReply reply() {
        return reply;
    }
}
