package org.mailstead.imap;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.SearchReturn.Option;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.SearchQuery;
import org.mailstead.mailbox.UidSet;

/**
 * SEARCH and UID SEARCH. RFC 3501 §6.4.4, §6.4.8; RFC 9051 §6.4.4.
 *
 * @param wanted null for a search of the old kind
 */
record Search(String tag, @Nullable SearchReturn wanted, SearchCriteria criteria, boolean byUid)
        implements ImapCommand.InOpenMailbox {
    static Search read(String tag, ImapReader in, boolean byUid) throws IOException {
        in.space();
        SearchReturn wanted = null;
        if (in.peekWord().equals("RETURN")) {
            in.word();
            wanted = SearchReturn.read(in);
            in.space();
        }
        return new Search(tag, wanted, SearchCriteria.read(in), byUid);
    }

    @Override
    public boolean allowsExpunge() {
        return byUid;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        OpenMailbox open = state.open();
        if (!byUid) open.requireNumbers();
        if (criteria.asksModSeq()) session.wantsModSeq(open);
        boolean save = wanted != null && wanted.has(Option.SAVE);
        var within = SearchLimit.of(open.view(), session.server().limits().messages());
        SearchQuery query = within.of(criteria.key().in(open));
        UidSet found;
        try {
            found = open.mail().search(open.believed(), query, session.progress(tag, open.view()));
        } catch (RuntimeException e) {
            // A search that fails leaves nothing saved. RFC 5182 §2.1.
            if (save) open.save(UidSet.EMPTY);
            throw e;
        }
        boolean scored = wanted != null && wanted.has(Option.RELEVANCY);
        List<Integer> relevancy = scored ? open.mail().relevancy(open.believed(), found, query) : List.of();
        tell(session, new Esearch.Found(open.believed(), found, byUid, criteria.asksModSeq(), relevancy));
        if (save && wanted != null) open.save(wanted.saved(found));
        boolean update = wanted != null && wanted.has(Option.UPDATE);
        if (update && !open.contexts().add(tag, query, byUid, found)) {
            session.out().untagged("NO", "[NOUPDATE \"" + tag + "\"] Too many searches are kept up to date already");
        }
        return within.on(ImapReply.ok("Searched."));
    }

    /** IMAP4rev2 knows the new response only. RFC 9051 §7.3.4. */
    private void tell(ImapSession session, Esearch.Found found) throws IOException {
        if (wanted != null) {
            if (!wanted.isSilent()) Esearch.write(tag, wanted, found, session.out());
        } else if (session.enabled(Extension.IMAP4REV2)) {
            Esearch.write(tag, SearchReturn.ALL, found, session.out());
        } else {
            tellOldWay(session.out(), found);
        }
    }

    private void tellOldWay(ImapWriter out, Esearch.Found found) throws IOException {
        MailboxView view = found.view();
        UidSet uids = found.uids();
        out.text("* SEARCH");
        for (int r = 0; r < uids.ranges(); r++) {
            // Only UIDs of the view are found, so a range of them is a run of messages.
            int index = byUid ? 0 : view.indexOf(uids.first(r));
            for (int uid = uids.first(r); uid <= uids.last(r); uid++)
                out.text(" ").number(byUid ? uid : ++index);
        }
        if (found.withModSeq() && !uids.isEmpty()) {
            out.text(" (MODSEQ ").number(found.highestModSeq(uids)).text(")");
        }
        out.line();
    }
}
