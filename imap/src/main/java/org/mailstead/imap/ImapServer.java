package org.mailstead.imap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.mailstead.directory.Directory;
import org.mailstead.directory.SignIns;
import org.mailstead.mailbox.MailStore;
import org.mailstead.wire.Backends;
import org.mailstead.wire.Connection;
import org.mailstead.wire.ConnectionHandler;
import org.mailstead.wire.TlsServer;

/**
 * Serves IMAP on whatever connections it is given; the same for both ports, since a session sees for itself whether it
 * is encrypted.
 *
 * @param hostname this server's name in URLs of its messages
 * @param backends where sessions of people go on whose mailbox is elsewhere
 * @param random makes the keys behind such URLs; a secure one wherever people sign in
 * @param spoolFolder where messages too large for memory wait while they arrive
 */
public record ImapServer(
        String hostname,
        Directory directory,
        SignIns signIns,
        MailStore mail,
        Backends backends,
        TlsServer tls,
        Clock clock,
        RandomGenerator random,
        Path spoolFolder,
        ImapLimits limits)
        implements ConnectionHandler {
    /** What a listener says to a connection too many: a greeting that ends it. RFC 3501 §7.1.5. */
    public static String refusal() {
        return "* BYE " + ImapReplies.BYE_CONNECTIONS + "\r\n";
    }

    @Override
    public void serve(Connection connection) throws IOException {
        new ImapSession(this, connection).run();
    }
}
