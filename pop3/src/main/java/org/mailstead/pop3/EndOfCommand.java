package org.mailstead.pop3;

/** How a command ends other than well. Only the session's loop catches these and turns them into wire text and log. */
abstract sealed class EndOfCommand extends RuntimeException {
    private final transient Pop3Reply reply;

    private EndOfCommand(Pop3Reply reply) {
        // No stack trace: these are answers, not faults.
        super(reply.toString(), null, false, false);
        this.reply = reply;
    }

    Pop3Reply reply() {
        return reply;
    }

    /** The peer asked for something that is not possible; nothing has changed. */
    static final class Refused extends EndOfCommand {
        Refused(Pop3Reply reply) {
            super(reply);
        }
    }

    /** The peer broke the grammar; too many of these end the session. */
    static final class Malformed extends EndOfCommand {
        Malformed(Pop3Reply reply) {
            super(reply);
        }
    }

    /** The reply is the last word of this session; nothing is deleted. */
    static final class HangUp extends EndOfCommand {
        HangUp(Pop3Reply reply) {
            super(reply);
        }
    }
}
