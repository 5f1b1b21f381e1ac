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

    /** The client broke the grammar: BAD. What it sent may be quoted in the text: any bytes, and many. */
    static final class Malformed extends EndOfCommand {
        /** Characters of an answer for people. */
        private static final int LONGEST = 300;

        Malformed(String text) {
            // Printable ASCII (RFC 3501 §9, resp-text), and no line that ends like one before a literal.
            super(text.substring(0, Math.min(LONGEST, text.length())).replaceAll("[^ -z|~]", "?"));
        }
    }

    /** Nothing that follows could be understood: BYE and the end. */
    static final class Hopeless extends EndOfCommand {
        Hopeless(String text) {
            super(text);
        }
    }
}
