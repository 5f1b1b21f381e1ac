package org.mailstead.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header fields IMAP calls the envelope. RFC 3501 §7.4.2. Strings hold the raw bytes as ISO 8859-1, unfolded,
 * encoded words untouched; null means the field is absent.
 */
public record Envelope(
        @Nullable String date,
        @Nullable String subject,
        List<EmailAddress> from,
        List<EmailAddress> sender,
        List<EmailAddress> replyTo,
        List<EmailAddress> to,
        List<EmailAddress> cc,
        List<EmailAddress> bcc,
        @Nullable String inReplyTo,
        @Nullable String messageId) {

    /**
     * One address of a header, or the mark of a group's start (host null, mailbox the group's name) or end (both null).
     */
    public record EmailAddress(
            @Nullable String name,
            @Nullable String mailbox,
            @Nullable String host) {}
}
