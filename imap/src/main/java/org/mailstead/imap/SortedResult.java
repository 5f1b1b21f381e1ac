package org.mailstead.imap;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.SearchReturn.Option;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.UidSet;

/**
 * Messages in an order, and how they are told.
 *
 * @param uids in that order, all of them in the view
 */
record SortedResult(MailboxView view, int[] uids, boolean byUid) {
    private int shown(int at) {
        return byUid ? uids[at] : view.indexOf(uids[at]) + 1;
    }

    /** RFC 5256 §4; RFC 7162 §3.1.6 for the change number. */
    void tellOldWay(Esearch.Found found, ImapWriter out) throws IOException {
        out.text("* SORT");
        for (int i = 0; i < uids.length; i++) out.text(" ").number(shown(i));
        if (found.withModSeq() && uids.length > 0) {
            out.text(" (MODSEQ ").number(found.highestModSeq(found.uids())).text(")");
        }
        out.line();
    }

    /** The first message is the MIN, the last one the MAX, whatever their numbers. RFC 5267 §3.1. */
    void tell(String tag, SearchReturn wanted, Esearch.Found found, ImapWriter out) throws IOException {
        out.text("* ESEARCH (TAG ").quoted(tag).text(byUid ? ") UID" : ")");
        if (uids.length > 0) {
            if (wanted.has(Option.MIN)) out.text(" MIN ").number(shown(0));
            if (wanted.has(Option.MAX)) out.text(" MAX ").number(shown(uids.length - 1));
            if (wanted.has(Option.ALL)) tell(0, uids.length, out.text(" ALL "));
        }
        if (wanted.has(Option.COUNT)) out.text(" COUNT ").number(uids.length);
        PartialRange partial = wanted.partial();
        if (partial != null) {
            out.text(" PARTIAL (").text(partial.toString()).text(" ");
            int from = partial.start(uids.length);
            int end = partial.end(uids.length);
            if (from < end) tell(from, end, out);
            else out.text("NIL");
            out.text(")");
        }
        if (wanted.has(Option.RELEVANCY)) tellRelevancy(partial, found, out);
        if (found.withModSeq() && uids.length > 0) {
            out.text(" MODSEQ ").number(found.highestModSeq(saved(wanted, found.uids())));
        }
        out.line();
    }

    /** One score for each message that is told, in the order of the sort. RFC 6203 §4, §6. */
    private void tellRelevancy(@Nullable PartialRange partial, Esearch.Found found, ImapWriter out) throws IOException {
        int from = partial == null ? 0 : partial.start(uids.length);
        int end = partial == null ? uids.length : partial.end(uids.length);
        int[] ascending = uids.clone();
        Arrays.sort(ascending);
        out.text(" RELEVANCY (");
        for (int i = from; i < end; i++) {
            if (i > from) out.text(" ");
            out.number(found.relevancy().get(Arrays.binarySearch(ascending, uids[i])));
        }
        out.text(")");
    }

    /** A sequence set in this order: only numbers that follow each other are drawn together. */
    private void tell(int from, int end, ImapWriter out) throws IOException {
        for (int i = from; i < end; ) {
            int last = i;
            while (last + 1 < end && shown(last + 1) == shown(last) + 1) last++;
            if (i > from) out.text(",");
            out.number(shown(i));
            if (last > i) out.text(":").number(shown(last));
            i = last + 1;
        }
    }

    /**
     * What {@code $} stands for after this. RFC 5182 §2.4.
     *
     * @param found all of the result
     */
    UidSet saved(SearchReturn wanted, UidSet found) {
        boolean cut = wanted.has(Option.MIN) || wanted.has(Option.MAX) || wanted.partial() != null;
        if (!cut || wanted.has(Option.ALL) || wanted.has(Option.COUNT) || uids.length == 0) return found;
        var told = new UidSet.Builder();
        PartialRange partial = wanted.partial();
        if (partial != null && partial.start(uids.length) < partial.end(uids.length)) {
            int[] part = Arrays.copyOfRange(uids, partial.start(uids.length), partial.end(uids.length));
            Arrays.sort(part);
            for (int uid : part) told.add(uid);
        }
        UidSet set = told.build();
        if (wanted.has(Option.MIN)) set = set.or(UidSet.of(uids[0]));
        if (wanted.has(Option.MAX)) set = set.or(UidSet.of(uids[uids.length - 1]));
        return set;
    }
}
