package org.mailstead.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be brought to another server.
 *
 * @param sender empty for the null reverse path
 * @param recipients at least one
 * @param deliverBy the value of BY, for a server that knows it; null for none
 * @param bytes of the content, told to the server beforehand
 */
public record OutgoingMail(
        Optional<SmtpAddress> sender,
        List<SmtpRecipient> recipients,
        MailParameters parameters,
        Content content,
        long bytes,
        @Nullable String deliverBy) {
    /** One that has time. */
    public OutgoingMail(
            Optional<SmtpAddress> sender,
            List<SmtpRecipient> recipients,
            MailParameters parameters,
            Content content,
            long bytes) {
        this(sender, recipients, parameters, content, bytes, null);
    }

    public OutgoingMail {
        recipients = List.copyOf(recipients);
    }

    public OutgoingMail with(MailParameters others) {
        return new OutgoingMail(sender, recipients, others, content, bytes, deliverBy);
    }

    public OutgoingMail with(Content other) {
        return new OutgoingMail(sender, recipients, parameters, other, bytes, deliverBy);
    }

    public OutgoingMail by(String other) {
        return new OutgoingMail(sender, recipients, parameters, content, bytes, other);
    }

    /** Opens the bytes of a message, as often as it is asked. */
    public interface Content {
        InputStream open() throws IOException;
    }
}
