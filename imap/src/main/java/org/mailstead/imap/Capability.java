package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.Greeted;

/** CAPABILITY. RFC 3501 §6.1.1. */
record Capability() implements ImapCommand.Anytime {
    static Capability read(ImapReader in) {
        in.end();
        return new Capability();
    }

    /** What is offered now: no way to sign in while a password could be overheard. RFC 3501 §6.2.3, RFC 8314 §3. */
    static String list(ImapSession session) {
        boolean signedIn = !(session.state() instanceof Greeted);
        var list = new StringBuilder("IMAP4rev1");
        for (Extension each : Extension.values()) {
            if ((signedIn || each.beforeSignIn()) && session.offers(each)) {
                list.append(' ').append(each.announced(session.server().limits()));
            }
        }
        if (signedIn) return list.toString();
        if (!session.connection().isEncrypted()) list.append(" STARTTLS");
        if (!session.mayTakePasswords()) return list.append(" LOGINDISABLED").toString();
        if (!session.server().signIns().takesShownPasswords()) list.append(" LOGINDISABLED");
        SignInStep.offered(session).forEach(each -> list.append(" AUTH=").append(each.word()));
        return list.toString();
    }

    @Override
    public ImapReply run(ImapSession session) throws IOException {
        session.out().untagged("CAPABILITY", list(session));
        return ImapReply.ok("That is what is offered.");
    }
}
