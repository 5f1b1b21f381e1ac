package org.mailstead.pop3;

import java.io.IOException;
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

    /** +OK goes out only when the deletion is on stable storage. */
    private static void update(Pop3Session session, Maildrop maildrop) throws IOException {
        try {
            long deleted = maildrop.removeDeleted();
            session.log("quit after " + session.lasted().toSeconds() + " s: " + maildrop.retrieved() + " read, "
                    + deleted + " deleted");
            session.answer().reply(deleted == 0 ? Pop3Replies.GOODBYE : Pop3Replies.goodbye(deleted));
        } catch (StoreFault | MailboxException failed) {
            session.logFault("could not delete " + maildrop.marked() + " messages at QUIT", failed);
            session.answer().reply(Pop3Replies.NOTHING_DELETED);
        }
    }
}
