package org.mailstead.imap;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.Esearch.Correlator;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.SearchQuery;
import org.mailstead.mailbox.UidSet;
import org.mailstead.store.StoreFault;

/**
 * Searches whose results a client wants to be kept up to date: it is told what comes to them and what leaves. RFC 5267
 * §4.3.
 */
final class SearchContexts {
    /** Each is worked out again for every message that changes. */
    private static final int MOST = 10;

    /** By the tag of their command, in the order they came. */
    private final Map<String, Context> contexts = new LinkedHashMap<>();

    private static final class Context {
        final Correlator search;
        final SearchQuery query;
        final boolean byUid;
        /** Null for a search, which has no order. */
        final @Nullable SortedContext sorted;
        /** To be fetched of messages that come. RFC 5465 §7. */
        final List<FetchItem> items;

        UidSet found;

        Context(
                Correlator search,
                SearchQuery query,
                boolean byUid,
                UidSet found,
                @Nullable SortedContext sorted,
                List<FetchItem> items) {
            this.sorted = sorted;
            this.items = items;
            this.search = search;
            this.query = query;
            this.byUid = byUid;
            this.found = found;
        }
    }

    boolean has(String tag) {
        return contexts.containsKey(tag);
    }

    /** Returns false if the client has too many already. */
    boolean add(Correlator search, SearchQuery query, boolean byUid, UidSet found, List<FetchItem> items) {
        return add(new Context(search, query, byUid, found, null, items));
    }

    /** The same for a sort. */
    boolean add(SortedContext sorted, SearchQuery query, boolean byUid, UidSet found, List<FetchItem> items) {
        return add(new Context(new Correlator(sorted.tag()), query, byUid, found, sorted, items));
    }

    private boolean add(Context context) {
        if (contexts.size() >= MOST) return false;
        contexts.put(context.search.tag(), context);
        return true;
    }

    void cancel(String tag) {
        contexts.remove(tag);
    }

    boolean isEmpty() {
        return contexts.isEmpty();
    }

    /** Before the client hears that messages are gone, while their numbers still mean something. RFC 5267 §4.3.4. */
    void beforeExpunge(MailboxView view, UidSet gone, ImapWriter out) throws IOException {
        for (Context context : contexts.values()) {
            UidSet leaving = context.found.and(gone);
            if (context.sorted != null) context.sorted.remove(view, leaving, out);
            else tell(context, "REMOVEFROM", view, leaving, out);
            context.found = context.found.without(leaving);
        }
    }

    /** After the client knows {@code view}, in which {@code touched} are new or have changed. RFC 5267 §4.3.3. */
    void afterChanges(MailAccount mail, MailboxView view, UidSet touched, Arrivals arrivals, ImapWriter out)
            throws IOException {
        if (touched.isEmpty()) return;
        for (Context context : List.copyOf(contexts.values())) {
            var among = new SearchQuery.And(List.of(new SearchQuery.Uids(touched), context.query));
            UidSet matching;
            try {
                matching = mail.search(view, among);
            } catch (StoreFault unreadable) {
                // The client must not be left with a result that silently stays behind.
                cancel(context.search.tag());
                out.untagged(ImapReplies.noUpdate(context.search.tag()));
                continue;
            }
            UidSet leaving = context.found.and(touched).without(matching);
            UidSet coming = matching.without(context.found);
            if (context.sorted != null) {
                context.sorted.remove(view, leaving, out);
                context.sorted.add(mail, view, coming, out);
            } else {
                tell(context, "REMOVEFROM", view, leaving, out);
                tell(context, "ADDTO", view, coming, out);
            }
            arrivals.found(coming, context.items);
            context.found = context.found.without(leaving).or(coming);
        }
    }

    /** Position 0: a search has no order that a position could be told in. RFC 5267 §4.3.3. */
    private static void tell(Context context, String what, MailboxView view, UidSet uids, ImapWriter out)
            throws IOException {
        if (uids.isEmpty()) return;
        Esearch.begin(context.search, context.byUid, out);
        out.text(" ").text(what).text(" (0 ").uids(context.byUid ? uids : SequenceSet.numbersOf(view, uids));
        out.text(")").line();
    }
}
