package org.mailstead.zone;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.mailstead.authenticity.SigningKey;
import org.mailstead.dns.DnsName;

/**
 * A domain and the server that serves it, as far as others have to know.
 *
 * @param host the name of this machine, which takes the domain's mail
 * @param addresses of this machine as others reach it; empty if they are not known here
 * @param services by the ports that are open; those that are missing are not offered
 * @param certificates our own first, then its issuers; empty if there is none yet
 * @param web whether the policy and what mail programs look for are served over HTTPS
 * @param userAgents what stands in the DNS beside the document of PACC; empty if there is no such document
 * @param smarthost which host sends for us; empty if we do
 * @param reports where others report about the domain's mail
 */
public record MailSetup(
        DnsName domain,
        DnsName host,
        List<InetAddress> addresses,
        Map<Service, Integer> services,
        List<Key> keys,
        List<X509Certificate> certificates,
        ServedPolicy policy,
        boolean web,
        String userAgents,
        String smarthost,
        Reports reports) {
    public MailSetup {
        addresses = List.copyOf(addresses);
        services = Map.copyOf(services);
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    /**
     * Addresses of mail.
     *
     * @param dmarc who sends mail as the domain
     * @param tls how safely mail comes to it
     */
    public record Reports(String dmarc, String tls) {}

    /** A key of the domain, and what is to be done with it. */
    public record Key(SigningKey key, Use use) {}

    /** How far a key has come. */
    public enum Use {
        /** It is to be published before it signs. */
        WAITING,
        SIGNS,
        /** It signed lately, so that mail with it may still be on its way. */
        RETIRED
    }

    /** Whether the host's own records stand in the domain's zone, as far as one can tell from its name. */
    boolean hasHost() {
        return host.isWithin(domain);
    }

    DnsName under(String labels) {
        return domain.under(labels).orElseThrow(() -> tooLong(labels, domain));
    }

    DnsName underHost(String labels) {
        return host.under(labels).orElseThrow(() -> tooLong(labels, host));
    }

    private static IllegalArgumentException tooLong(String labels, DnsName name) {
        return new IllegalArgumentException("the name " + name + " is too long to have " + labels + " below it");
    }
}
