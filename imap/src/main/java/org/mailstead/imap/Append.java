package org.mailstead.imap;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.PreparedMessage;
import org.mailstead.message.Spool;

/** APPEND. RFC 3501 §6.3.11; APPENDUID: RFC 4315 §3. The message is read when the command runs, straight to its spool. */
record Append(MailboxName name, FlagSet flags, Optional<Instant> date, ImapReader message)
        implements ImapCommand.AfterSignIn {
    static Append read(ImapReader in) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.space();
        FlagSet flags = FlagSet.NONE;
        if (in.peekIs('(')) {
            flags = FlagNames.read(in.flags(true));
            in.space();
        }
        Optional<Instant> date = Optional.empty();
        if (in.peekIs('"')) {
            date = Optional.of(ImapDates.dateTime(in.string()));
            in.space();
        }
        return new Append(name, flags, date, in);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        // Before the message is sent, so that a client that waits to be asked need not send it.
        Located located = session.locate(state, name);
        var mailbox = located.target();
        located.mail().requireRoom(message.literalAhead(), 1);
        ImapServer server = session.server();
        session.connection()
                .within(server.limits().untilSignIn(), server.limits().perCommand());
        try (var spool = new Spool(server.spoolFolder())) {
            message.message(spool);
            message.end();
            PreparedMessage prepared = server.mail().prepare(spool);
            Instant when = date.orElseGet(server.clock()::instant);
            var added = located.mail()
                    .append(mailbox.id(), prepared, located.settable(mailbox, flags), when, session.actor());
            return ImapReply.ok("Stored.").with("APPENDUID " + added.uidValidity() + " " + added.uid());
        }
    }
}
