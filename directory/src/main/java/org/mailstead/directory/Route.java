package org.mailstead.directory;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which way mail takes that is not for mailboxes here.
 *
 * @param domain of its recipients, in the form people read; {@link #ALL} for all without a route of their own. A route of
 *     one of our own domains is for its addresses that nobody here has
 * @param host name or network address of the server that takes it
 * @param anyCertificate whether that server need not prove by its certificate who it is
 * @param sources addresses of this machine to come from, at most one of each family; none for the usual ones
 */
public record Route(
        String domain,
        String host,
        int port,
        Protocol protocol,
        Security security,
        boolean anyCertificate,
        List<InetAddress> sources,
        Optional<Login> login) {
    public Route {
        sources = List.copyOf(sources);
    }

    /** From whichever address. */
    public Route(
            String domain,
            String host,
            int port,
            Protocol protocol,
            Security security,
            boolean anyCertificate,
            Optional<Login> login) {
        this(domain, host, port, protocol, security, anyCertificate, List.of(), login);
    }

    public static final String ALL = "*";

    /** The same from certain addresses. */
    public Route from(List<InetAddress> others) {
        return new Route(domain, host, port, protocol, security, anyCertificate, others, login);
    }

    /** For all mail, to a server that was named without saying more. */
    public static Route smarthost(String host, int port) {
        return new Route(ALL, host, port, Protocol.SMTP, Security.AUTO, true, Optional.empty());
    }

    /** What is spoken there. The names are kept in rows. */
    public enum Protocol {
        SMTP,
        LMTP
    }

    /** How it is kept from others. The names are kept in rows. */
    public enum Security {
        /** TLS if that server can. */
        AUTO,
        STARTTLS,
        /** From the first byte. */
        TLS,
        NONE
    }

    /** Never printed. */
    public sealed interface Login {
        String user();
    }

    public record Password(String user, String password) implements Login {
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * Access tokens are fetched with what a person once allowed. RFC 6749 §6.
     *
     * @param tokenUrl where they are fetched
     * @param clientSecret empty for programs that cannot keep one
     */
    public record OAuth(String user, String tokenUrl, String clientId, String clientSecret, String refreshToken)
            implements Login {
        @Override
        public String toString() {
            return user;
        }
    }
}
