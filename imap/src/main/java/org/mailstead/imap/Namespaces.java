package org.mailstead.imap;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.directory.Account;
import org.mailstead.directory.Directory;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Right;
import org.mailstead.mailbox.Rights;

/** Finds mailboxes by the names people see: their own, and other people's below {@code Shared/}. RFC 2342 §5. */
record Namespaces(Directory directory, MailStore mail) {
    /** Where a mailbox is, or would be. Of an account that is not there it says what it says of a hidden mailbox. */
    Located locate(WithAccount state, MailboxName name) {
        SharedName shared = SharedName.of(name).orElse(null);
        if (shared == null) return Located.own(name, state);
        Account owner = directory.account(shared.owner()).orElse(null);
        if (owner == null || owner.equals(state.account()) || shared.rest().isEmpty()) throw Located.missing(name);
        MailboxName rest = shared.rest().get();
        MailboxName shown = SharedName.shown(owner.address(), rest).orElseThrow(() -> Located.missing(name));
        return new Located(
                shown, mail.account(owner.id().value()), rest, state.mail().id());
    }

    /** Every mailbox that may be seen, with what may be done with it. */
    List<Reachable> reachable(WithAccount state) {
        var all = new ArrayList<Reachable>();
        MailAccount own = state.mail();
        var grants = own.access().all();
        for (Mailbox mailbox : own.mailboxes()) {
            // It would be found in the other person's account instead.
            if (SharedName.of(mailbox.name()).isPresent()) continue;
            Rights rights =
                    grants.containsKey(mailbox.id()) ? grants.get(mailbox.id()).of(own.id()) : Rights.ALL;
            all.add(new Reachable(Located.own(mailbox.name(), state), mailbox, rights));
        }
        for (Account owner : directory.sharing().sharingWith(state.account().id())) addShared(state, owner, all);
        return List.copyOf(all);
    }

    private void addShared(WithAccount state, Account owner, List<Reachable> all) {
        MailAccount account = mail.account(owner.id().value());
        account.access().all().forEach((id, grants) -> {
            Rights rights = grants.of(state.mail().id());
            if (!rights.has(Right.LOOKUP)) return;
            account.mailbox(id)
                    .ifPresent(mailbox -> SharedName.shown(owner.address(), mailbox.name())
                            .ifPresent(shown -> all.add(new Reachable(
                                    new Located(
                                            shown,
                                            account,
                                            mailbox.name(),
                                            state.mail().id()),
                                    mailbox.withoutUses(),
                                    rights))));
        });
    }

    /** Brings the directory's index up to what an account shares now. */
    void index(MailAccount account) {
        SharedMailboxes.index(directory, account);
    }
}
