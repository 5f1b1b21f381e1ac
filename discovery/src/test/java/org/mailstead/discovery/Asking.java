package org.mailstead.discovery;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;
import org.mailstead.exports.OpenOAuth;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.web.Route;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Asks for settings as mail programs do, of a server with two domains. */
final class Asking {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
    static final DnsName HOST = DnsName.of("mail.example.org");

    static final List<Endpoint> ALL = List.of(
            new Endpoint(Protocol.SMTP, Security.STARTTLS, 587),
            new Endpoint(Protocol.SMTP, Security.TLS, 465),
            new Endpoint(Protocol.POP3, Security.TLS, 995),
            new Endpoint(Protocol.POP3, Security.STARTTLS, 110),
            new Endpoint(Protocol.IMAP, Security.STARTTLS, 143),
            new Endpoint(Protocol.IMAP, Security.TLS, 993));

    static final Optional<OpenOAuth> OAUTH = Optional.of(new OpenOAuth(
            "https://mail.example.org",
            "https://mail.example.org/oauth/authorize",
            "https://mail.example.org/oauth/token",
            "mail offline_access",
            "open"));

    private final List<Route> routes;
    private boolean changing;
    private int asked;

    private Asking(List<Route> routes) {
        this.routes = routes;
    }

    /** For example.org and bücher.example, on mail.example.org. */
    static Asking of(List<Endpoint> endpoints, Optional<OpenOAuth> oauth) {
        var ours = List.of(DnsName.of("example.org"), DnsName.of("bücher.example"));
        var domains = new Domains() {
            @Override
            public Optional<MailSettings> of(DnsName domain) {
                return ours.contains(domain) ? settings(domain) : Optional.empty();
            }

            @Override
            public Optional<MailSettings> ofServer(DnsName name) {
                return name.equals(HOST) ? settings(name) : Optional.empty();
            }

            private Optional<MailSettings> settings(DnsName domain) {
                return Optional.of(new MailSettings(domain, HOST, endpoints, true, 443, oauth));
            }
        };
        return new Asking(new Discovery(domains, CLOCK).routes());
    }

    static Asking usual() {
        return of(ALL, OAUTH);
    }

    /** By somebody else each time. */
    static Asking unlimited() {
        var usual = usual();
        usual.changing = true;
        return usual;
    }

    static MailSettings settings(List<Endpoint> endpoints) {
        return new MailSettings(DnsName.of("example.org"), HOST, endpoints, true, 443, OAUTH);
    }

    WebResponse get(String host, String pathAndQuery) {
        return ask("GET", host, pathAndQuery, new byte[0], from());
    }

    WebResponse post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    WebResponse post(byte[] body) {
        return ask("POST", "autodiscover.example.org", Autodiscover.PATH, body, from());
    }

    private String from() {
        if (!changing) return "192.0.2.7";
        asked++;
        return "10." + (asked >> 16 & 255) + "." + (asked >> 8 & 255) + "." + (asked & 255);
    }

    WebResponse ask(String method, String host, String pathAndQuery, byte[] body, String from) {
        int question = pathAndQuery.indexOf('?');
        String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        String query = question < 0 ? null : pathAndQuery.substring(question + 1);
        var route = routes.stream().filter(each -> fits(each, path)).findFirst().orElseThrow();
        try {
            var handler = Optional.ofNullable(route.handlers().get(method)).orElseThrow();
            return handler.answer(new Request(method, host, path, query, body, InetAddress.ofLiteral(from)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean fits(Route route, String path) {
        String pattern = route.path();
        return pattern.endsWith("*")
                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(path);
    }

    static String text(WebResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** As a program reads it. */
    static Document xml(String text) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    record Request(
            String method,
            String host,
            String path,
            @Nullable String query,
            byte[] body,
            InetAddress remote) implements WebRequest {
        @Override
        public @Nullable String header(String name) {
            return null;
        }
    }
}
