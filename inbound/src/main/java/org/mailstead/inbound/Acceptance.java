package org.mailstead.inbound;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.Resolution;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.PreparedMessage;
import org.mailstead.message.Spool;
import org.mailstead.outbound.IncomingMail;
import org.mailstead.outbound.MailQueue;
import org.mailstead.outbound.Stories;
import org.mailstead.policy.JunkField;
import org.mailstead.reports.NoReportException;
import org.mailstead.smtp.MailDrop;
import org.mailstead.smtp.Notes;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpPeer;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.smtp.SmtpReply;
import org.mailstead.smtp.Submitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mail over in one commit: straight into the mailbox if it is for one person here, into the queue if it is for
 * several or for somebody elsewhere.
 */
final class Acceptance implements MailDrop {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);

    /** Recipients named in a story. */
    private static final int NAMED = 5;

    private final LocalRecipients recipients;
    private final Inboxes inboxes;
    private final MailStore mail;
    private final MailQueue queue;
    private final ReportDrop reports;
    private final Submission submission;

    Acceptance(
            LocalRecipients recipients,
            Inboxes inboxes,
            MailStore mail,
            MailQueue queue,
            ReportDrop reports,
            Submission submission) {
        this.recipients = recipients;
        this.inboxes = inboxes;
        this.mail = mail;
        this.queue = queue;
        this.reports = reports;
        this.submission = submission;
    }

    /** What is done to mail of our people. */
    record Submission(SubmittedHeader header, Signing signing, SentMail sent, Reputation reputation) {}

    /** Who is to get a mail: people here, each once, and whether anybody else is. */
    private record People(Map<AccountId, Account> here, boolean others) {}

    @Override
    public Outcome accept(SmtpEnvelope all, Spool message) {
        try {
            Optional<SmtpEnvelope> left = withoutReports(all, message);
            if (left.isEmpty()) return Outcome.NO_REPORT;
            return left.get().recipients().isEmpty() ? Outcome.ON_DISK : acceptFor(left.get(), message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes in a report that it may be; recipients remain who are people, or nothing if it had to be one and is not. */
    private Optional<SmtpEnvelope> withoutReports(SmtpEnvelope envelope, Spool message) throws IOException {
        var people = new ArrayList<SmtpRecipient>();
        for (SmtpRecipient each : envelope.recipients()) {
            boolean forNobody = reports.isForNobody(each.address());
            if (!forNobody) people.add(each);
            try {
                Optional<String> told = reports.take(each.address(), message::open);
                told.ifPresent(what -> LOG.info("{} {}", envelope.id(), what));
                if (forNobody && told.isPresent()) tell(envelope, message, told.get());
            } catch (NoReportException e) {
                LOG.info("{} to <{}> has no report: {}", envelope.id(), each.address(), e.getMessage());
                if (forNobody) return Optional.empty();
            }
        }
        return Optional.of(people.size() == envelope.recipients().size() ? envelope : envelope.to(people));
    }

    private void tell(SmtpEnvelope envelope, Spool message, String what) throws IOException {
        List<String> story = story(envelope, message.length());
        story.add("taken in: " + what);
        try (InputStream in = message.open()) {
            queue.stories().tell(envelope.id(), Stories.messageId(in), story);
        }
    }

    private Outcome acceptFor(SmtpEnvelope envelope, Spool message) {
        Optional<People> people = people(envelope);
        if (people.isEmpty()) return Outcome.TRY_LATER;
        try {
            return envelope.peer().signedIn().isPresent()
                    ? acceptSubmitted(envelope, people.get(), message)
                    : accept(envelope, people.get(), message);
        } catch (MailboxException e) {
            LOG.warn("{} {} not taken: {}", envelope.peer().session(), envelope.id(), e.getMessage());
            return switch (e.reason()) {
                case LIMIT, OVERQUOTA -> Outcome.MAILBOX_FULL;
                case NONEXISTENT, ALREADYEXISTS, CANNOT, HASCHILDREN -> Outcome.TRY_LATER;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome acceptSubmitted(SmtpEnvelope envelope, People people, Spool message) throws IOException {
        Optional<String> kept = submission.sent().keep(envelope, message);
        SmtpEnvelope told =
                kept.map(one -> envelope.with(noted(envelope.notes(), one))).orElse(envelope);
        try (@Nullable
                Spool mended =
                        submission.header().mended(envelope, message, false).orElse(null)) {
            Spool text = mended == null ? message : mended;
            try (@Nullable
                    Spool signed = submission.signing().signed(envelope, text).orElse(null)) {
                Outcome outcome = accept(told, people, signed == null ? text : signed);
                if (outcome == Outcome.ON_DISK) wroteTo(envelope);
                return outcome;
            }
        }
    }

    private void wroteTo(SmtpEnvelope envelope) {
        String sender = envelope.peer().signedIn().map(Submitter::accountId).orElseThrow();
        var to = envelope.recipients().stream()
                .map(each -> each.address().toString())
                .toList();
        submission.reputation().wroteTo(mail.account(sender), to, by(envelope.peer()));
    }

    /** Whoever brings mail, for the journal. */
    static Actor by(SmtpPeer peer) {
        return new Actor("smtp", peer.helloName(), peer.address().getAddress().getHostAddress());
    }

    private static Notes noted(Notes notes, String more) {
        var story = new ArrayList<>(notes.story());
        story.add(more);
        return new Notes(notes.junk(), story);
    }

    private Outcome accept(SmtpEnvelope envelope, People people, Spool message) throws IOException {
        SmtpPeer peer = envelope.peer();
        // A full mailbox is better told to whoever brings the mail than in a report days later.
        for (Account account : people.here().values()) inboxes.requireRoom(account, message.length());
        boolean reports = envelope.recipients().stream().anyMatch(each -> each.hearsOf(SmtpRecipient.Event.SUCCESS));
        if (people.here().size() == 1 && !people.others() && !reports && envelope.release() == null) {
            Account account = people.here().values().iterator().next();
            PreparedMessage prepared = mail.prepare(message);
            var letter = new Inboxes.Letter(
                    prepared, envelope.notes().junk(), () -> mail.beginning(prepared, JunkField.BEGINNING_BYTES));
            String lies = inboxes.put(account, letter, envelope.id(), by(peer));
            tell(envelope, letter, message.length(), "<" + account.address() + "> delivered: " + lies);
            return Outcome.ON_DISK;
        }
        List<String> story = story(envelope, message.length());
        story.add(answered(envelope));
        queue.accept(
                new IncomingMail(
                        envelope.id(),
                        envelope.sender(),
                        envelope.parameters(),
                        envelope.recipients(),
                        envelope.release(),
                        peer.signedIn().map(Submitter::accountId)),
                message,
                story);
        return Outcome.ON_DISK;
    }

    private void tell(SmtpEnvelope envelope, Inboxes.Letter letter, long bytes, String delivered) {
        List<String> story = story(envelope, bytes);
        story.add(answered(envelope));
        story.add(delivered);
        String messageId = letter.message().index().messageId().orElse("");
        queue.stories().tell(envelope.id(), Stories.messageId(messageId), story);
    }

    @Override
    public void refused(SmtpEnvelope envelope, Spool message, SmtpReply reply) throws IOException {
        List<String> story = story(envelope, message.length());
        story.add("refused: " + reply);
        try (InputStream in = message.open()) {
            queue.stories().tell(envelope.id(), Stories.messageId(in), story);
        }
    }

    private static String answered(SmtpEnvelope envelope) {
        return "taken over with 250, stored as " + envelope.id();
    }

    private static List<String> story(SmtpEnvelope envelope, long bytes) {
        var story = new ArrayList<String>();
        story.add(came(envelope.peer(), bytes));
        story.add("from " + envelope.sender().map(each -> "<" + each + ">").orElse("nobody (a report)") + " to "
                + envelope.recipients().stream()
                        .limit(NAMED)
                        .map(each -> "<" + each.address() + ">")
                        .collect(joining(", "))
                + (envelope.recipients().size() > NAMED
                        ? " and " + (envelope.recipients().size() - NAMED) + " more"
                        : ""));
        story.addAll(envelope.notes().story());
        return story;
    }

    private static String came(SmtpPeer peer, long bytes) {
        String who = peer.signedIn()
                .map(submitter -> submitter.address() + ", signed in")
                .orElse(peer.helloName());
        String called = peer.signedIn().isPresent() ? " as " + peer.helloName() : "";
        return "received from " + who + called + " ["
                + peer.address().getAddress().getHostAddress() + "], " + bytes + " bytes, "
                + (peer.tls() == null ? "in plain text" : peer.tls()) + ", session " + peer.session();
    }

    /**
     * Empty if a recipient that was accepted is gone since: then nobody gets the mail now, and the sender learns which
     * one it was when it tries again.
     */
    private Optional<People> people(SmtpEnvelope envelope) {
        var here = new LinkedHashMap<AccountId, Account>();
        boolean others = false;
        for (SmtpRecipient each : envelope.recipients()) {
            SmtpAddress recipient = each.address();
            if (recipients.sentOnFor(recipient).isPresent()) {
                others = true;
                continue;
            }
            switch (recipients.resolve(recipient)) {
                case Resolution.Local(var accounts, var onward)
                when !accounts.isEmpty() || !onward.isEmpty() -> {
                    for (Account account : accounts) here.put(account.id(), account);
                    others |= !onward.isEmpty();
                }
                case Resolution.Routed() -> others = true;
                case Resolution.Backed(var _) when envelope.peer().signedIn().isPresent() -> others = true;
                case Resolution.Elsewhere() when envelope.peer().signedIn().isPresent() -> others = true;
                default -> {
                    LOG.info("{} {}: <{}> is gone since RCPT", envelope.peer().session(), envelope.id(), recipient);
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new People(here, others));
    }
}
