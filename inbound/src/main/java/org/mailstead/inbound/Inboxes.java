package org.mailstead.inbound;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.inbound.Reputation.Standing;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailAccount.Added;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.PreparedMessage;
import org.mailstead.mailbox.SpecialUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where mail for people comes to lie. */
final class Inboxes {
    private static final Logger LOG = LoggerFactory.getLogger(Inboxes.class);

    private final MailStore mail;
    private final InstantSource clock;
    private final Reputation reputation;

    Inboxes(MailStore mail, Reputation reputation, InstantSource clock) {
        this.mail = mail;
        this.reputation = reputation;
        this.clock = clock;
    }

    /** @throws org.mailstead.mailbox.MailboxException if there is no room for it */
    void requireRoom(Account account, long bytes) {
        of(account).requireRoom(bytes, 1);
    }

    /**
     * A message that is to be put somewhere.
     *
     * @param junk among the unwanted mail, unless its sender is wanted; into the INBOX of people who have no mailbox for that
     * @param beginning of the message, read where it matters who wrote it
     */
    record Letter(PreparedMessage message, boolean junk, Reputation.Beginning beginning) {}

    /**
     * Where a letter belongs.
     *
     * @param told the same in words
     */
    private record Place(Mailbox mailbox, String told) {}

    /**
     * @param id of the message, for the log
     * @return where it lies, in words
     */
    String put(Account account, Letter letter, String id, Actor by) throws IOException {
        MailAccount theirs = of(account);
        Place place = place(theirs, account, letter);
        Added added = theirs.append(place.mailbox().id(), letter.message(), FlagSet.NONE, clock.instant(), by);
        LOG.info(
                "{} delivered to {}, {}, uid {}",
                id,
                account.address(),
                place.mailbox().name(),
                added.uid());
        return place.told();
    }

    /** Puts it there unless it is there already, from a try that was cut off. */
    String putOnce(Account account, Letter letter, String id, Actor by) throws IOException {
        MailAccount theirs = of(account);
        Place place = place(theirs, account, letter);
        Optional<Added> added = theirs.deliver(id, place.mailbox().id(), letter.message(), clock.instant(), by);
        LOG.info(
                "{} delivered to {}, {}, {}",
                id,
                account.address(),
                place.mailbox().name(),
                added.map(one -> "uid " + one.uid()).orElse("who has it already"));
        return place.told();
    }

    private MailAccount of(Account account) {
        return mail.account(account.id().value());
    }

    /** What the account's holder thinks of a sender goes before what the checks found, which knows neither of the two. */
    private Place place(MailAccount theirs, Account account, Letter letter) throws IOException {
        Standing standing = reputation.standing(theirs, letter.beginning());
        boolean junk =
                standing instanceof Standing.Unwanted || (letter.junk() && !(standing instanceof Standing.Wanted));
        String told = (junk ? "among the junk" : "in the mailbox")
                + switch (standing) {
                    case Standing.Unwanted(var why) -> letter.junk() ? "" : ": " + why;
                    case Standing.Wanted(var why) -> letter.junk() ? ", not among the junk: " + why : "";
                    case Standing.Unknown() -> "";
                };
        return new Place(mailbox(theirs, account, junk), told);
    }

    private static Mailbox mailbox(MailAccount theirs, Account account, boolean forJunk) {
        var junk = theirs.mailboxes().stream()
                .filter(each -> forJunk && each.uses().contains(SpecialUse.JUNK))
                .findFirst();
        return junk.or(() -> theirs.mailbox(MailboxName.INBOX))
                .orElseThrow(() -> new IllegalStateException("no INBOX in " + account.id()));
    }
}
