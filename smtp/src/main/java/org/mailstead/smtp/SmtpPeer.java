package org.mailstead.smtp;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a session.
 *
 * @param session name of the session for logs
 * @param helloName what it calls itself; unchecked, but fit for headers and logs
 * @param extended whether it said EHLO
 * @param tls version and cipher; null in plain text
 * @param signedIn empty for other servers
 */
public record SmtpPeer(
        String session,
        InetSocketAddress address,
        String helloName,
        boolean extended,
        @Nullable String tls,
        Optional<Submitter> signedIn) {
    /** In plain text. */
    public SmtpPeer(
            String session,
            InetSocketAddress address,
            String helloName,
            boolean extended,
            Optional<Submitter> signedIn) {
        this(session, address, helloName, extended, null, signedIn);
    }

    SmtpPeer signedInAs(Submitter who) {
        return new SmtpPeer(session, address, helloName, extended, tls, Optional.of(who));
    }
}
