package org.mailstead.outbound;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.outbound.Access.Security;
import org.mailstead.smtp.ClientLogin;
import org.mailstead.smtp.SmtpClient;
import org.mailstead.smtp.SmtpClientLimits;
import org.mailstead.tlspolicy.Demand;
import org.mailstead.tlspolicy.TlsFailure;
import org.mailstead.tlspolicy.TlsFailure.Kind;
import org.mailstead.tlspolicy.TlsSession;
import org.mailstead.wire.Connection;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;
import org.mailstead.wire.TlsHandshakeFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Conversations with other servers, kept for a moment when a mail is through: another may come for the same host. */
final class HostSessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostSessions.class);

    /** Kept open without use. Servers dislike callers who hold a line and say nothing. */
    private static final Duration IDLE = Duration.ofSeconds(3);

    /** Mails over one connection, unless the server says that it takes fewer; several large providers end it at 100. */
    private static final int MAILS = 100;

    /** Kept at once for one host: as many as a destination may have under way. */
    private static final int KEPT = Timeline.AT_ONCE;

    private final Dialer dialer;
    private final TlsClient tls;
    private final String helloName;
    private final SmtpClientLimits limits;
    private final InstantSource clock;
    private final TlsSession.Witness witness;
    private final Map<MailHost, Deque<Session>> idle = new HashMap<>();
    private boolean closed;

    /**
     * Without any.
     *
     * @param clock for the dates in certificates
     * @param witness told how TLS goes with hosts that a domain names
     */
    HostSessions(
            Dialer dialer,
            TlsClient tls,
            String helloName,
            SmtpClientLimits limits,
            InstantSource clock,
            TlsSession.Witness witness) {
        this.dialer = dialer;
        this.tls = tls;
        this.helloName = helloName;
        this.limits = limits;
        this.clock = clock;
        this.witness = witness;
    }

    /** The host does not do or prove what is asked of it. The message follows its name and a colon. */
    static final class DemandNotMet extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient TlsFailure failure;

        DemandNotMet(TlsFailure failure) {
            super(failure.why());
            this.failure = failure;
        }

        TlsFailure failure() {
            return failure;
        }
    }

    /** One conversation. */
    static final class Session {
        final MailHost host;
        final SmtpClient client;
        private final String address;
        private int mails;

        private Session(MailHost host, SmtpClient client) {
            this.host = host;
            this.client = client;
            address = client.connection().remote().getAddress().getHostAddress();
        }

        /** Whether it has brought a mail already: the host may be tired of it. */
        boolean isUsed() {
            return mails > 0;
        }

        /** For reports and logs. */
        String peer() {
            return host.name().equals(address) ? address : host + " [" + address + "]";
        }
    }

    Instant now() {
        return clock.instant();
    }

    /** One that was kept. */
    Optional<Session> kept(MailHost host) {
        Deque<Session> sessions;
        synchronized (this) {
            sessions = idle.get(key(host));
            if (sessions == null) return Optional.empty();
            Session session = sessions.removeLast();
            if (sessions.isEmpty()) idle.remove(key(host));
            return Optional.of(session);
        }
    }

    /** What was proved once is proved for all domains that ask for the same. */
    private static MailHost key(MailHost host) {
        return host.with(host.demand(), null);
    }

    /**
     * A new one, over TLS if the host can.
     *
     * @param addresses of the host, at least one
     * @param steps told what is met
     * @throws DemandNotMet if it cannot have mail for that
     * @throws IOException why not, in words for people
     */
    Session open(MailHost host, List<InetAddress> addresses, Steps steps) throws IOException {
        return host.access().security() == Security.IF_POSSIBLE
                ? openIfPossibleWithTls(host, addresses, steps)
                : openAsChosen(host, addresses, steps);
    }

    private Session openAsChosen(MailHost host, List<InetAddress> addresses, Steps steps) throws IOException {
        Access access = host.access();
        Connection connection = connect(host, addresses, steps);
        try {
            if (access.security() == Security.TLS) {
                connection.startTls(tls, host.name());
                tellTls(connection, steps);
            }
            SmtpClient client = SmtpClient.greet(connection, helloName, access.dialect(), limits, steps::heard);
            if (access.security() == Security.STARTTLS) {
                if (!client.features().has("STARTTLS"))
                    throw new DemandNotMet(new TlsFailure(
                            Kind.STARTTLS_NOT_SUPPORTED,
                            "it does not offer STARTTLS, and the route to it asks for that"));
                client.startTls(tls, host.name());
                tellTls(connection, steps);
            }
            TlsClient.Shown shown = connection.shown();
            if (shown != null && shown.doubt() != null && !access.anyCertificate())
                throw new DemandNotMet(
                        new TlsFailure(Kind.CERTIFICATE_NOT_TRUSTED, "it does not prove who it is: " + shown.doubt()));
            signIn(client, access);
            return new Session(host, client);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private static void signIn(SmtpClient client, Access access) throws IOException {
        ClientLogin login = access.login();
        if (login == null) return;
        Connection connection = client.connection();
        if (!connection.isEncrypted() && !connection.isLoopback())
            throw new IOException("signing in needs TLS, or the password would travel in plain text");
        client.signIn(login);
    }

    private Session openIfPossibleWithTls(MailHost host, List<InetAddress> addresses, Steps steps) throws IOException {
        Demand demand = host.demand();
        SmtpClient client = call(host, addresses, steps);
        try {
            if (!client.features().has("STARTTLS")) {
                met(host, client, demand.notOffered());
                if (demand.isMandatory()) throw new DemandNotMet(demand.notOffered());
                steps.tell(host + " does not offer TLS");
                return new Session(host, client);
            }
            client.startTls(tls, demand.serverName(host.name()));
            tellTls(client.connection(), steps);
            TlsClient.Shown shown = client.connection().shown();
            met(host, client, demand.shortcoming(shown, clock.instant()).orElse(null));
            Optional<TlsFailure> objection = demand.objection(shown, clock.instant());
            if (objection.isPresent()) throw new DemandNotMet(objection.get());
            return new Session(host, client);
        } catch (TlsHandshakeFailed | SmtpClient.NotWanted e) {
            met(host, client, demand.broken(e.getMessage()));
            if (demand.isMandatory()) {
                client.close();
                throw new DemandNotMet(demand.broken(e.getMessage()));
            }
            // Who offers it and cannot is common, and plain text is what there was before. RFC 7435 §3.
            LOG.info("{}: without TLS, since {}", host, e.getMessage());
            client.close();
            steps.tell("once more without TLS, since " + e.getMessage());
            return new Session(host, call(host, addresses, steps));
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private void met(MailHost host, SmtpClient client, @Nullable TlsFailure failure) {
        MailHost.Judged judged = host.judged();
        if (judged == null) return;
        Connection connection = client.connection();
        witness.met(new TlsSession(
                judged.recipients(),
                judged.policy(),
                host.name(),
                connection.local().getAddress().getHostAddress(),
                connection.remote().getAddress().getHostAddress(),
                failure));
    }

    private SmtpClient call(MailHost host, List<InetAddress> addresses, Steps steps) throws IOException {
        Connection connection = connect(host, addresses, steps);
        return SmtpClient.greet(connection, helloName, host.access().dialect(), limits, steps::heard);
    }

    private Connection connect(MailHost host, List<InetAddress> addresses, Steps steps) throws IOException {
        steps.tell(host + " port " + host.port() + ": at "
                + addresses.stream().map(InetAddress::getHostAddress).collect(joining(", ")));
        List<InetAddress> sources = host.access().sources();
        Dialer from = sources.isEmpty() ? dialer : Dialer.from(sources);
        return from.connect(addresses, host.port(), steps::tell);
    }

    private static void tellTls(Connection connection, Steps steps) {
        TlsClient.Shown shown = connection.shown();
        String proof = shown == null || shown.doubt() == null
                ? "its certificate proves its name"
                : "its certificate does not prove its name: " + shown.doubt();
        steps.tell("TLS: " + connection.tlsFacts() + ", " + proof);
    }

    /** After a mail: keeps the session for the next one, or ends it. */
    void done(Session session) {
        session.client.tellTo((_, _) -> {});
        int mails = ++session.mails;
        int most = Math.min(MAILS, session.client.features().mostMails().orElse(MAILS));
        boolean keep = session.client.isOpen() && mails < most && keep(session);
        if (!keep) {
            session.client.close();
            return;
        }
        Thread.ofVirtual().name("idle " + session.peer()).start(() -> endIfIdle(session, mails));
    }

    private synchronized boolean keep(Session session) {
        Deque<Session> sessions = idle.computeIfAbsent(key(session.host), _ -> new ArrayDeque<>());
        if (closed || sessions.size() >= KEPT) return false;
        sessions.add(session);
        return true;
    }

    private void endIfIdle(Session session, int mails) {
        try {
            Thread.sleep(IDLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            Deque<Session> sessions = idle.get(key(session.host));
            if (sessions == null || session.mails != mails || !sessions.remove(session)) return;
            if (sessions.isEmpty()) idle.remove(key(session.host));
        }
        session.client.close();
    }

    @Override
    public void close() {
        List<Session> all;
        synchronized (this) {
            closed = true;
            all = idle.values().stream().flatMap(Deque::stream).toList();
            idle.clear();
        }
        all.forEach(session -> session.client.close());
    }
}
