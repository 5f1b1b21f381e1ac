package org.mailstead.inbound;

import java.util.Optional;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.Resolution;
import org.mailstead.smtp.Recipients;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpPeer;

/** Takes mail for the people in the directory, from anybody. */
final class LocalRecipients implements Recipients {
    private final Directory directory;

    LocalRecipients(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Verdict judge(SmtpAddress recipient, Optional<SmtpAddress> sender, SmtpPeer peer) {
        return switch (resolve(recipient)) {
            case Resolution.Local(var accounts) -> accounts.isEmpty() ? Verdict.UNKNOWN_HERE : Verdict.DELIVERED_HERE;
            case Resolution.NoSuchAddress() -> Verdict.UNKNOWN_HERE;
            case Resolution.Elsewhere() -> Verdict.ELSEWHERE;
        };
    }

    Resolution resolve(SmtpAddress recipient) {
        if (recipient.equals(SmtpAddress.POSTMASTER)) return directory.resolvePostmaster();
        // What is no address of a person, such as one at [192.0.2.1], cannot be one of ours.
        return MailAddress.parse(recipient.toString()).map(directory::resolve).orElseGet(Resolution.Elsewhere::new);
    }
}
