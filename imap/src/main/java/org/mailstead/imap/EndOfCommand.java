package org.mailstead.imap;

/** Ends a command early. What else escapes a command is a fault of ours. */
abstract sealed class EndOfCommand extends RuntimeException {
    private final String text;

    EndOfCommand(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    /** For the peer. */
    String text() {
        return text;
    }

    /** What was asked is not possible: NO. */
    static final class Refused extends EndOfCommand {
        private final ImapReply reply;

        Refused(ImapReply reply) {
            super(reply.text());
            this.reply = reply;
        }

        ImapReply reply() {
            return reply;
        }
    }

    /** The client broke the grammar: BAD. */
    static final class Malformed extends EndOfCommand {
        Malformed(String text) {
            super(text);
        }
    }

    /** Nothing that follows could be understood: BYE and the end. */
    static final class Hopeless extends EndOfCommand {
        Hopeless(String text) {
            super(text);
        }
    }
}
