package org.mailstead.imap;

import java.io.IOException;
import java.util.List;
import org.mailstead.imap.SearchReturn.Option;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.UidSet;

/** Writes the ESEARCH response. RFC 4731 §3.1, RFC 4466 §2.6.2, RFC 9051 §7.3.4. */
final class Esearch {
    private Esearch() {}

    /**
     * What was found in a mailbox.
     *
     * @param withModSeq whether the search asked for change numbers
     * @param relevancy how well each message fits, empty unless that is wanted
     */
    record Found(MailboxView view, UidSet uids, boolean byUid, boolean withModSeq, List<Integer> relevancy) {
        /** As the client counts: UIDs or message numbers. */
        UidSet shown(UidSet some) {
            return byUid ? some : SequenceSet.numbersOf(view, some);
        }

        long highestModSeq(UidSet some) {
            long highest = 0;
            for (int r = 0; r < some.ranges(); r++) {
                for (int i = view.indexOf(some.first(r)); i < view.size() && view.uid(i) <= some.last(r); i++) {
                    highest = Math.max(highest, view.changeNumber(i));
                }
            }
            return highest;
        }
    }

    static void write(String tag, SearchReturn wanted, Found found, ImapWriter out) throws IOException {
        out.text("* ESEARCH (TAG ").quoted(tag).text(")");
        writeResult(wanted, found, out);
        out.line();
    }

    /** The items of the response, without what stands before them. */
    static void writeResult(SearchReturn wanted, Found found, ImapWriter out) throws IOException {
        if (found.byUid()) out.text(" UID");
        UidSet uids = found.uids();
        UidSet shown = found.shown(uids);
        if (!shown.isEmpty()) {
            if (wanted.has(Option.MIN)) out.text(" MIN ").number(shown.lowest());
            if (wanted.has(Option.MAX)) out.text(" MAX ").number(shown.highest());
            if (wanted.has(Option.ALL)) out.text(" ALL ").uids(shown);
        }
        if (wanted.has(Option.COUNT)) out.text(" COUNT ").number(shown.size());
        PartialRange partial = wanted.partial();
        if (partial != null) {
            UidSet part = partial.of(shown);
            out.text(" PARTIAL (").text(partial.toString()).text(" ");
            if (part.isEmpty()) out.text("NIL");
            else out.uids(part);
            out.text(")");
        }
        if (wanted.has(Option.RELEVANCY) && !uids.isEmpty()) {
            String before = " RELEVANCY (";
            for (int score : found.relevancy()) {
                out.text(before).number(score);
                before = " ";
            }
            out.text(")");
        }
        // Of what is told, if that is a message or two only. RFC 4731 §3.2.
        if (found.withModSeq() && !uids.isEmpty()) {
            out.text(" MODSEQ ").number(found.highestModSeq(wanted.saved(uids)));
        }
    }
}
