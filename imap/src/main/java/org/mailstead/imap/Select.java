package org.mailstead.imap;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.SignedIn;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.FlagBits;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.Rights;
import org.mailstead.mailbox.url.UrlAuthorization;

/**
 * SELECT and EXAMINE. RFC 3501 §6.3.1, §6.3.2; RFC 9051 §6.3.2.
 *
 * @param condStore from here on the client wants change numbers. RFC 7162 §3.1.8
 * @param known what a client that comes back still has. RFC 7162 §3.2.5
 */
record Select(
        TypedName name,
        boolean readOnly,
        boolean condStore,
        @Nullable Resynchronisation known) implements ImapCommand.AfterSignIn {
    private static final Rights CHANGING =
            Rights.of(Right.INSERT, Right.EXPUNGE, Right.SEEN, Right.WRITE, Right.DELETE_MESSAGES);

    static Select read(ImapReader in, boolean readOnly) throws IOException {
        in.space();
        var name = TypedName.read(in);
        boolean condStore = false;
        Resynchronisation known = null;
        if (in.moreAfterSpace()) {
            in.want('(');
            do {
                String parameter = in.word();
                switch (parameter) {
                    case "CONDSTORE" -> condStore = true;
                    case "QRESYNC" -> known = Resynchronisation.read(in);
                    default -> throw new Malformed("SELECT knows no parameter " + parameter + ".");
                }
            } while (in.nextInList());
        }
        in.end();
        return new Select(name, readOnly, condStore, known);
    }

    /** Whatever was open is closed first, also when this fails. */
    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        if (known != null && !session.enabled(Extension.QRESYNC)) return ImapReplies.QRESYNC_IS_OFF;
        if (state instanceof InMailbox) {
            session.become(new SignedIn(state.account(), state.mail()));
            // From here on, responses are about the other mailbox. RFC 7162 §3.2.11.
            session.out().untagged("OK", "[CLOSED] The mailbox open before is closed");
        }
        if (condStore) session.enable(Extension.CONDSTORE);
        Located located = session.locate(state, name.name());
        Mailbox mailbox = located.mailbox();
        // RFC 4314 §5.2: where nothing may be changed, it is as if the client had said EXAMINE.
        boolean only = readOnly || !located.rights(mailbox).hasAny(CHANGING);
        MailboxView view = located.mail().view(mailbox.id());
        var open = new OpenMailbox(located, view, only, session.enabled());
        describe(open, session.out());
        // The name as this server writes it, which may not be as the client did. RFC 9051 §6.3.2.
        if (session.enabled(Extension.IMAP4REV2)) name.list(located, mailbox, session, state);
        // RFC 4467 §8: URLs can be made for one's own mailboxes.
        if (session.offers(Extension.URLAUTH) && !located.isShared()) {
            code(session.out(), "URLMECH", UrlAuthorization.INTERNAL, "How URLs are made good for others");
        }
        if (known != null) known.tell(open, session.out());
        session.become(new InMailbox(state.account(), state.mail(), open));
        return ImapReply.ok(only ? "Opened for reading." : "Opened.").with(only ? "READ-ONLY" : "READ-WRITE");
    }

    private void describe(OpenMailbox open, ImapWriter out) throws IOException {
        MailboxView view = open.view();
        boolean rev2 = open.enabled().has(Extension.IMAP4REV2);
        open.tellFlagNames(out);
        out.text("* ").number(view.size()).text(" EXISTS").line();
        if (!rev2) {
            out.text("* ").number(open.recentCount()).text(" RECENT").line();
            if (!open.enabled().has(Extension.UIDONLY)) tellFirstUnseen(view, out);
        }
        code(out, "UIDVALIDITY", Long.toString(view.uidValidity()), "UIDs valid");
        code(out, "UIDNEXT", Integer.toString(view.uidNext()), "Next UID");
        code(out, "HIGHESTMODSEQ", Long.toString(view.changeNumber()), "Last change");
        code(out, "MAILBOXID", "(" + ObjectIds.mailbox(open.mail(), open.id()) + ")", "Its name for ever");
    }

    /** Message numbers mean nothing to a client that asked for UIDs only. RFC 9586 §3.3. */
    private static void tellFirstUnseen(MailboxView view, ImapWriter out) throws IOException {
        for (int i = 0; i < view.size(); i++) {
            if ((view.flags(i) & FlagBits.SEEN) != 0) continue;
            code(out, "UNSEEN", Integer.toString(i + 1), "First message not read yet");
            return;
        }
    }

    private static void code(ImapWriter out, String code, String value, String text) throws IOException {
        out.text("* OK [")
                .text(code)
                .text(" ")
                .text(value)
                .text("] ")
                .text(text)
                .line();
    }
}
