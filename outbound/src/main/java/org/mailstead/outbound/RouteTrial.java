package org.mailstead.outbound;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.mailstead.directory.Route;
import org.mailstead.outbound.Routing.Whereabouts;
import org.mailstead.smtp.SmtpClient;
import org.mailstead.smtp.SmtpClientLimits;
import org.mailstead.tlspolicy.TlsSession;
import org.mailstead.wire.Connection;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TlsClient;

/** Finds out whether a route works, up to the point where mail would be sent. */
public final class RouteTrial {
    private final String helloName;
    private final InstantSource clock;

    /** @param helloName what we call ourselves */
    public RouteTrial(String helloName, InstantSource clock) {
        this.helloName = helloName;
        this.clock = clock;
    }

    /**
     * What was found, in a sentence or two.
     *
     * @throws IOException why it does not work, in words that follow a colon
     */
    public String of(Route route) throws IOException {
        var routing = new ChosenRouting(_ -> Optional.of(route), new AccessTokens(clock), new NoRouting());
        return switch (routing.find(new Destination(route.domain()))) {
            case Routing.Route.Hosts(var hosts) -> tried(route, routing, hosts.getFirst());
            case Routing.Route.Unclear unclear -> throw new IOException(unclear.why());
            case Routing.Route.Nowhere(var outcome) -> throw new IOException(outcome.toString());
        };
    }

    private String tried(Route route, Routing routing, MailHost host) throws IOException {
        return switch (routing.addresses(host)) {
            case Whereabouts.Unknown unknown -> throw new IOException(unknown.why());
            case Whereabouts.Addresses(var addresses) -> {
                try (var sessions = new HostSessions(
                        Dialer.from(List.of()),
                        new TlsClient(null),
                        helloName,
                        SmtpClientLimits.STANDARD,
                        clock,
                        TlsSession.Witness.NOBODY)) {
                    HostSessions.Session session = sessions.open(host, addresses, new Steps(clock));
                    try (SmtpClient client = session.client) {
                        yield text(route, session.peer(), client.connection());
                    }
                } catch (IOException e) {
                    throw new IOException(SmtpClient.words(e), e);
                }
            }
        };
    }

    private static String text(Route route, String peer, Connection connection) {
        String facts = connection.tlsFacts();
        TlsClient.Shown shown = connection.shown();
        String doubt = shown == null || shown.doubt() == null ? "" : "; it does not prove who it is: " + shown.doubt();
        return peer + " answers, " + (facts == null ? "in plain text" : "encrypted with " + facts + doubt)
                + route.login()
                        .map(login -> ", and lets " + login.user() + " sign in")
                        .orElse("")
                + ".";
    }
}
