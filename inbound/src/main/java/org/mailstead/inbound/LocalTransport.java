package org.mailstead.inbound;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.directory.Account;
import org.mailstead.directory.Resolution;
import org.mailstead.inbound.Inboxes.Letter;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.PreparedMessage;
import org.mailstead.outbound.Delivery;
import org.mailstead.outbound.Onward;
import org.mailstead.outbound.Outcome;
import org.mailstead.outbound.QueuedMessage;
import org.mailstead.outbound.Steps;
import org.mailstead.outbound.Transport;
import org.mailstead.policy.JunkField;
import org.mailstead.reports.NoReportException;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings queued mail to the people here. Each gets it once, however many of the recipients lead there. */
final class LocalTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(LocalTransport.class);
    private static final Actor BY = new Actor("queue", "", "");

    private final LocalRecipients recipients;
    private final Inboxes inboxes;
    private final MailStore mail;

    private final Forwarding forwarding;
    private final ReportDrop reports;
    private final BlobStore blobs;

    LocalTransport(
            LocalRecipients recipients,
            Inboxes inboxes,
            MailStore mail,
            Forwarding forwarding,
            ReportDrop reports,
            BlobStore blobs) {
        this.reports = reports;
        this.blobs = blobs;
        this.recipients = recipients;
        this.inboxes = inboxes;
        this.mail = mail;
        this.forwarding = forwarding;
    }

    @Override
    public List<Outcome> deliver(QueuedMessage message, Delivery delivery, Steps steps) {
        Letter letter;
        try {
            PreparedMessage prepared = mail.prepare(message.content());
            byte[] beginning = mail.beginning(prepared, JunkField.BEGINNING_BYTES);
            letter = new Letter(prepared, JunkField.standsIn(beginning), () -> beginning);
        } catch (IOException e) {
            LOG.error("{} cannot be read", message.id(), e);
            var unreadable = Outcome.later("4.3.0", "", "The message could not be read on this server.");
            return Collections.nCopies(delivery.recipients().size(), unreadable);
        }
        var outcomes = new ArrayList<Outcome>();
        for (SmtpRecipient each : delivery.recipients()) outcomes.add(deliver(message, letter, each));
        return outcomes;
    }

    private Outcome deliver(QueuedMessage message, Letter letter, SmtpRecipient recipient) {
        Optional<SmtpAddress> original = recipients.sentOnFor(recipient.address());
        if (original.isPresent()) {
            var back = Forwarding.back(message, recipient, original.get());
            return Outcome.forwarded("back to " + original.get(), back);
        }
        return switch (recipients.resolve(recipient.address())) {
            case Resolution.Local(var accounts, var onward) -> {
                if (accounts.isEmpty() && onward.isEmpty()) yield noSuchAddress();
                yield deliver(message, letter, recipient, accounts, onward);
            }
            case Resolution.NoSuchAddress() -> report(message, recipient);
            // It was of somebody here when the mail came.
            case Resolution.Routed() -> {
                var onward =
                        new Onward(message.sender(), List.of(recipient), "", false, "the route of its domain leads on");
                yield Outcome.forwarded("on to the server that the route of its domain names", onward);
            }
            // It was kept here when the mail came.
            case Resolution.Backed(var _) ->
                Outcome.forwarded(
                        "on to the provider of the mailbox",
                        new Onward(
                                message.sender(), List.of(recipient), "", false, "the mailbox is at a provider now"));
            case Resolution.Elsewhere() -> Outcome.failed("5.1.2", "", "The domain is no longer one of this server.");
        };
    }

    private Outcome deliver(
            QueuedMessage message,
            Letter letter,
            SmtpRecipient recipient,
            List<Account> accounts,
            List<Resolution.Onward> elsewhere) {
        try {
            // First, since it can fail for good: nothing has been done then.
            boolean alone = accounts.isEmpty() && elsewhere.size() == 1;
            List<Onward> onward = forwarding.of(message, recipient, elsewhere, alone);
            Set<String> places = new LinkedHashSet<>();
            for (Account account : accounts) places.add(inboxes.putOnce(account, letter, message.id(), BY));
            String lies = String.join("; ", places);
            if (onward.isEmpty()) return Outcome.delivered("", lies);
            String to = elsewhere.stream().map(each -> each.to().toString()).collect(joining(", "));
            String words = (lies.isEmpty() ? "" : lies + ", and ") + "on to " + to;
            if (onward.stream().allMatch(Onward::list)) return Outcome.redistributed(words, onward);
            return alone ? Outcome.forwarded(words, onward.getFirst()) : Outcome.expanded(words, onward);
        } catch (Forwarding.Circle e) {
            return Outcome.failed("5.4.6", "", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.error("{} cannot be read", message.id(), e);
            return Outcome.later("4.3.0", "", "The message could not be read on this server.");
        } catch (MailboxException e) {
            LOG.info("{} not yet to <{}>: {}", message.id(), recipient.address(), e.getMessage());
            return switch (e.reason()) {
                case LIMIT, OVERQUOTA -> Outcome.later("4.2.2", "", "The mailbox is full.");
                case NONEXISTENT, ALREADYEXISTS, CANNOT, HASCHILDREN ->
                    Outcome.later("4.2.0", "", "The mailbox cannot take the message now.");
            };
        }
    }

    /** Our own reports come this way where one of our domains asks for them. */
    private Outcome report(QueuedMessage message, SmtpRecipient recipient) {
        try {
            return reports.take(recipient.address(), () -> message.open(blobs))
                    .map(told -> Outcome.delivered("", told))
                    .orElseGet(LocalTransport::noSuchAddress);
        } catch (NoReportException e) {
            return Outcome.failed(
                    "5.6.0", "", "The address takes reports only, and there is none: " + e.getMessage() + ".");
        } catch (IOException e) {
            return Outcome.later("4.3.0", "", "The message could not be read on this server.");
        }
    }

    private static Outcome noSuchAddress() {
        return Outcome.failed("5.1.1", "", "There is no such address here.");
    }
}
