package org.mailstead.discovery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.discovery.Endpoint.Protocol;
import org.mailstead.discovery.Endpoint.Security;
import org.mailstead.dns.DnsName;

/**
 * What the people of a domain set their mail programs to. The user name is the whole address, and the password goes through TLS.
 *
 * @param domain behind the {@code @} of their addresses
 * @param host to connect to, whatever the protocol
 * @param endpoints none of a protocol that is not offered; the best of each protocol first
 * @param showsPassword whether programs may show the password, within TLS; else they have to prove that they know it
 * @param httpsPort of the host and of the names that lead to it
 * @param oauth how a program is let in without a password, where that can be
 */
public record MailSettings(
        DnsName domain,
        DnsName host,
        List<Endpoint> endpoints,
        boolean showsPassword,
        int httpsPort,
        Optional<OpenOAuth> oauth) {
    private static final int HTTPS = 443;

    public MailSettings {
        endpoints = endpoints.stream()
                .sorted(Comparator.comparing(Endpoint::protocol).thenComparing(Endpoint::security))
                .toList();
    }

    /**
     * A provider of tokens that takes every program.
     *
     * @param issuer its address, by which its metadata are found. RFC 8414 §3
     * @param scope to ask for to read and send mail
     * @param clientId of programs that are not registered
     */
    public record OpenOAuth(
            String issuer, String authorizationEndpoint, String tokenEndpoint, String scope, String clientId) {}

    public Stream<Endpoint> of(Protocol protocol) {
        return endpoints.stream().filter(each -> each.protocol() == protocol);
    }

    boolean has(Protocol protocol, Security security, int port) {
        return endpoints.contains(new Endpoint(protocol, security, port));
    }

    /** Where a path is, on a name that leads to this server. */
    String url(String name, String path) {
        return "https://" + name + (httpsPort == HTTPS ? "" : ":" + httpsPort) + path;
    }

    /** For people; at most so many characters. */
    String name(int most) {
        String name = domain.toUnicode();
        int end = name.offsetByCodePoints(0, Math.min(name.codePointCount(0, name.length()), most));
        return name.substring(0, end);
    }
}
