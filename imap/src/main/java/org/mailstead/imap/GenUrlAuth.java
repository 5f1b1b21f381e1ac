package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.url.ImapUrl;
import org.mailstead.mailbox.url.UrlAuthorization;

/** GENURLAUTH: makes URLs that let others read one of the own messages. RFC 4467 §7. */
record GenUrlAuth(List<String> urls) implements ImapCommand.AfterSignIn {
    private static final ImapReply OTHER_MECHANISM =
            ImapReply.no("CANNOT", "URLs are authorized by the mechanism INTERNAL only.");
    private static final ImapReply NOT_OWN = ImapReply.no(
            "CANNOT", "Only whole URLs of messages in the own mailboxes on this server can be authorized, each once.");

    static GenUrlAuth read(ImapReader in) throws IOException {
        var urls = new ArrayList<String>();
        do {
            in.space();
            urls.add(in.astring());
            in.space();
            if (!in.word().equals(UrlAuthorization.INTERNAL)) throw OTHER_MECHANISM.asRefusal();
            if (urls.size() > ImapLimits.URLS) throw in.wanted("no more than " + ImapLimits.URLS + " URLs");
        } while (!in.atEnd());
        return new GenUrlAuth(List.copyOf(urls));
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        var made = new ArrayList<String>();
        for (String url : urls) made.add(authorized(url, session, state));
        session.out().text("* GENURLAUTH");
        for (String url : made) session.out().text(" ").quoted(url);
        session.out().line();
        return ImapReply.ok("Whoever has one of these may read what it names.");
    }

    private static String authorized(String text, ImapSession session, WithAccount state) {
        ImapUrl url = ImapUrl.parse(text).orElseThrow(() -> new Malformed("This is no URL of a message."));
        MailAccount mail = state.mail();
        if (!UrlFetch.authorization(session).canAuthorize(url, mail)) throw NOT_OWN.asRefusal();
        Mailbox mailbox =
                Optional.ofNullable(url.mailbox()).flatMap(mail::mailbox).orElseThrow(NOT_OWN::asRefusal);
        return UrlAuthorization.authorize(
                url, mail, mailbox.id(), session.server().random(), session.actor());
    }
}
