package org.mailstead.inbound;

import java.time.InstantSource;
import java.util.Optional;
import org.mailstead.directory.Account;
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

    Inboxes(MailStore mail, InstantSource clock) {
        this.mail = mail;
        this.clock = clock;
    }

    /** @throws org.mailstead.mailbox.MailboxException if there is no room for it */
    void requireRoom(Account account, long bytes) {
        of(account).requireRoom(bytes, 1);
    }

    /**
     * A message that is to be put somewhere.
     *
     * @param junk among the unwanted mail; into the INBOX of people who have no mailbox for that
     */
    record Letter(PreparedMessage message, boolean junk) {}

    /** @param id of the message, for the log */
    void put(Account account, Letter letter, String id, Actor by) {
        MailAccount theirs = of(account);
        Mailbox to = mailbox(theirs, account, letter.junk());
        Added added = theirs.append(to.id(), letter.message(), FlagSet.NONE, clock.instant(), by);
        LOG.info("{} delivered to {}, {}, uid {}", id, account.address(), to.name(), added.uid());
    }

    /** Puts it there unless it is there already, from a try that was cut off. */
    void putOnce(Account account, Letter letter, String id, Actor by) {
        MailAccount theirs = of(account);
        Mailbox to = mailbox(theirs, account, letter.junk());
        Optional<Added> added = theirs.deliver(id, to.id(), letter.message(), clock.instant(), by);
        LOG.info(
                "{} delivered to {}, {}, {}",
                id,
                account.address(),
                to.name(),
                added.map(one -> "uid " + one.uid()).orElse("who has it already"));
    }

    private MailAccount of(Account account) {
        return mail.account(account.id().value());
    }

    private static Mailbox mailbox(MailAccount theirs, Account account, boolean forJunk) {
        var junk = theirs.mailboxes().stream()
                .filter(each -> forJunk && each.uses().contains(SpecialUse.JUNK))
                .findFirst();
        return junk.or(() -> theirs.mailbox(MailboxName.INBOX))
                .orElseThrow(() -> new IllegalStateException("no INBOX in " + account.id()));
    }
}
