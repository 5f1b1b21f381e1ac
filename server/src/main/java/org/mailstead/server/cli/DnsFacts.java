package org.mailstead.server.cli;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mailstead.directory.ReportAddress;
import org.mailstead.directory.SignatureKeys.State;
import org.mailstead.discovery.UserAgentConfiguration;
import org.mailstead.dns.DnsName;
import org.mailstead.server.Mistake;
import org.mailstead.server.OwnCertificates;
import org.mailstead.server.OwnDomains;
import org.mailstead.server.WebPages;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.Configuration.Ports;
import org.mailstead.server.config.Configuration.Way;
import org.mailstead.server.config.MailPort;
import org.mailstead.wire.TlsSetupException;
import org.mailstead.zone.MailSetup;
import org.mailstead.zone.MailSetup.Use;
import org.mailstead.zone.Service;

/** What the configuration, the directory and the certificate say of a domain that others have to know. */
final class DnsFacts {
    private DnsFacts() {}

    /**
     * @param typed the domain as a person wrote it
     * @param addresses of this machine, as others reach it
     */
    static MailSetup of(Desk desk, String typed, List<InetAddress> addresses) {
        var configuration = desk.configuration().get();
        DnsName domain = DnsName.parse(typed)
                .orElseThrow(() -> new Mistake("\"" + typed + "\" is not a domain. Write it like example.org."));
        if (!desk.directory().hasDomain(domain.toString()))
            throw new Mistake(
                    "The domain " + typed + " is not one of this server's. Add it with: mailstead domain add " + typed);
        var host = host(configuration);
        return new MailSetup(
                domain,
                host,
                addresses,
                services(configuration.listen().ports()),
                keys(desk, domain),
                certificates(desk, configuration),
                WebPages.policy(configuration),
                configuration.listen().ports().of(MailPort.HTTPS) != Ports.OFF,
                userAgents(configuration, domain),
                configuration.sending().way() instanceof Way.Smarthost smarthost ? smarthost.name() : "",
                new MailSetup.Reports(
                        ReportAddress.DMARC.of(domain.toString()), ReportAddress.TLS.of(domain.toString())));
    }

    private static DnsName host(Configuration configuration) {
        return DnsName.parse(configuration.hostname())
                .filter(name -> name.labels().size() > 1)
                .orElseThrow(() -> new Mistake("The setting hostname is \"" + configuration.hostname()
                        + "\", which nobody finds in the DNS. Give it this machine's full name, such as"
                        + " mail.example.org."));
    }

    private static String userAgents(Configuration configuration, DnsName domain) {
        var ports = configuration.listen().ports();
        if (ports.of(MailPort.HTTPS) == Ports.OFF) return "";
        return OwnDomains.settings(configuration, ports.numbers(), domain)
                .flatMap(UserAgentConfiguration::recordText)
                .orElse("");
    }

    private static Map<Service, Integer> services(Ports ports) {
        var open = new EnumMap<Service, Integer>(Service.class);
        for (Service service : Service.values()) {
            int port = ports.of(MailPort.valueOf(service.name()));
            if (port > 0) open.put(service, port);
        }
        return open;
    }

    private static List<MailSetup.Key> keys(Desk desk, DnsName domain) {
        return DkimText.dkim(desk).of(domain.toUnicode()).stream()
                .map(each -> new MailSetup.Key(each.key(), use(each.state())))
                .toList();
    }

    private static Use use(State state) {
        return switch (state) {
            case WAITING -> Use.WAITING;
            case USED -> Use.SIGNS;
            case RETIRED -> Use.RETIRED;
        };
    }

    /** None if the files are missing or cannot be read: the server then does not start either, and says why. */
    private static List<X509Certificate> certificates(Desk desk, Configuration configuration) {
        try {
            return OwnCertificates.ofHost(configuration, desk.clock()).chain();
        } catch (TlsSetupException e) {
            return List.of();
        }
    }
}
