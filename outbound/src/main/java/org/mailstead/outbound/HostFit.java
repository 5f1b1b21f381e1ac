package org.mailstead.outbound;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.SevenBitForm;
import org.mailstead.smtp.MailParameters.Body;
import org.mailstead.smtp.OutgoingMail;
import org.mailstead.smtp.ServerFeatures;
import org.mailstead.smtp.SmtpRecipient;

/** A message as one host can have it, or why it cannot: what the host offers is known before it is asked. */
final class HostFit {
    private final QueuedMessage message;
    private final OutgoingMail.Content content;
    private final ServerFeatures host;
    private final String peer;
    private final Letters letters;

    /** Only for a host without 8BITMIME. */
    private final Optional<SevenBitForm> sevenBit;

    /**
     * @param content as it goes out
     * @param peer for reports
     * @throws IOException if the content cannot be read
     */
    HostFit(QueuedMessage message, OutgoingMail.Content content, ServerFeatures host, String peer) throws IOException {
        this.message = message;
        this.content = content;
        this.host = host;
        this.peer = peer;
        letters = new Letters(message, content);
        sevenBit = is8Bit() ? Optional.empty() : SevenBitForm.of(content::open);
    }

    private boolean is8Bit() {
        return host.has("8BITMIME");
    }

    /** Null if it can have it for this recipient. */
    @Nullable
    Outcome impossible(SmtpRecipient recipient) {
        OptionalLong most = host.maxBytes();
        if (most.isPresent() && message.bytes() > most.getAsLong()) {
            String why = peer + " takes messages of " + most.getAsLong() + " bytes at most; this one has "
                    + message.bytes() + ".";
            return Outcome.failed("5.3.4", "", why);
        }
        Outcome unreadable = letters.impossible(recipient, host, peer);
        if (unreadable != null) return unreadable;
        if (is8Bit() || sevenBit.isPresent()) return null;
        String why = peer + " takes messages in ASCII only. This one is not, and would have to be changed where it is"
                + " signed or encoded already.";
        return Outcome.failed("5.6.3", "", why);
    }

    /** For recipients to whom it is possible. */
    OutgoingMail mail(List<SmtpRecipient> to) {
        var mail = letters.fitted(new OutgoingMail(message.sender(), to, message.wants(), content, message.bytes()));
        return sevenBit.map(form ->
                        mail.with(mail.parameters().with(Body.SEVEN_BIT)).with(form::open))
                .orElse(mail);
    }
}
