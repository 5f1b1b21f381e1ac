package org.mailstead.pop3;

import java.io.IOException;
import org.mailstead.mailbox.FetchedMail;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.store.StoreFault;

/** QUIT, which alone deletes what was marked. RFC 1939 §5, §6. */
record Quit() implements Pop3Command.Anytime {
    static Quit read(CommandReader in) {
        in.none();
        return new Quit();
    }

    @Override
    public Pop3State run(Pop3Session session, Pop3State state) throws IOException {
        switch (state) {
            case Pop3State.Transaction(Maildrop maildrop) -> update(session, maildrop);
            case Pop3State.Authorization _ -> session.answer().reply(Pop3Replies.GOODBYE);
            case Pop3State.Ended _ -> {}
        }
        return new Pop3State.Ended();
    }

    /** +OK goes out only when what was done is on stable storage. */
    private static void update(Pop3Session session, Maildrop maildrop) throws IOException {
        try {
            FetchedMail.Done done = maildrop.update();
            session.log("quit after " + session.lasted().toSeconds() + " s: " + maildrop.retrieved() + " read, "
                    + done.removed() + " deleted, " + done.hidden() + " hidden");
            session.answer().reply(farewell(done));
        } catch (StoreFault | MailboxException failed) {
            session.logFault("could not delete " + maildrop.marked() + " messages at QUIT", failed);
            session.answer().reply(Pop3Replies.NOTHING_DELETED);
        }
    }

    private static Pop3Reply farewell(FetchedMail.Done done) {
        if (done.removed() > 0) return Pop3Replies.goodbye(done.removed());
        return done.hidden() > 0 ? Pop3Replies.goodbyeHidden(done.hidden()) : Pop3Replies.GOODBYE;
    }
}
