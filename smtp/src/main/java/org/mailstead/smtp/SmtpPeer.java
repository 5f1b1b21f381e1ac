package org.mailstead.smtp;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The other end of a session.
 *
 * @param session name of the session for logs
 * @param helloName what it calls itself; unchecked, but fit for headers and logs
 * @param extended whether it said EHLO
 * @param signedIn empty for other servers
 */
public record SmtpPeer(
        String session, InetSocketAddress address, String helloName, boolean extended, Optional<Submitter> signedIn) {

    SmtpPeer signedInAs(Submitter who) {
        return new SmtpPeer(session, address, helloName, extended, Optional.of(who));
    }
}
