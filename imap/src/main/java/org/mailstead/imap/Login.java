package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.directory.SignIn;
import org.mailstead.imap.ImapState.Greeted;

/** LOGIN. RFC 3501 §6.2.3. */
record Login(String user, String password) implements ImapCommand.BeforeSignIn {
    static Login read(ImapReader in) throws IOException {
        in.space();
        String user = in.astring();
        in.space();
        String password = in.astring();
        in.end();
        return new Login(ImapReader.unicode(user), ImapReader.unicode(password));
    }

    @Override
    public ImapReply run(ImapSession session, Greeted state) throws IOException {
        if (!session.mayTakePasswords()) {
            session.log("refused a password without TLS");
            var said = session.server().signIns().withoutTls(user, SignInStep.caller(session));
            return SignInStep.told(session, ImapReplies.TLS_FIRST, said);
        }
        if (!session.server().signIns().takesShownPasswords()) {
            session.log("refused a password by LOGIN: sign-in.mechanisms has neither PLAIN nor LOGIN");
            var said = session.server().signIns().mayNotBeShown(user, SignInStep.caller(session));
            return SignInStep.told(session, ImapReplies.PROOF_WANTED, said);
        }
        SignIn outcome = session.server().signIns().password(user, password, SignInStep.caller(session));
        return SignInStep.conclude(session, state, outcome, "LOGIN");
    }

    /** A record would print the password. */
    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
