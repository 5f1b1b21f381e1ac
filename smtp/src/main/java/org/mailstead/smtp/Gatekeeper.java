package org.mailstead.smtp;

import java.net.InetSocketAddress;

/** Opens a {@link Gate} for each session. */
public interface Gatekeeper {
    /** @param session its name in logs */
    Gate gate(SmtpProfile profile, String session, InetSocketAddress client);

    /** Lets everybody through. */
    Gatekeeper OPEN = (profile, session, client) -> Gate.OPEN;
}
