package org.mailstead.inbound;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.Directory;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.mailbox.PreparedMessage;
import org.mailstead.mailbox.RecentCopy;
import org.mailstead.mailbox.SpecialUse;
import org.mailstead.message.Spool;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.Submitter;

/**
 * Keeps a copy of what people send among their sent mail, for those who want that. It is kept before the mail goes out: if that
 * fails, the mail program tries again, and the copy of the first time is found by its Message-ID.
 */
final class SentMail {
    private static final FlagSet READ = new FlagSet(FlagSet.systemBit("\\Seen").orElseThrow(), new TreeSet<>());

    private final Directory directory;
    private final MailStore mail;
    private final SubmittedHeader header;
    private final InstantSource clock;

    SentMail(Directory directory, MailStore mail, SubmittedHeader header, InstantSource clock) {
        this.directory = directory;
        this.mail = mail;
        this.header = header;
        this.clock = clock;
    }

    /**
     * Keeps it if the one who sends it wants that. What keeps a copy from being kept does not keep the mail from going out.
     *
     * @param message as it was submitted, blind copies named
     * @return what to tell about it; empty if none is wanted
     */
    Optional<String> keep(SmtpEnvelope envelope, Spool message) throws IOException {
        Optional<Submitter> sender = envelope.peer().signedIn();
        boolean wanted = sender.isPresent()
                && directory.sentCopies().areKept(new AccountId(sender.get().accountId()));
        if (!wanted) return Optional.empty();
        MailAccount theirs = mail.account(sender.get().accountId());
        Optional<Mailbox> sent = theirs.mailboxes().stream()
                .filter(each -> each.uses().contains(SpecialUse.SENT))
                .findFirst();
        if (sent.isEmpty()) return Optional.of("no copy is kept: there is no mailbox for sent mail");
        try (@Nullable Spool mended = header.mended(envelope, message, true).orElse(null)) {
            PreparedMessage copy = mail.prepare(mended == null ? message : mended);
            var there = RecentCopy.find(theirs, sent.get().id(), copy.index().messageId());
            if (there.isPresent())
                return Optional.of("a copy is in " + sent.get().name() + " already");
            theirs.append(sent.get().id(), copy, READ, clock.instant(), Acceptance.by(envelope.peer()));
            return Optional.of("a copy is kept in " + sent.get().name());
        } catch (MailboxException e) {
            return Optional.of("no copy is kept: " + e.getMessage());
        }
    }
}
