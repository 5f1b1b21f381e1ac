package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mailstead.imap.EndOfCommand.Malformed;

/**
 * Mailboxes and what a client wants to hear of them. RFC 5465 §6, §8.
 *
 * @param events empty for NONE: whatever other groups say, nothing is told of these mailboxes
 * @param items to be fetched of new messages in the open mailbox
 */
record EventGroup(MailboxScope scope, Set<NotifyEvent> events, List<FetchItem> items) {
    static EventGroup read(ImapReader in) throws IOException {
        in.want('(');
        MailboxScope scope = MailboxScope.read(in);
        in.space();
        var events = EnumSet.noneOf(NotifyEvent.class);
        var items = new ArrayList<FetchItem>();
        if (in.take('(')) {
            do {
                event(in, events, items);
            } while (in.nextInList());
        } else if (!in.word().equals("NONE")) {
            throw in.wanted("events in brackets, or NONE");
        }
        in.want(')');
        checkTogether(scope, events, items);
        return new EventGroup(scope, Set.copyOf(events), List.copyOf(items));
    }

    private static void event(ImapReader in, Set<NotifyEvent> events, List<FetchItem> items) throws IOException {
        NotifyEvent event = NotifyEvent.of(in.word(), in.enabled());
        events.add(event);
        if (event != NotifyEvent.MESSAGE_NEW || !in.peekIs(' ')) return;
        in.space();
        // Without items the next event follows.
        if (in.peekIs('(')) FetchItem.readList(in, items);
        else event(in, events, items);
    }

    private static void checkTogether(MailboxScope scope, Set<NotifyEvent> events, List<FetchItem> items) {
        boolean come = events.contains(NotifyEvent.MESSAGE_NEW);
        boolean go = events.contains(NotifyEvent.MESSAGE_EXPUNGE);
        // A client that heard of one only would count wrongly. RFC 5465 §5.
        if (come != go) throw new Malformed("MessageNew and MessageExpunge go together.");
        if (events.contains(NotifyEvent.FLAG_CHANGE) && !come) {
            throw new Malformed("FlagChange needs MessageNew and MessageExpunge.");
        }
        if (scope.kind().isSelected() && !events.stream().allMatch(NotifyEvent::ofMessages)) {
            throw new Malformed("Of the selected mailbox only message events are told.");
        }
        if (!items.isEmpty() && !scope.kind().isSelected()) {
            throw new Malformed("Messages can be fetched in the selected mailbox only.");
        }
    }

    boolean wants(NotifyEvent event) {
        return events.contains(event);
    }
}
