package org.mailstead.outbound;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;

/**
 * The envelope of mail that comes into the queue.
 *
 * @param id names it; those made later sort behind those made earlier
 * @param sender empty for the null reverse path
 * @param recipients at least one, at most {@link QueueLimits#ALL_RECIPIENTS}
 * @param release when it is to be tried first; null for at once
 * @param submitter id of the account that sends it; empty if it came from another server
 */
public record IncomingMail(
        String id,
        Optional<SmtpAddress> sender,
        MailParameters wants,
        List<SmtpRecipient> recipients,
        @Nullable Instant release,
        Optional<String> submitter) {
    /** Mail that goes out at once. */
    public IncomingMail(
            String id,
            Optional<SmtpAddress> sender,
            MailParameters wants,
            List<SmtpRecipient> recipients,
            Optional<String> submitter) {
        this(id, sender, wants, recipients, null, submitter);
    }

    public IncomingMail {
        recipients = List.copyOf(recipients);
    }
}
