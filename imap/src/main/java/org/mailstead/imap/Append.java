package org.mailstead.imap;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailAccount.Appended;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxException.Reason;
import org.mailstead.mailbox.NewMessages;
import org.mailstead.mailbox.RecentCopy;
import org.mailstead.mailbox.SpecialUse;
import org.mailstead.mailbox.UidSet;

/**
 * APPEND of one message or of several, of which all or none are stored. RFC 3501 §6.3.11, RFC 9051 §6.3.12, RFC 3502 §6.3.11;
 * APPENDUID: RFC 4315 §3. The messages are read when the command runs, straight to where they are put aside; what kinds
 * there are is told by {@link MessageIntake}.
 */
record Append(TypedName name, ImapReader in) implements ImapCommand.AfterSignIn {
    static Append read(ImapReader in) throws IOException {
        in.space();
        var name = TypedName.read(in);
        in.space();
        return new Append(name, in);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        // Before a message is sent, so that a client that waits to be asked need not send it.
        Located located = session.locate(state, name.name());
        Mailbox mailbox = located.target();
        var intake = new MessageIntake(session, state, located, mailbox);
        var messages = new NewMessages();
        do {
            intake.receive(messages);
        } while (another(session));
        Appended done = keptAlready(located, mailbox, messages, session, state)
                .orElseGet(() -> store(located, mailbox, messages, session));
        name.tell(located, mailbox, session, state);
        return ImapReply.ok("Stored.").with(code(done));
    }

    /**
     * Where this server keeps copies of sent mail itself, the same one saved by the mail program would be there twice: the
     * one that is there stands for it.
     */
    private static Optional<Appended> keptAlready(
            Located located, Mailbox mailbox, NewMessages messages, ImapSession session, WithAccount state) {
        boolean asked = !located.isShared()
                && messages.size() == 1
                && mailbox.uses().contains(SpecialUse.SENT)
                && session.server()
                        .directory()
                        .sentCopies()
                        .areKept(state.account().id());
        if (!asked) return Optional.empty();
        return RecentCopy.find(located.mail(), mailbox.id(), messages.messageId())
                .map(there -> new Appended(there.uidValidity(), UidSet.of(there.uid())));
    }

    /** A blank behind the last message is no beginning of another; anything but a blank is a wrong length. */
    private boolean another(ImapSession session) {
        if (in.atEnd()) return false;
        in.space();
        if (!in.atEnd() && !session.offers(Extension.MULTIAPPEND)) throw in.wanted("the end of the command");
        return !in.atEnd();
    }

    static Appended store(Located located, Mailbox mailbox, NewMessages messages, ImapSession session) {
        try {
            Appended appended = located.mail().append(mailbox.id(), messages, session.actor());
            session.added(located.mail(), mailbox.id(), appended.uids());
            return appended;
        } catch (MailboxException e) {
            // It was there when the messages began to arrive.
            if (e.reason() == Reason.NONEXISTENT)
                throw ImapReplies.of(e, "TRYCREATE").asRefusal();
            throw e;
        }
    }

    static String code(Appended appended) {
        return "APPENDUID " + appended.uidValidity() + " " + appended.uids();
    }
}
