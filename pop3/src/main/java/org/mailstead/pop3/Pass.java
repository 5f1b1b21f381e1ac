package org.mailstead.pop3;

import java.io.IOException;

/** PASS. RFC 1939 §7. */
record Pass(String password) implements Pop3Command.BeforeSignIn {
    static Pass read(CommandReader in) {
        return new Pass(in.rest());
    }

    @Override
    public Pop3State run(Pop3Session session, Pop3State.Authorization state) throws IOException {
        if (!session.takesPasswords()) throw new EndOfCommand.Refused(Pop3Replies.TLS_FIRST);
        if (!session.takesShownPasswords()) throw new EndOfCommand.Refused(Pop3Replies.PROOF_WANTED);
        String userName = state.userName();
        if (userName == null) throw new EndOfCommand.Refused(Pop3Replies.USER_FIRST);
        return session.concluded(session.signIn(userName, password), "PASS");
    }

    /** The password must not get into a log by way of the record. */
    @Override
    public String toString() {
        return "Pass[password hidden]";
    }
}
