package org.mailstead.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.DirectoryKey.RouteKey;
import org.mailstead.directory.DirectoryRow.RouteRow;
import org.mailstead.store.Rows;

/** Ways for mail to other servers that are not what the DNS says. A change counts from the next try on. */
public final class Routes {
    /** Characters of a name, token or address: real ones stay below, and all of a route must fit a row. */
    private static final int LONGEST = 8_000;

    private final DirectoryRows rows;

    Routes(DirectoryRows rows) {
        this.rows = rows;
    }

    /** Takes the place of the one for the same domain. Returns it as it is kept. */
    public Route put(Route typed) {
        Route route = checked(typed);
        return rows.write(tx -> {
            tx.put(key(route.domain()).encode(), new RouteRow(route).encode());
            return route;
        });
    }

    public Route remove(String typed) {
        String domain = domain(typed);
        return rows.write(tx -> {
            Route route = find(tx, domain)
                    .orElseThrow(() -> new DirectoryException(
                            Reason.UNKNOWN_DOMAIN,
                            "There is no route for " + domain + ". See those there are with: mailstead route list"));
            tx.delete(key(domain).encode());
            return route;
        });
    }

    /** In the order of the domains, the one for all first. */
    public List<Route> all() {
        return rows.read(now -> {
            var routes = new ArrayList<Route>();
            now.scan(RouteKey.ALL, (_, row) -> routes.add(RouteRow.decode(row).route()));
            return routes;
        });
    }

    /** For mail to a domain, in whatever form: its own, or the one for all. */
    public Optional<Route> forDomain(String domain) {
        return rows.read(now ->
                DomainName.of(domain).flatMap(name -> find(now, name.unicode())).or(() -> find(now, Route.ALL)));
    }

    static boolean has(Rows rows, DomainName domain) {
        return find(rows, domain.unicode()).isPresent();
    }

    private static Optional<Route> find(Rows rows, String domain) {
        return Optional.ofNullable(rows.get(key(domain).encode()))
                .map(RouteRow::decode)
                .map(RouteRow::route);
    }

    private static RouteKey key(String domain) {
        return new RouteKey(
                domain.equals(Route.ALL)
                        ? domain
                        : DomainName.of(domain).map(DomainName::ascii).orElse(domain));
    }

    private static String domain(String typed) {
        if (typed.equals(Route.ALL)) return typed;
        return DomainName.of(typed)
                .map(DomainName::unicode)
                .orElseThrow(() -> new DirectoryException(
                        Reason.BAD_DOMAIN,
                        "\"" + DirectoryException.shown(typed)
                                + "\" is not a domain. Name one like example.org, or * for all others."));
    }

    private static Route checked(Route typed) {
        boolean numbers = typed.host().matches("[0-9a-fA-F:.]+");
        boolean named = typed.host().length() <= 253 && typed.host().matches("[A-Za-z0-9._-]+");
        if (!numbers && !named) {
            throw new DirectoryException(
                    Reason.BAD_NAME, "\"" + DirectoryException.shown(typed.host()) + "\" is not the name of a server.");
        }
        typed.login().ifPresent(login -> check(typed, login));
        return new Route(
                domain(typed.domain()),
                typed.host().toLowerCase(Locale.ROOT),
                typed.port(),
                typed.protocol(),
                typed.security(),
                typed.anyCertificate(),
                typed.sources(),
                typed.login());
    }

    private static void check(Route route, Route.Login login) {
        boolean encrypted = route.security() == Route.Security.STARTTLS || route.security() == Route.Security.TLS;
        boolean here = route.host().equals("localhost")
                || route.host().startsWith("127.")
                || route.host().equals("::1");
        if (!encrypted && !here) {
            throw new DirectoryException(
                    Reason.BAD_PASSWORD,
                    "Signing in at " + route.host()
                            + " needs encryption, or the password could be read on the way. Add --security starttls"
                            + " (port 587) or --security tls (port 465).");
        }
        List<String> texts = switch (login) {
            case Route.Password(var user, var password) -> List.of(user, password);
            case Route.OAuth(var user, var url, var id, var secret, var refresh) ->
                List.of(user, url, id, secret, refresh);
        };
        for (String text : texts) {
            if (text.length() > LONGEST || text.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
                throw new DirectoryException(
                        Reason.BAD_PASSWORD, "The user name or its secret has characters that no server takes.");
            }
        }
    }
}
