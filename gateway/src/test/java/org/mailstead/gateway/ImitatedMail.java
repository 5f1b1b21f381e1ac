package org.mailstead.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.wire.Connection;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.Listener;
import org.mailstead.wire.Permits;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.TlsClient;
import org.mailstead.wire.TlsServer;
import org.mailstead.wire.TrustedRoots;

/**
 * An imitated provider's mail servers: IMAP and POP3 with TLS from the start, SMTP by STARTTLS. They take tokens only, and refuse in
 * the words of the big ones.
 */
final class ImitatedMail implements AutoCloseable {
    static final String HOST = "mail.imitated.test";

    final ImitatedTokens tokens;

    /** Who may open a mailbox beside its owner. */
    final Map<String, Set<String>> delegates = new HashMap<>();

    /** What the next sign-ins are answered with, whatever is shown. */
    final Deque<String> refusals = new ArrayDeque<>();

    /** What stands in for the next greetings; {@code CLOSE} for none at all. */
    final Deque<String> greetings = new ArrayDeque<>();

    /** What every sign-in to send is answered with, whatever is shown; empty for no refusal. */
    volatile String sendingRefused = "";

    /** Which mechanism is offered beside those that are refused. */
    volatile String mechanism = "XOAUTH2";

    /** In a challenge before the refusal, as the big ones do; else at once. */
    volatile boolean challenges = true;

    final List<String> commands = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger signIns = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger mostOpen = new AtomicInteger();
    final AtomicLong received = new AtomicLong();

    private final TlsServer tls;
    private final TlsClient trusting;
    private final Map<Protocol, Listener> listeners = new ConcurrentHashMap<>();

    ImitatedMail(ImitatedTokens tokens, Path folder) throws IOException, ListenException {
        this.tokens = tokens;
        Path certificate = folder.resolve("imitated.pem");
        Path key = folder.resolve("imitated.key");
        SelfSigned.write(certificate, key, List.of(HOST), Clock.systemUTC());
        tls = TlsServer.fromPem(certificate, key, Clock.systemUTC());
        trusting = new TlsClient(TrustedRoots.read(certificate));
        for (Protocol each : Protocol.values()) {
            var port = new Listener.Port(
                    "imitated " + each,
                    "none",
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                    each == Protocol.SMTP ? null : tls,
                    "");
            listeners.put(each, Listener.open(port, new Permits(500, 500), connection -> serve(each, connection)));
        }
    }

    private void serve(Protocol protocol, Connection connection) throws IOException {
        String greeting = greetings.poll();
        if (greeting != null) {
            if (!greeting.equals("CLOSE")) connection.write(greeting + "\r\n");
            return;
        }
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        try {
            switch (protocol) {
                case IMAP -> new ImitatedImap(this, connection).serve();
                case POP3 -> new ImitatedPop3(this, connection).serve();
                case SMTP -> new ImitatedSmtp(this, connection, tls).serve();
            }
        } finally {
            open.decrementAndGet();
        }
    }

    MailServer server(Protocol protocol, String user) {
        int port = java.util.Objects.requireNonNull(listeners.get(protocol)).port();
        Security security = protocol == Protocol.SMTP ? Security.STARTTLS : Security.TLS;
        return new MailServer(protocol, HOST, port, security, user);
    }

    List<MailServer> servers(String user) {
        return List.of(server(Protocol.IMAP, user), server(Protocol.POP3, user), server(Protocol.SMTP, user));
    }

    /** The way there, for who believes its certificate. */
    Outside outside() {
        return new Outside(
                host -> {
                    if (!host.endsWith(".imitated.test")) throw new java.net.UnknownHostException(host);
                    return List.of(InetAddress.ofLiteral("127.0.0.1"));
                },
                Dialer.from(List.of()),
                trusting);
    }

    /** The way there, for who believes those certificates only that this machine does. */
    Outside distrusting() {
        return new Outside(
                _ -> List.of(InetAddress.ofLiteral("127.0.0.1")), Dialer.from(List.of()), new TlsClient(null));
    }

    /** What is to be answered to a response of SASL. */
    sealed interface Outcome {
        record LetIn(String mailbox) implements Outcome {}

        /** It is let in, and thrown out at the next command. */
        record NotConnected() implements Outcome {}

        record Refused(String words) implements Outcome {}
    }

    Outcome judge(String mechanism, String response) {
        signIns.incrementAndGet();
        String refusal = refusals.poll();
        if (refusal != null) return new Outcome.Refused(refusal);
        if (!mechanism.equals(this.mechanism)) return new Outcome.Refused("");
        String text = new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
        String user =
                between(text, mechanism.equals("XOAUTH2") ? "user=" : "n,a=", mechanism.equals("XOAUTH2") ? "\1" : ",");
        String token = between(text, "\1auth=Bearer ", "\1");
        boolean whole = text.endsWith("\1\1") && (!mechanism.equals("OAUTHBEARER") || text.contains("\1host=" + HOST));
        Optional<String> person = tokens.person(token);
        if (person.isEmpty() || !whole) return new Outcome.Refused("");
        boolean may = person.get().equals(user)
                || delegates.getOrDefault(user, Set.of()).contains(person.get());
        return may ? new Outcome.LetIn(user) : new Outcome.NotConnected();
    }

    static String challenge() {
        return Base64.getEncoder()
                .encodeToString("{\"status\":\"401\",\"schemes\":\"Bearer\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static String between(String text, String first, String last) {
        int from = text.indexOf(first);
        if (from < 0) return "";
        int end = text.indexOf(last, from + first.length());
        return end < 0 ? "" : text.substring(from + first.length(), end);
    }

    @Override
    public void close() {
        listeners.values().forEach(Listener::close);
    }
}
