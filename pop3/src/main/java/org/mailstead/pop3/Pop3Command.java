package org.mailstead.pop3;

import java.io.IOException;

/** A command as it was read, grouped by when it is allowed. */
sealed interface Pop3Command {
    sealed interface Anytime extends Pop3Command permits Capa, Quit, Lang {
        /** Returns the state after it. */
        Pop3State run(Pop3Session session, Pop3State state) throws IOException;
    }

    sealed interface BeforeSignIn extends Pop3Command permits User, Pass, Auth, Stls, Utf8 {
        /** Returns the state after it. */
        Pop3State run(Pop3Session session, Pop3State.Authorization state) throws IOException;
    }

    sealed interface InMaildrop extends Pop3Command permits Stat, Listing, Retr, Dele, Noop, Rset, Top, Uidl {
        void run(Maildrop maildrop, Answer answer) throws IOException;
    }
}
