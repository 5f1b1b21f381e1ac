package org.mailstead.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Route.OAuth;
import org.mailstead.directory.Route.Password;
import org.mailstead.outbound.Access.Security;
import org.mailstead.smtp.ClientLogin;
import org.mailstead.smtp.SmtpClient.Dialect;

/**
 * Ways that whoever runs this server has chosen, and for all the rest another routing. What was chosen may be anywhere, and
 * its name may be one that only this machine knows.
 */
final class ChosenRouting implements Routing {
    private final Function<String, Optional<org.mailstead.directory.Route>> routes;
    private final AccessTokens tokens;
    private final Routing others;

    /** @param routes by the domain of the recipients */
    ChosenRouting(
            Function<String, Optional<org.mailstead.directory.Route>> routes, AccessTokens tokens, Routing others) {
        this.routes = routes;
        this.tokens = tokens;
        this.others = others;
    }

    @Override
    public Route find(Destination destination) {
        Optional<org.mailstead.directory.Route> chosen = routes.apply(destination.domain());
        if (chosen.isEmpty()) return others.find(destination);
        try {
            return new Route.Hosts(List.of(host(chosen.get())));
        } catch (IOException e) {
            return new Route.Unclear("4.7.8", String.valueOf(e.getMessage()));
        }
    }

    private MailHost host(org.mailstead.directory.Route route) throws IOException {
        var security = switch (route.security()) {
            case AUTO -> Security.IF_POSSIBLE;
            case STARTTLS -> Security.STARTTLS;
            case TLS -> Security.TLS;
            case NONE -> Security.NONE;
        };
        var dialect = switch (route.protocol()) {
            case SMTP -> Dialect.SMTP;
            case LMTP -> Dialect.LMTP;
        };
        var access = new Access(dialect, security, true, route.anyCertificate(), route.sources(), login(route));
        return new MailHost(route.host(), route.port(), 0, false, access);
    }

    private @Nullable ClientLogin login(org.mailstead.directory.Route route) throws IOException {
        return switch (route.login().orElse(null)) {
            case null -> null;
            case Password(var user, var password) -> new ClientLogin.Password(user, password);
            case OAuth oauth -> new ClientLogin.Token(oauth.user(), tokens.of(oauth));
        };
    }

    @Override
    public Whereabouts addresses(MailHost host) {
        if (!host.access().chosen()) return others.addresses(host);
        try {
            return new Whereabouts.Addresses(List.of(InetAddress.getAllByName(host.name())));
        } catch (UnknownHostException e) {
            // Not for good: the name was right when it was written down.
            return new Whereabouts.Unknown(
                    false, "The address of " + host + ", to which this mail is routed, cannot be found.");
        }
    }
}
