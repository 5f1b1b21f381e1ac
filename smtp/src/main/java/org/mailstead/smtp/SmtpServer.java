package org.mailstead.smtp;

import java.io.IOException;
import org.mailstead.wire.Connection;
import org.mailstead.wire.ConnectionHandler;

/** Serves SMTP on the connections of a listener. */
public final class SmtpServer implements ConnectionHandler {
    private final SmtpProfile profile;
    private final SmtpHost host;
    private final SmtpServices services;

    public SmtpServer(SmtpProfile profile, SmtpHost host, SmtpServices services) {
        this.profile = profile;
        this.host = host;
        this.services = services;
    }

    /** What a listener says to a connection too many. */
    public static String refusal() {
        return SmtpReplies.TOO_MANY_CONNECTIONS.wireText();
    }

    @Override
    public void serve(Connection connection) throws IOException {
        new SmtpSession(profile, host, services, connection).run();
    }
}
