package org.mailstead.outbound;

import java.util.List;
import java.util.Optional;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;

/**
 * Mail that goes on to somebody else since the one it was for wants that. It comes into the queue with the very commit that
 * takes it from the one it was for: a crash neither loses nor doubles it.
 *
 * @param sender who hears of it if it fails; empty for nobody
 * @param top header fields that come on top, each with its line end
 * @param list whether a mailing list sends it, so that nothing goes along of what the sender wanted to hear. RFC 3461 §5.2.7.1
 * @param why for people
 */
public record Onward(
        Optional<SmtpAddress> sender, List<SmtpRecipient> recipients, String top, boolean list, String why) {
    public Onward {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) throw new IllegalArgumentException("mail for nobody");
    }
}
