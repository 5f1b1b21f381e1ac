package org.mailstead.server.cli;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Route;
import org.mailstead.server.Mistake;
import org.mailstead.server.SourceAddresses;
import org.mailstead.server.config.HostAndPort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Sends mail for a domain to a server of your choice, in place of the one the DNS names.",
        footer = {
            "",
            "A route for one of this server's own domains is for its addresses that nobody has here: so a domain can be"
                    + " split between two servers, or this one stand in front of another. A route that is there for the"
                    + " same domain is replaced.",
            "",
            "Example:",
            "  mailstead route add '*' smtp.provider.example:587 --security starttls --user me@example.org --ask",
            "  mailstead route add example.org exchange.example.lan:25",
            "  mailstead route add lists.example.org 127.0.0.1:8024 --lmtp",
            "  mailstead route add '*' smtp.office365.com:587 --security starttls --user me@example.org --ask \\",
            "      --token-url https://login.microsoftonline.com/common/oauth2/v2.0/token --client-id 12ab34",
            "Try it with: mailstead route test DOMAIN"
        })
final class RouteAdd extends OnDirectory {
    @Parameters(
            index = "0",
            paramLabel = "DOMAIN",
            description = "of the recipients; * is all without a route of their own")
    private String domain = "";

    @Parameters(index = "1", paramLabel = "HOST:PORT", description = "the server that takes it")
    private String host = "";

    @Option(names = "--lmtp", description = "speak LMTP there, as mailbox servers such as Dovecot do")
    private boolean lmtp;

    @Option(
            names = "--security",
            paramLabel = "KIND",
            description =
                    "auto (TLS if the server can; the default), starttls (usual on port 587), tls (from the first byte,"
                            + " usual on port 465), none")
    private String security = "auto";

    @Option(
            names = "--any-certificate",
            description = "take whatever certificate the server shows, such as one it signed itself")
    private boolean anyCertificate;

    @Option(
            names = "--source",
            paramLabel = "ADDRESS",
            description = "come from this address of this machine; may be given once for IPv4 and once for IPv6")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "sign in there with this name, often the whole address; needs --ask or --password-stdin")
    private @Nullable String user;

    @Option(
            names = "--token-url",
            paramLabel = "URL",
            description =
                    "sign in with OAuth2: where tokens are fetched. The password asked for is then the refresh token")
    private @Nullable String tokenUrl;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "of the program registered at the provider, for OAuth2")
    private String clientId = "";

    @Option(names = "--client-secret", paramLabel = "TEXT", description = "of that program, if it has one")
    private String clientSecret = "";

    @Mixin
    private PasswordOptions password = new PasswordOptions();

    RouteAdd(Program program) {
        super(program);
    }

    @Override
    Optional<String> secret(Terminal terminal) {
        return password.read(terminal);
    }

    @Override
    void run(Desk desk) {
        HostAndPort where = HostAndPort.parse(host)
                .orElseThrow(() -> new Mistake(
                        "\"" + host + "\" is not a server with its port. Write it like smtp.provider.example:587."));
        var route = new Route(
                domain,
                where.host(),
                where.port(),
                lmtp ? Route.Protocol.LMTP : Route.Protocol.SMTP,
                security(),
                anyCertificate,
                SourceAddresses.checked(sources.stream().map(RouteAdd::source).toList(), "--source"),
                login(desk));
        Route added = desk.directory().routes().put(route);
        desk.say(json(), json -> RouteList.write(json, added), "Added the route " + RouteList.text(added) + ".");
    }

    private static InetAddress source(String typed) {
        try {
            return InetAddress.ofLiteral(typed);
        } catch (IllegalArgumentException e) {
            throw new Mistake("\"" + typed + "\" is not a network address. Write one like 192.0.2.1 or 2001:db8::1.");
        }
    }

    private Route.Security security() {
        return switch (security.toLowerCase(Locale.ROOT)) {
            case "auto" -> Route.Security.AUTO;
            case "starttls" -> Route.Security.STARTTLS;
            case "tls", "ssl" -> Route.Security.TLS;
            case "none" -> Route.Security.NONE;
            default ->
                throw new Mistake("\"" + security + "\" is no kind of security. There are auto, starttls, tls, none.");
        };
    }

    private Optional<Route.Login> login(Desk desk) {
        if (user == null) {
            if (desk.secret().isEmpty() && tokenUrl == null) return Optional.empty();
            throw new Mistake("Signing in needs a name too. Add --user NAME.");
        }
        String secret = desk.secret()
                .orElseThrow(
                        () -> new Mistake("Signing in needs a password. Add --ask, or --password-stdin for scripts."));
        if (tokenUrl == null) return Optional.of(new Route.Password(user, secret));
        return Optional.of(new Route.OAuth(user, tokenUrl, clientId, clientSecret, secret));
    }
}
