package org.mailstead.imap;

/** NOOP: what changed is told after every command, and so after this one. RFC 3501 §6.1.2. */
record Noop() implements ImapCommand.Anytime {
    static Noop read(ImapReader in) {
        in.end();
        return new Noop();
    }

    @Override
    public boolean asksForNews() {
        return true;
    }

    @Override
    public ImapReply run(ImapSession session) {
        return ImapReply.ok("Done.");
    }
}
