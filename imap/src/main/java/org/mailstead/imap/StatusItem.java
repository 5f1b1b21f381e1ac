package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.UidSet;

/** What STATUS can tell of a mailbox. RFC 3501 §6.3.10, RFC 9051 §6.3.11. */
enum StatusItem {
    MESSAGES,
    RECENT,
    UIDNEXT,
    UIDVALIDITY,
    UNSEEN,
    /** RFC 9051 §6.3.11. */
    DELETED,
    /** RFC 9208 §4.1.4. */
    DELETED_STORAGE,
    /** RFC 8438 §3. */
    SIZE,
    /** RFC 7162 §3.1.7. */
    HIGHESTMODSEQ,
    /** RFC 7889 §4. */
    APPENDLIMIT,
    /** RFC 8474 §4.3. */
    MAILBOXID;

    private final String shown = name().replace('_', '-');

    /** Reads {@code (item item ...)}, at least one. */
    static List<StatusItem> readAll(ImapReader in) {
        in.want('(');
        var items = new ArrayList<StatusItem>();
        while (!in.take(')')) {
            StatusItem item = of(in.word());
            if (!items.contains(item)) items.add(item);
            if (!in.peekIs(')')) in.space();
        }
        if (items.isEmpty()) throw new Malformed("STATUS needs at least one item.");
        return List.copyOf(items);
    }

    private static StatusItem of(String word) {
        for (StatusItem item : values()) if (item.shown.equals(word)) return item;
        throw new Malformed("STATUS has no item " + word.toUpperCase(Locale.ROOT) + ".");
    }

    /** The answer to a client that asked: one that asks for change numbers wants them from here on. RFC 7162 §3.1. */
    static void answer(Located located, Mailbox mailbox, List<StatusItem> items, ImapSession session)
            throws IOException {
        if (items.contains(HIGHESTMODSEQ)) session.enable(Extension.CONDSTORE);
        write(located, mailbox, items, session);
    }

    /** The whole STATUS response for a mailbox that is there. */
    static void write(Located located, Mailbox mailbox, List<StatusItem> items, ImapSession session)
            throws IOException {
        ImapWriter out = session.out();
        out.text("* STATUS ").mailbox(located.shown()).text(" (");
        boolean first = true;
        for (StatusItem item : items) {
            out.text(first ? "" : " ").text(item.shown).text(" ");
            item.writeValue(located.mail(), mailbox, session);
            first = false;
        }
        out.text(")").line();
    }

    private void writeValue(MailAccount mail, Mailbox mailbox, ImapSession session) throws IOException {
        ImapWriter out = session.out();
        switch (this) {
            case MESSAGES -> out.number(mailbox.messages());
            case RECENT -> out.number(recent(mail, mailbox));
            case UIDNEXT -> out.number(mailbox.uidNext());
            case UIDVALIDITY -> out.number(mailbox.uidValidity());
            case UNSEEN -> out.number(mailbox.unseen());
            case DELETED -> out.number(mailbox.deleted());
            case DELETED_STORAGE -> out.number(mailbox.deletedBytes());
            case SIZE -> out.number(mailbox.bytes());
            case HIGHESTMODSEQ -> out.number(mailbox.changeNumber());
            case APPENDLIMIT -> out.number(session.server().limits().messageBytes());
            case MAILBOXID -> out.text("(" + ObjectIds.mailbox(mail, mailbox.id()) + ")");
        }
    }

    private static long recent(MailAccount mail, Mailbox mailbox) {
        int first = mail.firstRecent(mailbox.id());
        if (first >= mailbox.uidNext()) return 0;
        return mail.view(mailbox.id())
                .present(UidSet.range(first, Integer.MAX_VALUE))
                .size();
    }
}
