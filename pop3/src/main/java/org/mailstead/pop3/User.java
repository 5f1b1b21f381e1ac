package org.mailstead.pop3;

import java.io.IOException;

/** USER. RFC 1939 §7. */
record User(String name) implements Pop3Command.BeforeSignIn {
    static User read(CommandReader in) {
        return new User(in.rest());
    }

    @Override
    public Pop3State run(Pop3Session session, Pop3State.Authorization state) throws IOException {
        // Refused here already, since the next line would be the password.
        if (!session.takesPasswords()) {
            throw session.withoutTls(name);
        }
        if (!session.takesShownPasswords()) {
            throw session.mayNotBeShown(name);
        }
        session.answer().reply(Pop3Replies.PASSWORD_PLEASE);
        return new Pop3State.Authorization(name);
    }
}
