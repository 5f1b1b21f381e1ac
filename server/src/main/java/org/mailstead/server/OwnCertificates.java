package org.mailstead.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.certificates.CertificateFolder;
import org.mailstead.certificates.CertificateService;
import org.mailstead.certificates.Standing;
import org.mailstead.directory.Directory;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.server.config.Configuration;
import org.mailstead.web.Route;
import org.mailstead.web.WebResponse;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.ServerCertificate;
import org.mailstead.wire.TlsServer;
import org.mailstead.wire.TlsSetupException;
import org.mailstead.wire.TrustedRoots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificates of this server: which names it has, and where the certificates for them are and come from. */
public final class OwnCertificates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnCertificates.class);

    /** Where mail programs look, and what is looked for on the domain's behalf: the records of a domain lead these here. */
    private static final List<String> LABELS =
            List.of("mail", "imap", "smtp", "pop", "pop3", "autoconfig", "autodiscover", "ua-auto-config", "mta-sts");

    private static final String CHALLENGES = "/.well-known/acme-challenge/";

    private final Configuration configuration;
    private final Directory directory;
    private final Clock clock;
    private final Optional<CertificateService> service;

    private OwnCertificates(
            Configuration configuration, Directory directory, Clock clock, Optional<CertificateService> service) {
        this.configuration = configuration;
        this.directory = directory;
        this.clock = clock;
        this.service = service;
    }

    /**
     * TLS with the certificate in the files. Where there is none yet and an authority will be asked, one is made to begin with, so that
     * the ports can open.
     */
    static TlsServer tls(Configuration configuration, Clock clock) {
        var files = configuration.tls();
        boolean missing = !Files.exists(files.certificate()) && !Files.exists(files.key());
        if (missing && !files.chosen() && files.acme().isPresent()) {
            try {
                SelfSigned.write(
                        files.certificate(), files.key(), List.of(configuration.hostname(), "localhost"), clock);
            } catch (IOException e) {
                throw new Mistake("A certificate to begin with cannot be made: " + e.getMessage() + ".", e);
            }
            LOG.info("there is no certificate yet: one that nobody trusts is shown until the first has been issued");
        }
        configuration.signIn().clientAuthorities().ifPresent(OwnCertificates::requireAuthorities);
        return TlsServer.fromPem(
                files.certificate(), files.key(), configuration.signIn().clientAuthorities(), clock);
    }

    private static void requireAuthorities(Path file) {
        try {
            TrustedRoots.read(file);
        } catch (TlsSetupException e) {
            throw new Mistake("The setting sign-in.client-certificates cannot be used: " + e.getMessage(), e);
        }
    }

    /** Shows at once what was got earlier. */
    static OwnCertificates of(
            Configuration configuration, Directory directory, TlsServer tls, Resolver resolver, Clock clock) {
        var service = configuration
                .tls()
                .acme()
                .map(acme -> CertificateService.of(
                        acme,
                        CertificateFolder.open(folder(configuration), clock),
                        tls,
                        names(configuration, directory, tls::inFiles),
                        new CertificateService.Surroundings(
                                resolver, () -> OwnAddresses.found(configuration), clock, new SecureRandom())));
        return new OwnCertificates(configuration, directory, clock, service);
    }

    private static Path folder(Configuration configuration) {
        return configuration.data().resolve("certificates");
    }

    private static CertificateService.Names names(
            Configuration configuration, Directory directory, java.util.function.Supplier<ServerCertificate> files) {
        DnsName host = DnsName.parse(configuration.hostname()).orElse(DnsName.ROOT);
        return new CertificateService.Names(
                host, () -> names(host, directory), files, configuration.tls().chosen());
    }

    private static List<String> names(DnsName host, Directory directory) {
        var names = new LinkedHashSet<String>();
        // A name without a dot is nobody's in the DNS.
        if (host.labels().size() > 1) names.add(host.toString());
        for (String domain : directory.domains().stream().sorted().toList()) {
            // Some programs ask the domain itself, which often leads to its website: that is seen before an authority
            // is asked.
            DnsName.parse(domain).ifPresent(name -> names.add(name.toString()));
            for (String label : LABELS)
                DnsName.parse(domain).flatMap(each -> each.under(label)).ifPresent(name -> names.add(name.toString()));
        }
        return new ArrayList<>(names);
    }

    /** What others serve, and what an authority comes for: without TLS, by whatever name. RFC 8555 §8.3 */
    List<Route> beside(List<Route> others) {
        var routes = new ArrayList<>(others);
        service.ifPresent(asked -> routes.add(new Route(
                host -> true,
                CHALLENGES + Route.ANY,
                Map.of(
                        Route.GET,
                        request -> asked.page(request.path().substring(CHALLENGES.length()))
                                .map(text -> WebResponse.of(200, "application/octet-stream", text))
                                .orElseGet(() -> WebResponse.sentence(404, "Nobody is asked to look here just now."))),
                true,
                0)));
        return routes;
    }

    /** From now on authorities are asked. The ports have to be open. */
    void start() {
        service.ifPresent(CertificateService::start);
    }

    /** How it stands with every name. */
    public List<Standing> standings() {
        return service.map(CertificateService::standings).orElseGet(() -> kept(configuration, directory, clock));
    }

    /**
     * Tries now to get a new one; blocks until that is decided.
     *
     * @param typed a name as a person writes it
     */
    public Standing renew(String typed) {
        if (service.isEmpty())
            throw new Mistake(
                    "No authority is asked for certificates here. Set agree-to-terms in [acme], or let whoever makes"
                            + " the files of tls.certificate renew them.");
        String name = DnsName.parse(typed).map(DnsName::toString).orElse(typed);
        return service.get()
                .renew(name)
                .orElseThrow(() ->
                        new Mistake("\"" + typed + "\" is none of the names that this server has certificates for."
                                + " All of them: mailstead tls status. More can be added in acme.names."));
    }

    /** How it stands as far as files tell, without a server that runs. */
    public static List<Standing> kept(Configuration configuration, Directory directory, Clock clock) {
        var files = configuration.tls();
        var read = ServerCertificate.read(files.certificate(), files.key());
        return CertificateService.kept(
                files.acme(),
                CertificateFolder.at(folder(configuration), clock),
                names(configuration, directory, () -> read),
                clock);
    }

    /**
     * What clients that ask for the host's own name are shown, or will be with the first certificate that is issued: its key is made
     * before.
     *
     * @throws org.mailstead.wire.TlsSetupException if there is none
     */
    public static ServerCertificate ofHost(Configuration configuration, Clock clock) {
        var files = configuration.tls();
        if (files.acme().isPresent()) {
            var folder = CertificateFolder.at(folder(configuration), clock);
            String host = DnsName.parse(configuration.hostname())
                    .map(DnsName::toString)
                    .orElse("");
            var issued = folder.certificate(host).or(() -> folder.prepared(host));
            boolean inFiles = Files.exists(files.certificate())
                    && !Standing.isSelfMade(ServerCertificate.read(files.certificate(), files.key()));
            if (issued.isPresent() && !inFiles) return issued.get();
        }
        return ServerCertificate.read(files.certificate(), files.key());
    }

    @Override
    public void close() {
        service.ifPresent(CertificateService::close);
    }
}
