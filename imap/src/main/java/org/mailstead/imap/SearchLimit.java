package org.mailstead.imap;

import java.util.List;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.SearchQuery;

/**
 * How much of a mailbox a search looks at: the newest messages. RFC 9738 §3.
 *
 * @param from the lowest UID looked at; 0 for all
 */
record SearchLimit(int from, int limit) {
    static SearchLimit of(MailboxView view, int limit) {
        return new SearchLimit(view.size() > limit ? view.uid(view.size() - limit) : 0, limit);
    }

    SearchQuery of(SearchQuery query) {
        return from == 0 ? query : new SearchQuery.And(List.of(new SearchQuery.UidFrom(from), query));
    }

    ImapReply on(ImapReply done) {
        return from == 0 ? done : ImapReplies.PARTLY_DONE.with("MESSAGELIMIT " + limit + " " + from);
    }
}
