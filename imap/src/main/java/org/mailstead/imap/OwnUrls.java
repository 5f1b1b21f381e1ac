package org.mailstead.imap;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.MailAddress;
import org.mailstead.imap.EndOfCommand.Refused;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.url.ImapUrl;
import org.mailstead.mailbox.url.UrlContent;

/**
 * What URLs name for whoever is signed in: only what this person could fetch as well. RFC 4469 §3 has relative URLs, against
 * this server and the selected mailbox; whole ones are understood if they name this server and this person.
 */
record OwnUrls(ImapSession session, WithAccount state) {
    Optional<UrlContent> find(String text) {
        return ImapUrl.parse(text).filter(this::isMine).flatMap(this::find);
    }

    private boolean isMine(ImapUrl url) {
        ImapUrl.Server named = url.server();
        // One that was made for others goes by other rules, those of URLFETCH.
        if (url.authorization() != null) return false;
        return named == null || (isHere(named) && isMe(named.user()));
    }

    boolean isHere(ImapUrl.Server named) {
        return named.host().equalsIgnoreCase(session.server().hostname());
    }

    boolean isMe(@Nullable String user) {
        return user != null
                && MailAddress.parse(user)
                        .filter(state.account().address()::equals)
                        .isPresent();
    }

    private Optional<UrlContent> find(ImapUrl url) {
        MailboxName name = url.mailbox();
        if (name == null) {
            if (!(state instanceof InMailbox selected)) return Optional.empty();
            if (!selected.open().rights().has(Right.READ)) return Optional.empty();
            MailAccount mail = selected.open().mail();
            return mail.mailbox(selected.open().id()).flatMap(mailbox -> UrlContent.find(mail, mailbox, url));
        }
        try {
            Located located = session.locate(state, name);
            return UrlContent.find(located.mail(), located.mailbox(Right.READ), url);
        } catch (Refused | MailboxException outOfReach) {
            return Optional.empty();
        }
    }
}
