package org.mailstead.inbound;

import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.ReportAddress;
import org.mailstead.directory.Resolution;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.MailboxException;
import org.mailstead.smtp.Recipients;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpPeer;

/** Takes mail for the people in the directory, from anybody. */
final class LocalRecipients implements Recipients {
    private final Directory directory;
    private final MailStore mail;

    private final SenderRewriting rewriting;

    LocalRecipients(Directory directory, MailStore mail, SenderRewriting rewriting) {
        this.directory = directory;
        this.mail = mail;
        this.rewriting = rewriting;
    }

    @Override
    public Verdict judge(SmtpAddress recipient, Optional<SmtpAddress> sender, SmtpPeer peer) {
        if (sentOnFor(recipient).isPresent()) return Verdict.DELIVERED_HERE;
        return switch (resolve(recipient)) {
            case Resolution.Local(var accounts, var onward) -> {
                if (accounts.isEmpty() && onward.isEmpty()) yield Verdict.UNKNOWN_HERE;
                yield accounts.stream().allMatch(this::hasRoom) ? Verdict.DELIVERED_HERE : Verdict.FULL;
            }
            case Resolution.NoSuchAddress() ->
                reportsTo(recipient).isPresent() ? Verdict.DELIVERED_HERE : Verdict.UNKNOWN_HERE;
            case Resolution.Routed() -> Verdict.DELIVERED_HERE;
            case Resolution.Backed(var _) -> Verdict.KEPT_ELSEWHERE;
            case Resolution.Elsewhere() -> Verdict.ELSEWHERE;
        };
    }

    /** Asked before the message comes, so that the other recipients of a mail still get theirs. */
    private boolean hasRoom(Account account) {
        try {
            mail.account(account.id().value()).requireRoom(1, 1);
            return true;
        } catch (MailboxException full) {
            return false;
        }
    }

    /** Whose mail went on from here with this address as its sender. */
    Optional<SmtpAddress> sentOnFor(SmtpAddress recipient) {
        return rewriting.original(recipient).filter(_ -> isOurs(recipient));
    }

    /** Which reports of other servers come to an address; empty for all others. */
    Optional<ReportAddress> reportsTo(SmtpAddress recipient) {
        return ReportAddress.named(recipient.local()).filter(_ -> isOurs(recipient));
    }

    boolean isOurs(SmtpAddress address) {
        return !(resolve(address) instanceof Resolution.Elsewhere);
    }

    Resolution resolve(SmtpAddress recipient) {
        if (recipient.equals(SmtpAddress.POSTMASTER)) return directory.resolvePostmaster();
        // What is no address of a person, such as one at [192.0.2.1], cannot be one of ours.
        return MailAddress.parse(recipient.toString()).map(directory::resolve).orElseGet(Resolution.Elsewhere::new);
    }
}
