package org.mailstead.smtp;

import java.util.List;
import java.util.Optional;

/**
 * From whom and to whom, as said in MAIL and RCPT, whatever the message's header claims.
 *
 * @param id names the message in our {@code Received} field and in logs
 * @param sender empty for the null reverse path: then nothing must be bounced to it
 * @param recipients at least one, in the order given, perhaps some twice
 * @param notes what the gate found out
 */
public record SmtpEnvelope(
        String id,
        Optional<SmtpAddress> sender,
        MailParameters parameters,
        List<SmtpRecipient> recipients,
        SmtpPeer peer,
        Notes notes) {
    /** One that nothing is known of yet. */
    public SmtpEnvelope(
            String id,
            Optional<SmtpAddress> sender,
            MailParameters parameters,
            List<SmtpRecipient> recipients,
            SmtpPeer peer) {
        this(id, sender, parameters, recipients, peer, Notes.NONE);
    }

    public SmtpEnvelope with(MailParameters others) {
        return new SmtpEnvelope(id, sender, others, recipients, peer, notes);
    }

    public SmtpEnvelope with(Notes found) {
        return new SmtpEnvelope(id, sender, parameters, recipients, peer, found);
    }
}
