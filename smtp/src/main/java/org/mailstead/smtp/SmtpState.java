package org.mailstead.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a session stands; each state holds what is known in it. */
sealed interface SmtpState {
    /** Nobody has said hello, or TLS has just begun and all that was said before counts for nothing. RFC 3207 §4.2. */
    record Fresh() implements SmtpState {}

    /** Between mails. */
    record Ready(SmtpPeer peer) implements SmtpState {}

    /** After MAIL; every accepted recipient makes a new one of these. */
    record Sending(
            SmtpPeer peer, Optional<SmtpAddress> sender, MailParameters parameters, List<SmtpRecipient> recipients)
            implements SmtpState {
        Sending with(SmtpRecipient recipient) {
            var more = new ArrayList<>(recipients);
            more.add(recipient);
            return new Sending(peer, sender, parameters, List.copyOf(more));
        }
    }

    /** After the first BDAT, before the last one. */
    record Chunking(SmtpPeer peer, Chunks chunks) implements SmtpState {}

    /** A chunk was refused; those behind it may be under way already and belong to nothing. RFC 3030 §2. */
    record Spoiled(SmtpPeer peer) implements SmtpState {}

    record Ended() implements SmtpState {}
}
