package org.mailstead.policy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.message.HeaderChange;
import org.mailstead.message.Spool;
import org.mailstead.milter.MilterAnswer.Changes;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpRecipient;

/** Does what filters want of the envelope and the text of a message. An address that is none is passed over. */
final class EnvelopeChanges {
    private EnvelopeChanges() {}

    static SmtpEnvelope apply(SmtpEnvelope envelope, Changes changes) {
        Optional<SmtpAddress> sender = envelope.sender();
        if (changes.sender() != null)
            sender = changes.sender().isEmpty()
                    ? Optional.empty()
                    : SmtpAddress.parse(changes.sender()).or(envelope::sender);
        var recipients = new ArrayList<SmtpRecipient>(envelope.recipients());
        recipients.removeIf(each -> names(changes.removed(), each.address()));
        for (String added : changes.added())
            SmtpAddress.parse(added)
                    .filter(address ->
                            recipients.stream().noneMatch(each -> each.address().equals(address)))
                    .ifPresent(address -> recipients.add(SmtpRecipient.of(address)));
        return envelope.with(sender, recipients);
    }

    private static boolean names(List<String> all, SmtpAddress address) {
        return all.stream().anyMatch(each -> each.equalsIgnoreCase(address.toString()));
    }

    /** The message with another text. */
    static Spool withText(Spool message, byte[] text) throws IOException {
        var all = new ByteArrayOutputStream();
        all.writeBytes(HeaderChange.headerOf(message));
        all.writeBytes(text);
        return message.startingWith(all.toByteArray(), message.length());
    }
}
