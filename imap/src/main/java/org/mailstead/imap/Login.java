package org.mailstead.imap;

import java.io.IOException;
import org.mailstead.imap.ImapState.Greeted;
import org.mailstead.imap.SignInStep.Credentials;

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
    public ImapReply run(ImapSession session, Greeted state) {
        return SignInStep.check(session, state, new Credentials("", user, password));
    }

    /** A record would print the password. */
    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
