package org.mailstead.smtp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From whom and to whom, as said in MAIL and RCPT, whatever the message's header claims.
 *
 * @param id names the message in our {@code Received} field and in logs
 * @param sender empty for the null reverse path: then nothing must be bounced to it
 * @param recipients at least one, in the order given, perhaps some twice
 * @param release when it may go out at the earliest; null for at once. RFC 4865
 * @param notes what the gate found out
 */
public record SmtpEnvelope(
        String id,
        Optional<SmtpAddress> sender,
        MailParameters parameters,
        List<SmtpRecipient> recipients,
        SmtpPeer peer,
        @Nullable Instant release,
        Notes notes) {
    /** One that nothing is known of yet. */
    public SmtpEnvelope(
            String id,
            Optional<SmtpAddress> sender,
            MailParameters parameters,
            List<SmtpRecipient> recipients,
            SmtpPeer peer) {
        this(id, sender, parameters, recipients, peer, null, Notes.NONE);
    }

    public SmtpEnvelope with(MailParameters others) {
        return new SmtpEnvelope(id, sender, others, recipients, peer, release, notes);
    }

    /** To others. */
    public SmtpEnvelope to(List<SmtpRecipient> others) {
        return new SmtpEnvelope(id, sender, parameters, others, peer, release, notes);
    }

    /** With whom a filter wants it to be from and for. */
    public SmtpEnvelope with(Optional<SmtpAddress> otherSender, List<SmtpRecipient> others) {
        return new SmtpEnvelope(id, otherSender, parameters, others, peer, release, notes);
    }

    /** One for each recipient, with an id of its own if there are several. */
    List<SmtpEnvelope> forEach() {
        if (recipients.size() == 1) return List.of(this);
        var all = new ArrayList<SmtpEnvelope>();
        for (SmtpRecipient each : recipients) {
            String one = id + "-" + (all.size() + 1);
            all.add(new SmtpEnvelope(one, sender, parameters, List.of(each), peer, release, notes));
        }
        return all;
    }

    public SmtpEnvelope with(Notes found) {
        return new SmtpEnvelope(id, sender, parameters, recipients, peer, release, found);
    }
}
