package org.mailstead.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.wire.Connection;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** Connections to providers' mail servers: nothing is said to one that has not proved who it is. */
public final class Outside {
    /** For one answer before the sign-in is over: the program waits meanwhile, 30 s and more. */
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private static final Duration SIGN_IN = Duration.ofSeconds(40);

    private final Names names;
    private final Dialer dialer;
    private final TlsClient tls;

    /** How names are looked up: the system, or what a test takes for it. */
    public interface Names {
        List<InetAddress> of(String host) throws UnknownHostException;
    }

    public Outside(Names names, Dialer dialer, TlsClient tls) {
        this.names = names;
        this.dialer = dialer;
        this.tls = tls;
    }

    /** Connected, over TLS if that begins at once. */
    Connection connect(MailServer server) throws NotNow {
        Connection connection;
        try {
            connection = dialer.connect(names.of(server.host()), server.port());
        } catch (UnknownHostException e) {
            throw new NotNow(
                    Kind.NAMES,
                    "The name " + server.host() + " is not found. Is this machine connected to the Internet?");
        } catch (IOException e) {
            throw new NotNow(Kind.PROVIDER, server + " cannot be reached: " + e.getMessage() + ".");
        }
        try {
            connection.within(ANSWER, SIGN_IN);
            if (server.security() == Security.TLS) startTls(connection, server);
            return connection;
        } catch (NotNow e) {
            connection.close();
            throw e;
        }
    }

    /** Begins TLS, and looks who it is. */
    void startTls(Connection connection, MailServer server) throws NotNow {
        try {
            connection.startTls(tls, server.host());
        } catch (IOException e) {
            throw new NotNow(Kind.CERTIFICATE, "No secure connection with " + server + ": " + e.getMessage() + ".");
        }
        TlsClient.Doubt doubt = Objects.requireNonNull(connection.shown()).doubt();
        if (doubt != null)
            throw new NotNow(
                    Kind.CERTIFICATE,
                    server + " does not prove who it is: " + doubt
                            + ". Nothing was sent to it. Something on the way may open secure connections, such as an antivirus program.");
    }
}
