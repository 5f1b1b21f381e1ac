package org.mailstead.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailstead.consulting.DoctorPages;
import org.mailstead.directory.BrowserSignIn;
import org.mailstead.directory.Directory;
import org.mailstead.directory.SignIns;
import org.mailstead.discovery.Discovery;
import org.mailstead.discovery.Domains;
import org.mailstead.discovery.Endpoint;
import org.mailstead.discovery.MailSettings;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.exports.OpenOAuth;
import org.mailstead.oauth.Provider;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.MailPort;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.setup.ProfilePage;
import org.mailstead.setup.SetupPages;
import org.mailstead.web.Route;
import org.mailstead.why.Explanations;

/** What mail programs are told of this server: from the settings, and the ports that are really open. */
public final class OwnDomains implements Domains {
    private static final Map<MailPort, Endpoint> OFFERED = Map.of(
            MailPort.IMAPS, new Endpoint(Protocol.IMAP, Security.TLS, 0),
            MailPort.IMAP, new Endpoint(Protocol.IMAP, Security.STARTTLS, 0),
            MailPort.POP3S, new Endpoint(Protocol.POP3, Security.TLS, 0),
            MailPort.POP3, new Endpoint(Protocol.POP3, Security.STARTTLS, 0),
            MailPort.SUBMISSIONS, new Endpoint(Protocol.SMTP, Security.TLS, 0),
            MailPort.SUBMISSION, new Endpoint(Protocol.SMTP, Security.STARTTLS, 0));

    private final Configuration configuration;
    private final Directory directory;
    private volatile Map<MailPort, Integer> ports;

    OwnDomains(Configuration configuration, Directory directory) {
        this.configuration = configuration;
        this.directory = directory;
        this.ports = configuration.listen().ports().numbers();
    }

    /** Tells which ports are open, where any free one was to be taken. */
    void opened(Map<MailPort, Integer> open) {
        ports = Map.copyOf(open);
    }

    /**
     * What others serve, and what mail programs and their people ask for.
     *
     * @param people judges who signs in in the browser
     * @param explanations says why a program does not connect
     * @param resolver for the examination of accounts
     */
    List<Route> beside(List<Route> others, SignIns people, Explanations explanations, Resolver resolver, Clock clock) {
        var routes = new ArrayList<>(others);
        routes.addAll(new Discovery(this, clock).routes());
        var hosts = WebPages.isThisHost(configuration.hostname());
        var links = Profiles.links(directory, clock);
        routes.add(new ProfilePage(
                        this,
                        links,
                        text -> Profiles.content(configuration, text, clock).content())
                .route(hosts));
        var around = new SetupPages.Surroundings(BrowserSignIn.by(people), this::origin, clock, new SecureRandom());
        var pages = new SetupPages(directory, this, links, explanations, around);
        routes.addAll(pages.routes(hosts));
        routes.addAll(new Consultations(configuration, resolver, () -> ports.values(), clock)
                .routes(pages.doctorsDoor(DoctorPages.PATH), directory, this::origin, around.random()));
        return routes;
    }

    /** The beginning of this server's addresses for browsers. */
    private String origin() {
        return TokenProviders.issuer(configuration, ports.getOrDefault(MailPort.HTTPS, Configuration.Ports.OFF));
    }

    @Override
    public Optional<MailSettings> of(DnsName domain) {
        return directory.hasDomain(domain.toString()) ? settings(configuration, ports, domain) : Optional.empty();
    }

    @Override
    public Optional<MailSettings> ofServer(DnsName name) {
        boolean ours = name.labels().size() > 1
                && DnsName.parse(configuration.hostname())
                        .filter(host -> host.isWithin(name))
                        .isPresent();
        return ours ? settings(configuration, ports, name) : Optional.empty();
    }

    /**
     * Empty if this server's name is none, so that nobody can connect to it.
     *
     * @param ports that are open
     */
    public static Optional<MailSettings> settings(
            Configuration configuration, Map<MailPort, Integer> ports, DnsName domain) {
        int https = ports.getOrDefault(MailPort.HTTPS, Configuration.Ports.OFF);
        return DnsName.parse(configuration.hostname())
                .map(host -> new MailSettings(
                        domain,
                        host,
                        endpoints(ports),
                        has(configuration, SaslMechanism.SHOWING),
                        https,
                        oauth(configuration, https)));
    }

    private static boolean has(Configuration configuration, Set<SaslMechanism> some) {
        return !Collections.disjoint(configuration.mechanisms(), some);
    }

    private static List<Endpoint> endpoints(Map<MailPort, Integer> ports) {
        var open = new ArrayList<Endpoint>();
        OFFERED.forEach((port, offered) -> {
            int number = ports.getOrDefault(port, Configuration.Ports.OFF);
            if (number > 0) open.add(new Endpoint(offered.protocol(), offered.security(), number));
        });
        return open;
    }

    /** Its pages are served over HTTPS, so that without that nobody is let in by them. */
    private static Optional<OpenOAuth> oauth(Configuration configuration, int https) {
        if (https <= 0 || !configuration.web().oauth().provider() || !has(configuration, SaslMechanism.BY_TOKEN))
            return Optional.empty();
        String issuer = TokenProviders.issuer(configuration, https);
        var client = Provider.OpenClient.of(issuer);
        return Optional.of(new OpenOAuth(
                issuer, client.authorizationEndpoint(), client.tokenEndpoint(), client.scope(), client.clientId()));
    }
}
