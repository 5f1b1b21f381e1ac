package org.mailstead.imap;

/**
 * The tagged end of a command.
 *
 * @param code response code without brackets, empty if there is none. RFC 3501 §7.1, RFC 5530
 * @param text for people
 */
record ImapReply(Status status, String code, String text) {
    enum Status {
        OK,
        NO,
        BAD
    }

    /** The command has answered itself: its answer had to be out before it was over. */
    static final ImapReply ANSWERED = new ImapReply(Status.OK, "", "");

    static ImapReply ok(String text) {
        return new ImapReply(Status.OK, "", text);
    }

    static ImapReply no(String code, String text) {
        return new ImapReply(Status.NO, code, text);
    }

    static ImapReply bad(String text) {
        return new ImapReply(Status.BAD, "", text);
    }

    ImapReply with(String newCode) {
        return new ImapReply(status, newCode, text);
    }

    EndOfCommand asRefusal() {
        return new EndOfCommand.Refused(this);
    }

    @Override
    public String toString() {
        return status + " " + (code.isEmpty() ? "" : "[" + code + "] ") + text;
    }
}
