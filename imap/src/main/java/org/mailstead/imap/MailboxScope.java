package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailboxName;

/**
 * Mailboxes a client means without opening them. RFC 5465 §6, RFC 7377 §2.2.
 *
 * @param names for the kinds that go by name
 */
record MailboxScope(Kind kind, List<MailboxName> names) {
    enum Kind {
        SELECTED,
        SELECTED_DELAYED,
        INBOXES,
        PERSONAL,
        SUBSCRIBED,
        SUBTREE,
        SUBTREE_ONE,
        MAILBOXES;

        boolean isSelected() {
            return this == SELECTED || this == SELECTED_DELAYED;
        }

        private boolean takesNames() {
            return this == SUBTREE || this == SUBTREE_ONE || this == MAILBOXES;
        }
    }

    /** Names in one scope: each is looked up. */
    private static final int NAMES = 200;

    static MailboxScope read(ImapReader in) throws IOException {
        String word = in.word();
        for (Kind kind : Kind.values()) {
            if (!kind.name().replace('_', '-').equals(word)) continue;
            return new MailboxScope(kind, kind.takesNames() ? names(in) : List.of());
        }
        throw new Malformed("There is no choice of mailboxes called " + word + ".");
    }

    private static List<MailboxName> names(ImapReader in) throws IOException {
        in.space();
        var names = new ArrayList<MailboxName>();
        if (in.take('(')) {
            do {
                names.add(in.mailbox());
                if (names.size() > NAMES) throw new Malformed("At most " + NAMES + " mailboxes can be named at once.");
            } while (in.nextInList());
        } else {
            names.add(in.mailbox());
        }
        return List.copyOf(names);
    }

    /** Those of {@code all} that are meant; the selected one is for the caller to add. */
    List<Reachable> among(List<Reachable> all, WithAccount state) {
        Set<MailboxName> subscribed = kind == Kind.SUBSCRIBED ? state.mail().subscriptions() : Set.of();
        return all.stream()
                .filter(each -> holds(each.located(), subscribed, state))
                .toList();
    }

    boolean holds(Located each, Set<MailboxName> subscribed, WithAccount state) {
        MailboxName name = each.shown();
        return switch (kind) {
            case SELECTED, SELECTED_DELAYED -> false;
            // The one mailbox that mail is delivered to.
            case INBOXES -> name.isInbox();
            case PERSONAL -> each.mail() == state.mail();
            case SUBSCRIBED -> subscribed.contains(name);
            case SUBTREE -> names.stream().anyMatch(top -> name.equals(top) || name.isBelow(top));
            case SUBTREE_ONE ->
                names.stream()
                        .anyMatch(top -> name.equals(top)
                                || name.parent().filter(top::equals).isPresent());
            case MAILBOXES -> names.contains(name);
        };
    }
}
