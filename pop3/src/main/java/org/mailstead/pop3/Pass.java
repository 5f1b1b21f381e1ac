package org.mailstead.pop3;

import java.io.IOException;
import org.mailstead.directory.Account;
import org.mailstead.directory.SignIn;

/** PASS. RFC 1939 §7. */
record Pass(String password) implements Pop3Command.BeforeSignIn {
    static Pass read(CommandReader in) {
        return new Pass(in.rest());
    }

    @Override
    public Pop3State run(Pop3Session session, Pop3State.Authorization state) throws IOException {
        if (!session.takesPasswords()) throw new EndOfCommand.Refused(Pop3Replies.TLS_FIRST);
        String userName = state.userName();
        if (userName == null) throw new EndOfCommand.Refused(Pop3Replies.USER_FIRST);
        return switch (session.signIn(userName, password)) {
            case SignIn.Welcome(Account account) -> {
                Maildrop maildrop = session.open(account);
                session.answer().reply(Pop3Replies.signedIn(maildrop.count()));
                yield new Pop3State.Transaction(maildrop);
            }
            case SignIn.Refused(SignIn.Reason reason) -> {
                session.refuseSignIn(userName, reason);
                yield Pop3State.Authorization.START;
            }
            case SignIn.Unavailable() -> {
                session.answer().reply(Pop3Replies.CANNOT_CHECK_PASSWORDS);
                yield Pop3State.Authorization.START;
            }
        };
    }

    /** The password must not get into a log by way of the record. */
    @Override
    public String toString() {
        return "Pass[password hidden]";
    }
}
