package org.mailstead.outbound;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.SevenBitForm;
import org.mailstead.smtp.DeliverBy;
import org.mailstead.smtp.MailParameters.Body;
import org.mailstead.smtp.OutgoingMail;
import org.mailstead.smtp.ServerFeatures;
import org.mailstead.smtp.SmtpRecipient;

/** A message as one host can have it, or why it cannot: what the host offers is known before it is asked. */
final class HostFit {
    static final String DELIVERBY = "DELIVERBY";

    private final QueuedMessage message;
    private final OutgoingMail.Content content;
    private final ServerFeatures host;
    private final String peer;
    private final Instant now;
    private final Letters letters;

    /** Only for a host without 8BITMIME. */
    private final Optional<SevenBitForm> sevenBit;

    /**
     * @param content as it goes out
     * @param peer for reports
     * @param now for how much time is left to it
     * @throws IOException if the content cannot be read
     */
    HostFit(QueuedMessage message, OutgoingMail.Content content, ServerFeatures host, String peer, Instant now)
            throws IOException {
        this.now = now;
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
        Outcome late = late();
        if (late != null) return late;
        Outcome unreadable = letters.impossible(recipient, host, peer);
        if (unreadable != null) return unreadable;
        if (is8Bit() || sevenBit.isPresent()) return null;
        String why = peer + " takes messages in ASCII only. This one is not, and would have to be changed where it is"
                + " signed or encoded already.";
        return Outcome.failed("5.6.3", "", why);
    }

    /** What has to come back in time goes only to a host that promises it, and no other is looked for. RFC 2852 §4.1.4.1, §7. */
    private @Nullable Outcome late() {
        DeliverBy by = message.wants().deliverBy();
        if (by == null || !by.returns()) return null;
        if (!host.has(DELIVERBY)) {
            String why = peer + " does not promise to send a message back that is not delivered in time (DELIVERBY).";
            return Outcome.failed("5.3.3", "", why);
        }
        if (!now.plusSeconds(host.shortestDelivery()).isAfter(by.moment())) return null;
        String why = peer + " needs " + host.shortestDelivery() + " seconds; there is not so much time left.";
        return Outcome.failed("5.4.7", "", why);
    }

    /** For recipients to whom it is possible. */
    OutgoingMail mail(List<SmtpRecipient> to) {
        DeliverBy by = message.wants().deliverBy();
        boolean alone = by != null && by.leavesControl(host.has(DELIVERBY), now);
        List<SmtpRecipient> recipients =
                alone ? to.stream().map(SmtpRecipient::hearingOfDelay).toList() : to;
        var mail = letters.fitted(
                new OutgoingMail(message.sender(), recipients, message.wants(), content, message.bytes()));
        if (by != null) mail = mail.by(by.wireText(now));
        return inSevenBit(mail);
    }

    private OutgoingMail inSevenBit(OutgoingMail mail) {
        return sevenBit.map(form ->
                        mail.with(mail.parameters().with(Body.SEVEN_BIT)).with(form::open))
                .orElse(mail);
    }
}
