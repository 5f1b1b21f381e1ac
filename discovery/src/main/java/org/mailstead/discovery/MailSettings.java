package org.mailstead.discovery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.dns.DnsName;
import org.mailstead.exports.AutoconfigDocument;
import org.mailstead.exports.OpenOAuth;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Secret;

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
        return AutoconfigDocument.shown(domain.toString(), most);
    }

    /**
     * As for accounts anywhere.
     *
     * @param address of the account, with A-labels
     * @param name of its person; may be empty
     */
    public AccountSettings account(String address, String name) {
        var servers = endpoints.stream()
                .map(each -> new MailServer(each.protocol(), host.toString(), each.port(), each.security(), address))
                .toList();
        return new AccountSettings(
                address,
                name,
                servers,
                oauth.isPresent() ? List.of(Secret.PASSWORD, Secret.BROWSER) : List.of(Secret.PASSWORD));
    }
}
