package org.mailstead.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.directory.Directory;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxId;
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
        var all = new ArrayList<>(own(state));
        for (Account owner : owners(state)) {
            all.addAll(sharedBy(state, owner, mail.account(owner.id().value())));
        }
        return List.copyOf(all);
    }

    List<Reachable> own(WithAccount state) {
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
        return List.copyOf(all);
    }

    /** Who shares anything with this account. */
    List<Account> owners(WithAccount state) {
        return directory.sharing().sharingWith(state.account().id());
    }

    /** @param account that of {@code owner} */
    List<Reachable> sharedBy(WithAccount state, Account owner, MailAccount account) {
        var all = new ArrayList<Reachable>();
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
        return List.copyOf(all);
    }

    /** One mailbox of {@code owner} as this client sees it now; empty if it is gone or hidden from him. */
    Optional<Reachable> reach(WithAccount state, Account owner, MailAccount account, MailboxId id) {
        boolean own = owner.equals(state.account());
        Mailbox mailbox = account.mailbox(id).orElse(null);
        if (mailbox == null) return Optional.empty();
        String reader = state.mail().id();
        Rights rights = account.access().of(id).of(reader);
        if (!rights.has(Right.LOOKUP)) return Optional.empty();
        Optional<MailboxName> shown = own
                ? Optional.of(mailbox.name()).filter(name -> SharedName.of(name).isEmpty())
                : SharedName.shown(owner.address(), mailbox.name());
        return shown.map(name -> new Reachable(
                new Located(name, account, mailbox.name(), reader), own ? mailbox : mailbox.withoutUses(), rights));
    }

    /** Brings the directory's index up to what an account shares now. */
    void index(MailAccount account) {
        SharedMailboxes.index(directory, account);
    }
}
