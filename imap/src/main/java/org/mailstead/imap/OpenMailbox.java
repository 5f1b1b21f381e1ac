package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailstead.mailbox.FlagBits;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.UidSet;
import org.mailstead.mailbox.ViewChanges;

/** The selected mailbox as this session's client knows it. */
final class OpenMailbox {
    private final MailAccount mail;
    private final MailboxId id;
    private final boolean readOnly;
    private final UidSet.Builder recentRanges = new UidSet.Builder();

    /** What this session changed itself and its client knows: not to be told again. */
    private final Map<Integer, Own> own = new HashMap<>();

    private List<String> keywordsTold = List.of();
    private UidSet recent = UidSet.EMPTY;
    private MailboxView view;

    private record Own(long change, long flags) {}

    OpenMailbox(MailAccount mail, MailboxView view, boolean readOnly) {
        this.mail = mail;
        this.id = view.mailbox();
        this.view = view;
        this.readOnly = readOnly;
        claimRecent();
    }

    MailAccount mail() {
        return mail;
    }

    MailboxId id() {
        return id;
    }

    /** What sequence numbers count in. */
    MailboxView view() {
        return view;
    }

    boolean readOnly() {
        return readOnly;
    }

    void requireWritable() {
        if (readOnly) throw ImapReplies.READ_ONLY.asRefusal();
    }

    /** EXAMINE must not take \Recent away from others. RFC 3501 §6.3.2. */
    private void claimRecent() {
        int next = view.uidNext();
        int from = readOnly ? mail.firstRecent(id) : mail.claimRecent(id, next);
        if (from < next) {
            recentRanges.addRange(from, next - 1);
            recent = recentRanges.build();
        }
    }

    boolean isRecent(int uid) {
        return recent.contains(uid);
    }

    int firstRecent() {
        return recent.isEmpty() ? view.uidNext() : recent.lowest();
    }

    UidSet recent() {
        return recent;
    }

    private int recentCount() {
        return Math.toIntExact(view.present(recent).size());
    }

    /** Flags as the client may see them now, its own latest changes included. */
    long flags(int index) {
        Own changed = own.get(view.uid(index));
        return changed == null ? view.flags(index) : changed.flags();
    }

    /** Remembers flags this session changed, so that they are not announced a second time. */
    void changedByMe(UidSet uids, ImapWriter out) throws IOException {
        MailboxView now = mail.view(id);
        tellKeywords(out, now.keywords());
        uids.forEach(uid -> {
            int index = now.indexOf(uid);
            if (index >= 0) own.put(uid, new Own(now.changeNumber(index), now.flags(index)));
        });
    }

    /** Tells the client what is in here. RFC 3501 §6.3.1. */
    void describe(ImapWriter out) throws IOException {
        keywordsTold = view.keywords();
        writeFlagNames(out);
        out.text("* ").number(view.size()).text(" EXISTS").line();
        out.text("* ").number(recentCount()).text(" RECENT").line();
        for (int i = 0; i < view.size(); i++) {
            if ((view.flags(i) & FlagBits.SEEN) != 0) continue;
            out.text("* OK [UNSEEN ")
                    .number(i + 1)
                    .text("] First message not read yet")
                    .line();
            break;
        }
        out.text("* OK [UIDVALIDITY ")
                .number(view.uidValidity())
                .text("] UIDs valid")
                .line();
        out.text("* OK [UIDNEXT ").number(view.uidNext()).text("] Next UID").line();
    }

    private void writeFlagNames(ImapWriter out) throws IOException {
        var names = new ArrayList<>(FlagBits.SYSTEM);
        names.addAll(keywordsTold);
        String all = String.join(" ", names);
        out.text("* FLAGS (").text(all).text(")").line();
        String more = keywordsTold.size() < FlagBits.MAX_KEYWORDS ? " \\*" : "";
        String permanent = readOnly ? "" : all + more;
        out.text("* OK [PERMANENTFLAGS (")
                .text(permanent)
                .text(")] Flags that are kept")
                .line();
    }

    /** A client must know a keyword before it sees it used. The table only grows, and keeps its order. */
    private void tellKeywords(ImapWriter out, List<String> now) throws IOException {
        if (now.size() <= keywordsTold.size()) return;
        keywordsTold = now;
        writeFlagNames(out);
    }

    /**
     * Brings the client up to date. If messages are gone and EXPUNGE must not be sent now, nothing at all is told: the
     * old view stays good, since messages expunged lately can still be read.
     */
    void sync(ImapWriter out, boolean expungeAllowed) throws IOException {
        MailboxView now = current();
        if (now == view && own.isEmpty()) return;
        ViewChanges changes = now.since(view);
        if (changes.expunged().length > 0 && !expungeAllowed) return;
        tellKeywords(out, now.keywords());
        view = now;
        for (int i = 0; i < changes.expunged().length; i++) {
            // Each EXPUNGE moves the numbers of those behind it. RFC 3501 §7.4.1.
            out.text("* ")
                    .number(changes.expunged()[i] + 1 - i)
                    .text(" EXPUNGE")
                    .line();
        }
        if (changes.added() > 0) {
            claimRecent();
            out.text("* ").number(view.size()).text(" EXISTS").line();
            out.text("* ").number(recentCount()).text(" RECENT").line();
        }
        for (int index : changes.changed()) {
            Own mine = own.get(view.uid(index));
            if (mine != null && mine.change() == view.changeNumber(index)) continue;
            out.text("* ").number(index + 1).text(" FETCH (");
            writeFlags(out, index);
            out.text(")").line();
        }
        own.clear();
    }

    /** A mailbox that another session deleted looks empty from here on. */
    private MailboxView current() {
        try {
            return mail.view(id);
        } catch (MailboxException gone) {
            return view.emptied();
        }
    }

    /** {@code FLAGS (...)} of one message. */
    void writeFlags(ImapWriter out, int index) throws IOException {
        out.text("FLAGS (");
        boolean first = true;
        for (String name : FlagSet.names(flags(index), keywordsTold)) {
            out.text(first ? "" : " ").text(name);
            first = false;
        }
        if (isRecent(view.uid(index))) out.text(first ? "\\Recent" : " \\Recent");
        out.text(")");
    }
}
