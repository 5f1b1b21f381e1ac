package org.mailstead.inbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.Resolution;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.PreparedMessage;
import org.mailstead.message.Spool;
import org.mailstead.smtp.MailDrop;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpRecipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts mail into the INBOX of everybody it is for, and returns when it is in all of them. */
final class LocalDelivery implements MailDrop {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDelivery.class);

    private final LocalRecipients recipients;
    private final MailStore mail;
    private final InstantSource clock;

    LocalDelivery(LocalRecipients recipients, MailStore mail, InstantSource clock) {
        this.recipients = recipients;
        this.mail = mail;
        this.clock = clock;
    }

    @Override
    public Outcome accept(SmtpEnvelope envelope, Spool message) {
        Optional<Collection<Account>> accounts = accounts(envelope);
        if (accounts.isEmpty()) return Outcome.TRY_LATER;
        var by = new Actor(
                "smtp",
                envelope.peer().helloName(),
                envelope.peer().address().getAddress().getHostAddress());
        try {
            // Of all before it is in the first: else those with room got it again with each new try.
            for (Account account : accounts.get())
                mail.account(account.id().value()).requireRoom(message.length(), 1);
            PreparedMessage prepared = mail.prepare(message);
            for (Account account : accounts.get()) deliver(prepared, account, envelope, by);
            return Outcome.ON_DISK;
        } catch (MailboxException e) {
            LOG.warn("{} {} not delivered: {}", envelope.peer().session(), envelope.id(), e.getMessage());
            return switch (e.reason()) {
                case LIMIT, OVERQUOTA -> Outcome.MAILBOX_FULL;
                case NONEXISTENT, ALREADYEXISTS, CANNOT, HASCHILDREN -> Outcome.TRY_LATER;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Each account once, however many of the recipients lead to it. Empty if a recipient that was accepted is gone since:
     * then nobody gets the mail now, and the sender learns which one it was when it tries again.
     */
    private Optional<Collection<Account>> accounts(SmtpEnvelope envelope) {
        var found = new LinkedHashMap<AccountId, Account>();
        for (SmtpRecipient each : envelope.recipients()) {
            SmtpAddress recipient = each.address();
            if (!(recipients.resolve(recipient) instanceof Resolution.Local(var accounts)) || accounts.isEmpty()) {
                LOG.info("{} {}: <{}> is gone since RCPT", envelope.peer().session(), envelope.id(), recipient);
                return Optional.empty();
            }
            for (Account account : accounts) found.put(account.id(), account);
        }
        return Optional.of(found.values());
    }

    private void deliver(PreparedMessage message, Account account, SmtpEnvelope envelope, Actor by) {
        MailAccount theirs = mail.account(account.id().value());
        MailboxId inbox = theirs.mailbox(MailboxName.INBOX)
                .orElseThrow(() -> new IllegalStateException("no INBOX in " + account.id()))
                .id();
        int uid =
                theirs.append(inbox, message, FlagSet.NONE, clock.instant(), by).uid();
        LOG.info("{} {} delivered to {}, uid {}", envelope.peer().session(), envelope.id(), account.address(), uid);
    }
}
