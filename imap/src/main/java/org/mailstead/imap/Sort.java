package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.EndOfCommand.Refused;
import org.mailstead.imap.ImapState.InMailbox;
import org.mailstead.imap.SearchReturn.Option;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.SearchQuery;
import org.mailstead.mailbox.SortKey;
import org.mailstead.mailbox.SortKey.Direction;
import org.mailstead.mailbox.UidSet;

/**
 * SORT and UID SORT. RFC 5256 §3; RFC 5957 §4 for what people are shown; RFC 5267 §3 for RETURN; RFC 6203 §6 for
 * relevancy.
 *
 * @param wanted null for a sort of the old kind
 */
record Sort(String tag, @Nullable SearchReturn wanted, List<Direction> order, SearchCriteria criteria, boolean byUid)
        implements ImapCommand.InOpenMailbox {
    /** Keys in one command: each at most twice makes sense to nobody, but costs little. */
    private static final int MOST_KEYS = 20;

    static Sort read(String tag, ImapReader in, boolean byUid) throws IOException {
        in.space();
        SearchReturn wanted = null;
        if (in.peekWord().equals("RETURN")) {
            in.word();
            wanted = SearchReturn.read(in);
            in.space();
        }
        List<Direction> order = order(in);
        in.space();
        var charset = SearchCriteria.charset(in);
        in.space();
        SearchCriteria criteria = SearchCriteria.readKeys(in, charset);
        if (wanted != null) wanted.requireFuzzy(criteria);
        if (byRelevancy(order) && !criteria.isFuzzy()) throw SearchReturn.nothingFuzzy();
        return new Sort(tag, wanted, order, criteria, byUid);
    }

    private static boolean byRelevancy(List<Direction> order) {
        return order.stream().anyMatch(direction -> direction.key() == SortKey.RELEVANCY);
    }

    private static List<Direction> order(ImapReader in) {
        in.want('(');
        var order = new ArrayList<Direction>();
        do {
            String word = in.word();
            boolean reverse = word.equals("REVERSE");
            if (reverse) {
                in.space();
                word = in.word();
            }
            order.add(new Direction(key(word), reverse));
            if (order.size() > MOST_KEYS) throw new Malformed("SORT has too many keys.");
        } while (in.nextInList());
        return List.copyOf(order);
    }

    private static SortKey key(String word) {
        for (SortKey key : SortKey.values()) if (key.name().equals(word)) return key;
        throw new Malformed("SORT has no key " + word + ".");
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
        List<Integer> relevancy;
        int[] sorted;
        try {
            query = within.of(criteria.key().in(open));
            found = open.mail().search(known, query, session.progress(tag, known));
            boolean scored = wants(Option.RELEVANCY) || byRelevancy(order);
            relevancy = scored ? open.mail().relevancy(known, found, query) : List.of();
            sorted = open.mail().sort(known, found, order, relevancy);
        } catch (RuntimeException e) {
            // As with a search that fails. RFC 5182 §2.1.
            boolean senseless = e instanceof Refused refused && refused.reply().status() == ImapReply.Status.BAD;
            if (wants(Option.SAVE) && !senseless) open.save(UidSet.EMPTY);
            throw e;
        }
        var result = new SortedResult(known, sorted, byUid);
        var all = new Esearch.Found(known, found, byUid, criteria.asksModSeq(), relevancy);
        if (wanted == null) {
            result.tellOldWay(all, session.out());
        } else {
            if (!wanted.isSilent()) result.tell(tag, wanted, all, session.out());
            if (wanted.has(Option.SAVE)) open.save(result.saved(wanted, found));
        }
        if (wants(Option.UPDATE) && !follow(open, sorted, query, found)) {
            session.out().untagged(ImapReplies.noUpdate(tag));
        }
        return within.on(ImapReply.ok("Sorted."));
    }

    /** False if the result will not be kept up to date: of relevancy each change would mean to score all again. */
    private boolean follow(OpenMailbox open, int[] sorted, SearchQuery query, UidSet found) {
        if (byRelevancy(order)) return false;
        List<FetchItem> items = wanted == null ? List.of() : wanted.items();
        return open.contexts().add(new SortedContext(tag, byUid, order, sorted), query, byUid, found, items);
    }

    private boolean wants(Option option) {
        return wanted != null && wanted.has(option);
    }
}
