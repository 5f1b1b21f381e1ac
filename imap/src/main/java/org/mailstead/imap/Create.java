package org.mailstead.imap;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxException.Reason;
import org.mailstead.mailbox.SpecialUse;

/** CREATE. RFC 3501 §6.3.3; for a special use: RFC 6154 §3. */
record Create(TypedName name, Set<SpecialUse> uses) implements ImapCommand.AfterSignIn {
    static Create read(ImapReader in) throws IOException {
        in.space();
        String raw = in.astring();
        // A separator at the end only says that there will be mailboxes below.
        String plain = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        var name = TypedName.of(plain, in);
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        if (in.moreAfterSpace()) {
            in.want('(');
            do {
                String parameter = in.word();
                if (!parameter.equals("USE")) throw new Malformed("CREATE knows no parameter " + parameter + ".");
                in.space();
                for (String attribute : FlagNames.words(in, true)) {
                    uses.add(SpecialUse.ofAttribute(attribute).orElseThrow(ImapReplies.NO_SUCH_USE::asRefusal));
                }
            } while (in.nextInList());
        }
        in.end();
        return new Create(name, uses);
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        Located located = session.locate(state, name.name());
        located.requireMayCreate();
        // What a mailbox is for concerns its owner's programs only.
        if (!uses.isEmpty() && located.isShared()) return ImapReplies.NOT_YOURS.with("USEATTR");
        try {
            Mailbox made = located.mail().create(located.name(), uses, session.actor());
            name.tell(located, made, session, state);
            return ImapReply.ok("Created.").with("MAILBOXID (" + ObjectIds.mailbox(located.mail(), made.id()) + ")");
        } catch (MailboxException e) {
            if (uses.isEmpty() || e.reason() != Reason.CANNOT) throw e;
            return ImapReplies.of(e, "NONEXISTENT").with("USEATTR");
        }
    }
}
