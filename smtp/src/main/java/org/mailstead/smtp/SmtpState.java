package org.mailstead.smtp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a session stands; each state holds what is known in it. */
sealed interface SmtpState {
    /** Nobody has said hello, or TLS has just begun and all that was said before counts for nothing. RFC 3207 §4.2. */
    record Fresh() implements SmtpState {}

    /** Between mails. */
    record Ready(SmtpPeer peer) implements SmtpState {}

    /** After MAIL; every accepted recipient makes a new one of these. */
    record Sending(
            SmtpPeer peer,
            Optional<SmtpAddress> sender,
            MailParameters parameters,
            @Nullable Instant release,
            List<SmtpRecipient> recipients)
            implements SmtpState {
        Sending with(SmtpRecipient recipient) {
            var more = new ArrayList<>(recipients);
            more.add(recipient);
            return new Sending(peer, sender, parameters, release, List.copyOf(more));
        }

        SmtpEnvelope envelope(String id) {
            return new SmtpEnvelope(id, sender, parameters, recipients, peer, release, Notes.NONE);
        }
    }

    /** After the first BDAT, before the last one. */
    record Chunking(SmtpPeer peer, Chunks chunks) implements SmtpState {}

    /** A chunk was refused; those behind it may be under way already and belong to nothing. RFC 3030 §2. */
    record Spoiled(SmtpPeer peer) implements SmtpState {}

    record Ended() implements SmtpState {}
}
