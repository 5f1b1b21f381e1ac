package org.mailstead.policy;

import java.time.Instant;
import org.mailstead.authenticity.SpfResult;
import org.mailstead.smtp.SmtpAddress;

/** Tells those who are known here from strangers. */
@FunctionalInterface
interface Familiar {
    /** Whether one of our people has written to somebody. */
    boolean knows(SmtpAddress other, Instant now);

    /** Whether a mail is from somebody known, and not from one who only uses that address: SPF has to say so. */
    default boolean knowsSender(Facts facts) {
        return facts.sender().filter(sender -> knows(sender, facts.now())).isPresent()
                && facts.spfSender().result() == SpfResult.PASS;
    }
}
