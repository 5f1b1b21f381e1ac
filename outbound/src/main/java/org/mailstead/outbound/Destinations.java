package org.mailstead.outbound;

import org.mailstead.smtp.SmtpAddress;

/** Knows which addresses are ours. */
@FunctionalInterface
public interface Destinations {
    /** Where mail for this address is brought. What looks like one of ours but is not known is ours: it fails here. */
    Destination of(SmtpAddress recipient);
}
