package org.mailstead.discovery;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.web.Route;
import org.mailstead.web.WebHandler;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/**
 * Everything that mail programs ask for by HTTP to find their settings. It is for everybody, and depends on the domain only: nobody learns
 * from it who has an address.
 */
public final class Discovery {
    private static final String POST = "POST";
    private static final String XML = "text/xml; charset=utf-8";
    private static final String JSON = "application/json";

    private static final List<String> HOST_LABELS =
            List.of(Autoconfig.HOST_LABEL, Autodiscover.HOST_LABEL, UserAgentConfiguration.HOST_LABEL);

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;

    private final Domains domains;
    private final Clock clock;
    private final RequestRate rate;

    public Discovery(Domains domains, Clock clock) {
        this.domains = domains;
        this.clock = clock;
        this.rate = new RequestRate(clock);
    }

    /** For all hosts: who asks names a domain, by an address or by the host it asks. */
    public List<Route> routes() {
        return List.of(
                // Also without TLS, since many ask so; there is nothing secret in it, and programs say where it came
                // from.
                get(Autoconfig.PATH, this::autoconfig).withoutTlsToo(),
                get(Autoconfig.WELL_KNOWN, this::autoconfig).withoutTlsToo(),
                get(Autoconfig.ALIAS, this::autoconfig).withoutTlsToo(),
                new Route(
                                host -> true,
                                Autodiscover.PATH,
                                Map.of(Route.GET, limited(this::probed), POST, limited(this::autodiscover)),
                                false,
                                AutodiscoverRequest.BYTES)
                        .inAnyCase(),
                get(AutodiscoverJson.PATH, this::autodiscoverJson),
                get(AutodiscoverJson.PATH_WITH_ADDRESS + Route.ANY, this::autodiscoverJson),
                get(UserAgentConfiguration.PATH, this::userAgentConfiguration));
    }

    private Route get(String path, WebHandler handler) {
        return Route.get(host -> true, path, limited(handler)).inAnyCase();
    }

    private WebHandler limited(WebHandler handler) {
        return request -> rate.isExceeded(request.remote())
                ? WebResponse.sentence(TOO_MANY, "That is too often. Ask again in a minute.")
                        .with("Retry-After", "60")
                : handler.answer(request);
    }

    private WebResponse autoconfig(WebRequest request) {
        return asked(request, "emailaddress")
                .map(settings -> open(WebResponse.of(OK, XML, Autoconfig.of(settings))))
                .orElseGet(() -> open(nobody()));
    }

    private WebResponse userAgentConfiguration(WebRequest request) {
        return asked(request, "emailaddress")
                .flatMap(UserAgentConfiguration::of)
                .map(document -> open(WebResponse.of(OK, JSON, document)))
                .orElseGet(() -> open(nobody()));
    }

    /** Pages of others may read it: programs that run in browsers do. */
    private static WebResponse open(WebResponse response) {
        return response.with("Access-Control-Allow-Origin", "*").with("Cross-Origin-Resource-Policy", "cross-origin");
    }

    private static WebResponse nobody() {
        return WebResponse.sentence(NOT_FOUND, "Nobody here has addresses of that domain.");
    }

    /** Some look first whether there is anything. A page for people here would be taken for an answer. */
    private WebResponse probed(WebRequest request) {
        return WebResponse.of(
                OK,
                XML,
                Autodiscover.error(Autodiscover.INVALID_REQUEST, "Settings are asked for here by POST.", clock));
    }

    private WebResponse autodiscover(WebRequest request) throws IOException {
        var asked = AutodiscoverRequest.parse(request.body());
        if (asked.isEmpty())
            return refused(OK, Autodiscover.INVALID_REQUEST, "The request cannot be read, or has no mail address.");
        var settings = domains.of(asked.get().address().domain());
        if (settings.isEmpty())
            return refused(NOT_FOUND, Autodiscover.NOT_FOUND, "Nobody here has addresses of that domain.");
        if (!Autodiscover.isOutlook(asked.get().schema()))
            return refused(OK, Autodiscover.NO_PROVIDER, "There are settings for IMAP, POP3 and SMTP only.");
        return WebResponse.of(
                OK, XML, Autodiscover.settings(settings.get(), asked.get().address()));
    }

    private WebResponse refused(int status, int code, String message) {
        return WebResponse.of(status, XML, Autodiscover.error(code, message, clock));
    }

    private WebResponse autodiscoverJson(WebRequest request) {
        String path = request.path();
        String prefix = AutodiscoverJson.PATH_WITH_ADDRESS;
        boolean inPath = path.regionMatches(true, 0, prefix, 0, prefix.length());
        Optional<String> typed = inPath
                ? Optional.of(path.substring(prefix.length()))
                : Query.value(request.query(), "Email").or(() -> Query.value(request.query(), "EmailAddress"));
        var address = typed.flatMap(AskedAddress::parse);
        if (address.isEmpty())
            return json(BAD_REQUEST, AutodiscoverJson.error("InvalidEmail", "A mail address has to be given."));
        var settings = domains.of(address.get().domain());
        if (settings.isEmpty())
            return json(
                    NOT_FOUND, AutodiscoverJson.error("UnknownDomain", "Nobody here has addresses of that domain."));
        var protocol = Query.value(request.query(), "Protocol");
        if (protocol.isEmpty())
            return json(BAD_REQUEST, AutodiscoverJson.error("InvalidProtocol", "A protocol has to be given."));
        if (!AutodiscoverJson.isKnown(protocol.get()))
            return json(BAD_REQUEST, AutodiscoverJson.unknownProtocol(protocol.get()));
        return json(OK, AutodiscoverJson.found(settings.get(), autodiscoverHost(request.host(), settings.get())));
    }

    /** The name that was asked, if it is the usual one and so has a certificate; else this server's own. */
    private static String autodiscoverHost(String host, MailSettings settings) {
        var usual = settings.domain().under(Autodiscover.HOST_LABEL);
        boolean asked = usual.isPresent() && DnsName.parse(host).equals(usual);
        return (asked ? usual.get() : settings.host()).toString();
    }

    private static WebResponse json(int status, String document) {
        return WebResponse.of(status, JSON, document);
    }

    /** By the address, where there is one; else by the host that is asked. */
    private Optional<MailSettings> asked(WebRequest request, String parameter) {
        var address = Query.value(request.query(), parameter).filter(value -> value.indexOf('@') >= 0);
        if (address.isPresent()) return address.flatMap(AskedAddress::parse).flatMap(each -> domains.of(each.domain()));
        return DnsName.parse(request.host())
                .map(Discovery::meant)
                .flatMap(domain -> domains.of(domain).or(() -> domains.ofServer(domain)));
    }

    private static DnsName meant(DnsName host) {
        boolean ours =
                host.labels().size() > 1 && HOST_LABELS.contains(host.labels().getFirst());
        return ours ? host.parent().orElse(host) : host;
    }
}
