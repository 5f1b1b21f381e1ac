package org.mailstead.imap;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.EndOfCommand.Refused;
import org.mailstead.imap.Esearch.Correlator;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.SearchReturn.Option;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.SearchQuery;
import org.mailstead.mailbox.UidSet;

/**
 * SEARCH and UID SEARCH, and ESEARCH in the selected mailbox. RFC 3501 §6.4.4, §6.4.8; RFC 9051 §6.4.4; RFC 7377 §2.
 *
 * @param wanted null for a search of the old kind
 * @param named whether the answer names the mailbox, and is left out where nothing is found: for ESEARCH
 */
record Search(String tag, @Nullable SearchReturn wanted, SearchCriteria criteria, boolean byUid, boolean named)
        implements ImapCommand.InOpenMailbox {
    static Search read(String tag, ImapReader in, boolean byUid) throws IOException {
        in.space();
        SearchReturn wanted = null;
        if (in.peekWord().equals("RETURN")) {
            in.word();
            wanted = SearchReturn.read(in);
            in.space();
        }
        SearchCriteria criteria = SearchCriteria.read(in);
        if (wanted != null) wanted.requireFuzzy(criteria);
        return new Search(tag, wanted, criteria, byUid, false);
    }

    @Override
    public boolean allowsExpunge() {
        return byUid;
    }

    @Override
    public ImapReply run(ImapSession session, InMailbox state) throws IOException {
        OpenMailbox open = state.open();
        if (!byUid) open.requireNumbers();
        if (wants(Option.UPDATE) && open.contexts().has(tag)) return ImapReplies.TAG_IN_USE;
        if (criteria.asksModSeq()) session.wantsModSeq(open);
        MailboxView known = open.believed();
        var within = SearchLimit.of(known, session.server().limits().messages());
        SearchQuery query;
        UidSet found;
        try {
            query = within.of(criteria.key().in(open));
            found = open.mail().search(known, query, session.progress(tag, known));
        } catch (RuntimeException e) {
            // A search that fails leaves nothing saved; a command that makes no sense leaves all as it was. RFC 5182
            // §2.1.
            boolean senseless = e instanceof Refused refused && refused.reply().status() == ImapReply.Status.BAD;
            if (wants(Option.SAVE) && !senseless) open.save(UidSet.EMPTY);
            throw e;
        }
        boolean scored = wants(Option.RELEVANCY);
        List<Integer> relevancy = scored ? open.mail().relevancy(known, found, query) : List.of();
        tell(session, open, new Esearch.Found(known, found, byUid, criteria.asksModSeq(), relevancy));
        if (wanted != null && wanted.has(Option.SAVE)) open.save(wanted.saved(found));
        if (wanted != null
                && wanted.has(Option.UPDATE)
                && !open.contexts().add(correlator(open), query, byUid, found, wanted.items())) {
            session.out().untagged(ImapReplies.noUpdate(tag));
        }
        return within.on(ImapReply.ok("Searched."));
    }

    private boolean wants(Option option) {
        return wanted != null && wanted.has(option);
    }

    private Correlator correlator(OpenMailbox open) {
        return named ? new Correlator(tag, open.name(), open.view().uidValidity()) : new Correlator(tag);
    }

    /** IMAP4rev2 knows the new response only. RFC 9051 §7.3.4. */
    private void tell(ImapSession session, OpenMailbox open, Esearch.Found found) throws IOException {
        if (wanted != null) {
            boolean told = !wanted.isSilent() && !(named && found.uids().isEmpty());
            if (told) Esearch.write(correlator(open), wanted, found, session.out());
        } else if (session.enabled(Extension.IMAP4REV2)) {
            Esearch.write(correlator(open), SearchReturn.ALL, found, session.out());
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
