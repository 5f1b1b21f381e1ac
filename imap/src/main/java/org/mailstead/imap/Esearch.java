package org.mailstead.imap;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.SearchReturn.Option;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.UidSet;

/** Writes the ESEARCH response. RFC 4731 §3.1, RFC 4466 §2.6.2, RFC 9051 §7.3.4. */
final class Esearch {
    private Esearch() {}

    /**
     * Which search a response belongs to. RFC 4466 §2.6.2, RFC 7377 §2.1.
     *
     * @param mailbox null for a search in the selected mailbox by a command that knows no other
     */
    record Correlator(String tag, @Nullable MailboxName mailbox, long uidValidity) {
        Correlator(String tag) {
            this(tag, null, 0);
        }

        private void write(ImapWriter out) throws IOException {
            out.text("(TAG ").quoted(tag);
            if (mailbox != null) {
                out.text(" MAILBOX ").mailbox(mailbox);
                out.text(" UIDVALIDITY ").number(uidValidity);
            }
            out.text(")");
        }
    }

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

    static void write(Correlator search, SearchReturn wanted, Found found, ImapWriter out) throws IOException {
        begin(search, found.byUid(), out);
        writeResult(wanted, found, out);
        out.line();
    }

    /** What stands before the items. */
    static void begin(Correlator search, boolean byUid, ImapWriter out) throws IOException {
        out.text("* ESEARCH ");
        search.write(out);
        if (byUid) out.text(" UID");
    }

    private static void writeResult(SearchReturn wanted, Found found, ImapWriter out) throws IOException {
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
        if (wanted.has(Option.RELEVANCY)) writeRelevancy(partial, found, out);
        // Of what is told, if that is a message or two only. RFC 4731 §3.2.
        if (found.withModSeq() && !uids.isEmpty()) {
            out.text(" MODSEQ ").number(found.highestModSeq(wanted.saved(uids)));
        }
    }

    /** One score for each message that is told, in the same order. RFC 6203 §4. */
    private static void writeRelevancy(@Nullable PartialRange partial, Found found, ImapWriter out) throws IOException {
        UidSet told = partial == null ? found.uids() : partial.of(found.uids());
        out.text(" RELEVANCY (");
        String before = "";
        Iterator<Integer> scores = found.relevancy().iterator();
        for (int r = 0; r < found.uids().ranges(); r++) {
            for (int uid = found.uids().first(r); uid <= found.uids().last(r); uid++) {
                int score = scores.next();
                if (!told.contains(uid)) continue;
                out.text(before).number(score);
                before = " ";
            }
        }
        out.text(")");
    }
}
