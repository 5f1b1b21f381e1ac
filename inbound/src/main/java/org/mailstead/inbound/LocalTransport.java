package org.mailstead.inbound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mailstead.directory.Account;
import org.mailstead.directory.Resolution;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.PreparedMessage;
import org.mailstead.outbound.Delivery;
import org.mailstead.outbound.Outcome;
import org.mailstead.outbound.QueuedMessage;
import org.mailstead.outbound.Transport;
import org.mailstead.smtp.SmtpRecipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings queued mail to the people here. Each gets it once, however many of the recipients lead there. */
final class LocalTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(LocalTransport.class);
    private static final Actor BY = new Actor("queue", "", "");

    private final LocalRecipients recipients;
    private final Inboxes inboxes;
    private final MailStore mail;

    LocalTransport(LocalRecipients recipients, Inboxes inboxes, MailStore mail) {
        this.recipients = recipients;
        this.inboxes = inboxes;
        this.mail = mail;
    }

    @Override
    public List<Outcome> deliver(QueuedMessage message, Delivery delivery) {
        PreparedMessage prepared;
        try {
            prepared = mail.prepare(message.content());
        } catch (IOException e) {
            LOG.error("{} cannot be read", message.id(), e);
            var unreadable = Outcome.later("4.3.0", "", "The message could not be read on this server.");
            return Collections.nCopies(delivery.recipients().size(), unreadable);
        }
        var outcomes = new ArrayList<Outcome>();
        for (SmtpRecipient each : delivery.recipients()) outcomes.add(deliver(message, prepared, each));
        return outcomes;
    }

    private Outcome deliver(QueuedMessage message, PreparedMessage prepared, SmtpRecipient recipient) {
        return switch (recipients.resolve(recipient.address())) {
            case Resolution.Local(var accounts)
            when !accounts.isEmpty() -> {
                try {
                    for (Account account : accounts) inboxes.putOnce(account, prepared, message.id(), BY);
                    yield Outcome.delivered("", "in the mailbox");
                } catch (MailboxException e) {
                    LOG.info("{} not yet to <{}>: {}", message.id(), recipient.address(), e.getMessage());
                    yield switch (e.reason()) {
                        case LIMIT, OVERQUOTA -> Outcome.later("4.2.2", "", "The mailbox is full.");
                        case NONEXISTENT, ALREADYEXISTS, CANNOT, HASCHILDREN ->
                            Outcome.later("4.2.0", "", "The mailbox cannot take the message now.");
                    };
                }
            }
            case Resolution.Local none -> noSuchAddress();
            case Resolution.NoSuchAddress() -> noSuchAddress();
            case Resolution.Elsewhere() -> Outcome.failed("5.1.2", "", "The domain is no longer one of this server.");
        };
    }

    private static Outcome noSuchAddress() {
        return Outcome.failed("5.1.1", "", "There is no such address here.");
    }
}
