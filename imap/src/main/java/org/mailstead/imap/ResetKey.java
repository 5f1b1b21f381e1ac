package org.mailstead.imap;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.UrlKeys;
import org.mailstead.mailbox.url.UrlAuthorization;

/** RESETKEY: takes back the URLs of one mailbox, or of all. RFC 4467 §7. */
record ResetKey(Optional<MailboxName> name) implements ImapCommand.AfterSignIn {
    private static final ImapReply NOT_OWN = ImapReply.no("NOPERM", "Only the owner of a mailbox can change its key.");

    static ResetKey read(ImapReader in) throws IOException {
        if (!in.moreAfterSpace()) return new ResetKey(Optional.empty());
        MailboxName name = in.mailbox();
        // There is but one mechanism, so it does not matter which ones are named.
        while (in.moreAfterSpace()) in.word();
        return new ResetKey(Optional.of(name));
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) {
        UrlKeys keys = state.mail().urlKeys();
        if (name.isEmpty()) {
            keys.removeAll(session.actor());
            return ImapReply.ok("No URL made so far is good any more.");
        }
        Located located = session.locate(state, name.get());
        Mailbox mailbox = located.mailbox();
        if (!located.mail().id().equals(state.mail().id())) return NOT_OWN;
        keys.reset(mailbox.id(), session.server().random(), session.actor());
        return ImapReply.ok("No URL made so far for this mailbox is good any more.")
                .with("URLMECH " + UrlAuthorization.INTERNAL);
    }
}
