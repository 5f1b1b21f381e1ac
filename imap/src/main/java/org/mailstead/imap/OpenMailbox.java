package org.mailstead.imap;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.FlagChange;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.MailboxView.Reflagged;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.Rights;
import org.mailstead.mailbox.UidSet;
import org.mailstead.mailbox.ViewChanges;

/** The selected mailbox as this session's client knows it. */
final class OpenMailbox {
    private final Located located;
    private final MailAccount mail;
    private final MailboxId id;
    private final boolean readOnly;
    private final Enabled enabled;
    private final KeywordTable keywords;
    private final UidSet.Builder recentRanges = new UidSet.Builder();

    /** What this session changed itself and its client knows: not to be told again. */
    private final Map<Integer, Reflagged> own = new HashMap<>();

    private final SearchContexts contexts = new SearchContexts();

    private final Arrivals arrivals = new Arrivals();

    /** Messages whose flags others changed without this client being told, as it asked by NOTIFY. */
    private UidSet untold = UidSet.EMPTY;

    private UidSet recent = UidSet.EMPTY;
    private UidSet saved = UidSet.EMPTY;
    private MailboxView view;

    /** What the client may do here, and the version of the account when that was so. */
    private Rights rights;

    private long rightsAt;

    OpenMailbox(Located located, MailboxView view, boolean readOnly, Enabled enabled) {
        this.located = located;
        this.mail = located.mail();
        this.id = view.mailbox();
        this.view = view;
        this.readOnly = readOnly;
        this.enabled = enabled;
        this.rightsAt = mail.version();
        this.rights = located.rights(id);
        this.keywords = new KeywordTable(settable());
        claimRecent();
    }

    MailAccount mail() {
        return mail;
    }

    /** As the client named it when it opened it. */
    MailboxName name() {
        return located.shown();
    }

    MailboxId id() {
        return id;
    }

    /** What sequence numbers count in. */
    MailboxView view() {
        return view;
    }

    /** The same with what this session changed itself and could not be shown yet: what its client believes. */
    MailboxView believed() {
        return own.isEmpty() ? view : view.with(own);
    }

    boolean readOnly() {
        return readOnly;
    }

    Enabled enabled() {
        return enabled;
    }

    void requireWritable() {
        if (readOnly) throw ImapReplies.READ_ONLY.asRefusal();
    }

    /** As {@link #requireWritable}, for a command that needs all of these rights too. */
    void requireWritable(Right... needed) {
        requireWritable();
        if (!rights().hasAll(Rights.of(needed))) throw ImapReplies.NO_PERMISSION.asRefusal();
    }

    /** What the client may do here now: rights can change while a mailbox is open. RFC 4314 §5.1.1. */
    Rights rights() {
        long version = mail.version();
        if (version != rightsAt) {
            rights = located.rights(id);
            rightsAt = version;
        }
        return rights;
    }

    /** Others may have taken the mailbox away from this client since it opened it. */
    void requireReadable() {
        if (!rights().has(Right.READ)) throw ImapReplies.NO_PERMISSION.asRefusal();
    }

    /** Flags that the client may set and clear, bits as of {@link Rights#flags}. */
    long settable() {
        return readOnly ? 0 : rights().flags();
    }

    /** Seconds since 1970, for searches by age. */
    long now() {
        return mail.now().getEpochSecond();
    }

    /** UIDs of the messages a client names, as far as they are in the view. */
    UidSet uids(SequenceSet set, boolean byUid) {
        if (set.isSaved()) return view.present(saved);
        if (byUid) return view.present(set.uids(view));
        requireNumbers();
        return set.numbers(view);
    }

    /** RFC 9586 §3.1: a client that asked for UIDs only has no message numbers. */
    void requireNumbers() {
        if (enabled.has(Extension.UIDONLY)) throw ImapReplies.UID_REQUIRED.asRefusal();
    }

    /** What {@code $} stands for. RFC 5182 §2.1. */
    UidSet saved() {
        return saved;
    }

    SearchContexts contexts() {
        return contexts;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** Flags changed by this session that its client believes and the view does not show: kept until the next sync. */
    int ownChanges() {
        return own.size();
    }

    void save(UidSet found) {
        saved = found;
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

    /** IMAP4rev2 knows no \Recent. RFC 9051 appendix E, item 22. */
    boolean isRecent(int uid) {
        return !enabled.has(Extension.IMAP4REV2) && recent.contains(uid);
    }

    UidSet recent() {
        return recent;
    }

    int recentCount() {
        return Math.toIntExact(view.present(recent).size());
    }

    /** Flags as the client may see them now, its own latest changes included. */
    long flags(int index) {
        Reflagged changed = own.get(view.uid(index));
        return changed == null ? view.flags(index) : changed.flags();
    }

    /** The change number that goes with {@link #flags}. */
    long modSeq(int index) {
        Reflagged changed = own.get(view.uid(index));
        return changed == null ? view.changeNumber(index) : changed.change();
    }

    /** After this session changed flags and before it tells its client how they are now. */
    void changedAndToldByMe(UidSet uids, ImapWriter out) throws IOException {
        changedByMe(uids, null, out);
    }

    /**
     * After this session changed flags and will not tell: the client works out for itself how they are. Where others
     * had a hand in it the client would be wrong, and is told at the next {@link #sync}.
     *
     * @return those of which the client is right
     */
    UidSet changedSilentlyByMe(UidSet uids, FlagChange change, ImapWriter out) throws IOException {
        return changedByMe(uids, change, out);
    }

    private UidSet changedByMe(UidSet uids, @Nullable FlagChange silent, ImapWriter out) throws IOException {
        if (uids.isEmpty()) return uids;
        var right = new UidSet.Builder();
        MailboxView now = mail.view(id);
        keywords.tell(now.keywords(), out);
        uids.forEach(uid -> {
            int index = now.indexOf(uid);
            if (index < 0) return;
            boolean known = silent == null || now.flags(index) == now.flagsAfter(flags(view.indexOf(uid)), silent);
            if (!known) return;
            own.put(uid, new Reflagged(now.changeNumber(index), now.flags(index)));
            right.add(uid);
        });
        return right.build();
    }

    /** Tells the names of the flags there are; part of what SELECT tells. */
    void tellFlagNames(ImapWriter out) throws IOException {
        keywords.tellAll(view.keywords(), out);
    }

    /**
     * Brings the client up to date. If messages are gone and EXPUNGE must not be sent now, nothing at all is told: the
     * old view stays good, since messages expunged lately can still be read.
     */
    void sync(ImapWriter out, boolean expungeAllowed) throws IOException {
        sync(out, expungeAllowed, enabled.tellsFlagChanges());
    }

    /** @param flags whether flags that others changed are told, those kept back before included */
    void sync(ImapWriter out, boolean expungeAllowed, boolean flags) throws IOException {
        MailboxView now = current();
        keywords.tellIfOthersCount(settable(), out);
        if (now == view && own.isEmpty() && (untold.isEmpty() || !flags)) return;
        ViewChanges changes = now.since(view);
        // Without message numbers nothing can slip. RFC 9586 §3.3.
        boolean numbersSafe = expungeAllowed || enabled.has(Extension.UIDONLY);
        if (changes.expunged().length > 0 && !numbersSafe) return;
        keywords.tell(now.keywords(), out);
        tellExpunged(changes.expunged(), out);
        int next = view.uidNext();
        view = now;
        // From here on the view has all that this session changed, and perhaps something newer.
        var known = Map.copyOf(own);
        own.clear();
        if (changes.added() > 0) {
            arrivals.came(next, view.uidNext() - 1);
            claimRecent();
            out.text("* ").number(view.size()).text(" EXISTS").line();
            if (!enabled.has(Extension.IMAP4REV2)) {
                out.text("* ").number(recentCount()).text(" RECENT").line();
            }
        }
        tellChanged(changes, known, flags, out);
        if (!contexts.isEmpty()) contexts.afterChanges(mail, view, touched(changes), arrivals, out);
    }

    private void tellChanged(ViewChanges changes, Map<Integer, Reflagged> known, boolean flags, ImapWriter out)
            throws IOException {
        var changed = new UidSet.Builder();
        for (int index : changes.changed()) {
            Reflagged mine = known.get(view.uid(index));
            if (mine == null || mine.change() != view.changeNumber(index)) changed.add(view.uid(index));
        }
        untold = view.present(untold.or(changed.build()));
        if (!flags) return;
        UidSet telling = untold;
        untold = UidSet.EMPTY;
        for (int r = 0; r < telling.ranges(); r++) {
            for (int i = view.indexOf(telling.first(r)); i < view.size() && view.uid(i) <= telling.last(r); i++) {
                tellFlags(out, i);
            }
        }
    }

    /** Whether messages came or went since the client was told, which is more than flags. */
    boolean othersCameOrWent() {
        MailboxView now = current();
        return now.uidNext() != view.uidNext() || now.size() != view.size();
    }

    private UidSet touched(ViewChanges changes) {
        var uids = new UidSet.Builder();
        for (int index : changes.changed()) uids.add(view.uid(index));
        for (int i = view.size() - changes.added(); i < view.size(); i++) uids.add(view.uid(i));
        return uids.build();
    }

    /** @param expunged indexes in the view, which still is the one the client knows */
    private void tellExpunged(int[] expunged, ImapWriter out) throws IOException {
        if (expunged.length == 0) return;
        var uids = new UidSet.Builder();
        for (int index : expunged) uids.add(view.uid(index));
        UidSet gone = uids.build();
        if (!contexts.isEmpty()) contexts.beforeExpunge(view, gone, out);
        if (enabled.vanished()) {
            out.text("* VANISHED ").uids(gone).line();
            return;
        }
        for (int i = 0; i < expunged.length; i++) {
            // Each EXPUNGE moves the numbers of those behind it. RFC 3501 §7.4.1.
            out.text("* ").number(expunged[i] + 1 - i).text(" EXPUNGE").line();
        }
    }

    /** A FETCH response that tells how a message's flags are now. */
    void tellFlags(ImapWriter out, int index) throws IOException {
        beginFetch(out, index);
        if (enabled.tellsUidsWithFlags() && !enabled.has(Extension.UIDONLY)) {
            out.text("UID ").number(view.uid(index)).text(" ");
        }
        writeFlags(out, index);
        if (enabled.has(Extension.CONDSTORE)) {
            out.text(" ");
            writeModSeq(out, index);
        }
        out.text(")").line();
    }

    /** {@code * 3 FETCH (}, or {@code * 4711 UIDFETCH (}. RFC 3501 §7.4.2, RFC 9586 §3.3. */
    void beginFetch(ImapWriter out, int index) throws IOException {
        if (enabled.has(Extension.UIDONLY)) {
            out.text("* ").number(view.uid(index)).text(" UIDFETCH (");
        } else {
            out.text("* ").number(index + 1).text(" FETCH (");
        }
    }

    /**
     * The mailbox as it is, whatever the client was told. One that another session deleted, or that this client may no
     * longer read, looks empty from here on.
     */
    MailboxView current() {
        try {
            return rights().has(Right.READ) ? mail.view(id) : view.emptied();
        } catch (MailboxException gone) {
            return view.emptied();
        }
    }

    /** {@code FLAGS (...)} of one message. */
    void writeFlags(ImapWriter out, int index) throws IOException {
        out.text("FLAGS (");
        boolean first = true;
        for (String name : FlagSet.names(flags(index), keywords.told())) {
            out.text(first ? "" : " ").text(name);
            first = false;
        }
        if (isRecent(view.uid(index))) out.text(first ? "\\Recent" : " \\Recent");
        out.text(")");
    }

    /** {@code MODSEQ (n)} of one message. RFC 7162 §3.1.4.2. */
    void writeModSeq(ImapWriter out, int index) throws IOException {
        out.text("MODSEQ (").number(modSeq(index)).text(")");
    }
}
