package org.mailstead.inbound;

import org.mailstead.directory.Resolution;
import org.mailstead.smtp.Senders;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.Submitter;

/** People send as whoever's mail they get: from their own addresses and the aliases that lead to them. */
final class OwnAddresses implements Senders {
    private final LocalRecipients recipients;

    OwnAddresses(LocalRecipients recipients) {
        this.recipients = recipients;
    }

    @Override
    public boolean maySendAs(Submitter who, SmtpAddress sender) {
        return recipients.resolve(sender) instanceof Resolution.Local here
                && here.accounts().stream()
                        .anyMatch(account -> account.id().value().equals(who.accountId()));
    }
}
