package org.mailstead.ladder;

import java.util.List;
import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/**
 * What is seen of servers from one place in the network, without signing in.
 *
 * @param domain of the address
 * @param hosts each once
 * @param ports each once, of each host all that mail is spoken on
 */
public record View(DomainFacts domain, List<HostFacts> hosts, List<PortFacts> ports) {
    public View {
        hosts = List.copyOf(hosts);
        ports = List.copyOf(ports);
    }

    public Optional<HostFacts> host(String host) {
        return hosts.stream().filter(each -> each.host().equals(host)).findFirst();
    }

    public Optional<PortFacts> port(String host, int port) {
        return ports.stream()
                .filter(each -> each.host().equals(host) && each.port() == port)
                .findFirst();
    }

    /**
     * @param known whether the domain is in the DNS; empty if the DNS did not tell
     * @param mailHosts where its mail goes, the best first
     * @param takesNone says that it takes no mail. RFC 7505 §3
     * @param hasAddress whether it has an A or AAAA record, which stands in for an MX record. RFC 5321 §5.1
     * @param spf its SPF record; empty if there is none
     * @param dmarc its DMARC record; empty if there is none
     * @param services where its SRV records say that mail programs find their servers
     * @param dkim which of the usual selectors have a DKIM key; there may be others
     */
    public record DomainFacts(
            DnsName name,
            Optional<Boolean> known,
            List<DnsName> mailHosts,
            boolean takesNone,
            boolean hasAddress,
            Optional<String> spf,
            Optional<String> dmarc,
            List<Service> services,
            List<String> dkim) {
        public DomainFacts {
            mailHosts = List.copyOf(mailHosts);
            services = List.copyOf(services);
            dkim = List.copyOf(dkim);
        }

        /** Of whose other records nothing is known. */
        DomainFacts(
                DnsName name,
                Optional<Boolean> known,
                List<DnsName> mailHosts,
                boolean takesNone,
                boolean hasAddress,
                Optional<String> spf,
                Optional<String> dmarc) {
            this(name, known, mailHosts, takesNone, hasAddress, spf, dmarc, List.of(), List.of());
        }

        DomainFacts with(List<Service> published, List<String> selectors) {
            return new DomainFacts(name, known, mailHosts, takesNone, hasAddress, spf, dmarc, published, selectors);
        }

        /**
         * What a SRV record says.
         *
         * @param security how TLS begins there
         * @param host empty if it says that there is no such service
         */
        public record Service(Protocol protocol, Security security, int port, Optional<DnsName> host) {}
    }
}
