package org.mailstead.imap;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.SortKey.Direction;
import org.mailstead.mailbox.UidSet;

/**
 * The result of a sort that is kept up to date. What comes and goes is told with its position, each in the list that the
 * client has after everything told before. RFC 5267 §4.3. All changes of one moment take one pass over the list.
 */
final class SortedContext {
    private final String tag;
    private final boolean byUid;
    private final List<Direction> order;
    private int[] uids;

    SortedContext(String tag, boolean byUid, List<Direction> order, int[] uids) {
        this.tag = tag;
        this.byUid = byUid;
        this.order = order;
        this.uids = uids;
    }

    String tag() {
        return tag;
    }

    /** @param view in which the messages still have their numbers */
    void remove(MailboxView view, UidSet leaving, ImapWriter out) throws IOException {
        if (leaving.isEmpty()) return;
        int[] left = new int[uids.length];
        int count = 0;
        begin("REMOVEFROM", out);
        String before = "";
        for (int uid : uids) {
            if (leaving.contains(uid)) {
                // Those before it that went are not counted any more.
                tell(before, count + 1, uid, view, out);
                before = " ";
            } else {
                left[count++] = uid;
            }
        }
        out.text(")").line();
        uids = Arrays.copyOf(left, count);
    }

    void add(MailAccount mail, MailboxView view, UidSet coming, ImapWriter out) throws IOException {
        if (coming.isEmpty()) return;
        int[] known = uids.clone();
        Arrays.sort(known);
        var all = new UidSet.Builder();
        for (int uid : known) all.add(uid);
        uids = mail.sort(view, all.build().or(coming), order);
        begin("ADDTO", out);
        String before = "";
        for (int i = 0; i < uids.length; i++) {
            if (!coming.contains(uids[i])) continue;
            tell(before, i + 1, uids[i], view, out);
            before = " ";
        }
        out.text(")").line();
    }

    private void begin(String what, ImapWriter out) throws IOException {
        out.text("* ESEARCH (TAG ")
                .quoted(tag)
                .text(byUid ? ") UID " : ") ")
                .text(what)
                .text(" (");
    }

    private void tell(String before, int position, int uid, MailboxView view, ImapWriter out) throws IOException {
        out.text(before).number(position).text(" ").number(byUid ? uid : view.indexOf(uid) + 1);
    }
}
