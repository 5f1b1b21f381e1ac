package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.UidSet;

/** STATUS. RFC 3501 §6.3.10. */
record Status(MailboxName name, List<Item> items) implements ImapCommand.AfterSignIn {
    enum Item {
        MESSAGES,
        RECENT,
        UIDNEXT,
        UIDVALIDITY,
        UNSEEN
    }

    static Status read(ImapReader in) throws IOException {
        in.space();
        MailboxName name = in.mailbox();
        in.space();
        in.want('(');
        var items = new ArrayList<Item>();
        while (!in.take(')')) {
            items.add(item(in.word()));
            if (!in.peekIs(')')) in.space();
        }
        in.end();
        if (items.isEmpty()) throw new Malformed("STATUS needs at least one item.");
        return new Status(name, List.copyOf(items));
    }

    private static Item item(String word) {
        for (Item item : Item.values()) if (item.name().equals(word)) return item;
        throw new Malformed("STATUS has no item " + word + ".");
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        Located located = session.locate(state, name);
        Mailbox mailbox = located.mailbox();
        ImapWriter out = session.out();
        out.text("* STATUS ").mailbox(name).text(" (");
        boolean first = true;
        for (Item item : items) {
            out.text(first ? "" : " ").text(item.name()).text(" ").number(value(item, mailbox, located.mail()));
            first = false;
        }
        out.text(")").line();
        return ImapReply.ok("Done.");
    }

    private static long value(Item item, Mailbox mailbox, MailAccount mail) {
        return switch (item) {
            case MESSAGES -> mailbox.messages();
            case UIDNEXT -> mailbox.uidNext();
            case UIDVALIDITY -> mailbox.uidValidity();
            case UNSEEN -> mailbox.unseen();
            case RECENT -> {
                int first = mail.firstRecent(mailbox.id());
                yield first >= mailbox.uidNext()
                        ? 0
                        : mail.view(mailbox.id())
                                .present(UidSet.range(first, Integer.MAX_VALUE))
                                .size();
            }
        };
    }
}
