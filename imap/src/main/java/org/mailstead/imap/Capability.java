package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.Greeted;

/** CAPABILITY. RFC 3501 §6.1.1. */
record Capability() implements ImapCommand.Anytime {
    /** What is always there, by RFC: 7888, 4959, 2971, 5161, 2177, 2342, 4315, 6851, 3691, 6154, 3348. */
    private static final String ALWAYS = "IMAP4rev1 LITERAL+ SASL-IR ID ENABLE";

    private static final String SIGNED_IN = " IDLE NAMESPACE UIDPLUS MOVE UNSELECT SPECIAL-USE CHILDREN";

    static Capability read(ImapReader in) {
        in.end();
        return new Capability();
    }

    /** What is offered now: no way to sign in while a password could be overheard. RFC 3501 §6.2.3, RFC 8314 §3. */
    static String list(ImapSession session) {
        if (!(session.state() instanceof Greeted)) return ALWAYS + SIGNED_IN;
        String startTls = session.connection().isEncrypted() ? "" : " STARTTLS";
        String signIn = session.mayTakePasswords() ? " AUTH=PLAIN AUTH=LOGIN" : " LOGINDISABLED";
        return ALWAYS + SIGNED_IN + startTls + signIn;
    }

    @Override
    public ImapReply run(ImapSession session) throws IOException {
        session.out().untagged("CAPABILITY", list(session));
        return ImapReply.ok("That is what is offered.");
    }
}
