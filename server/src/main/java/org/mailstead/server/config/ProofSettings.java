package org.mailstead.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.server.config.Configuration.DnsProof;
import org.mailstead.server.config.Configuration.Proof;
import org.mailstead.server.config.Setting.Kind;

/** How other mail servers are known, and what they are told about it. */
final class ProofSettings {
    private static final int DNS_PORT = 53;

    static final Setting DNSSEC = new Setting(
            "dns.dnssec",
            new Kind.OneOf(List.of("auto", "validate", "local", "off")),
            "\"auto\"",
            "How answers of the DNS are proved, which DANE needs. auto: their signatures are checked here, unless this"
                    + " machine's DNS servers strip them. validate: always; with such servers no mail would leave. local:"
                    + " the resolver on this machine checks them and is believed. off: not at all.");

    static final Setting TLS_REPORTS = new Setting(
            "sending.tls-reports",
            new Kind.OneOf(List.of("on", "off")),
            "\"on\"",
            "Whether domains that ask for it are told once a day how TLS with their mail servers went (TLS-RPT). Such"
                    + " a report holds numbers, names and addresses of mail servers, and nothing of any message.");

    static final Setting SERVERS = new Setting(
            "dns.servers",
            new Kind.Texts("DNS servers by address, such as [\"127.0.0.1\", \"[2001:db8::1]:5353\"]"),
            "[]",
            "The resolvers to ask, in this order, up to four; with a port if it is not 53. None: those this machine uses"
                    + " (/etc/resolv.conf). A resolver of your own is best: lists in the DNS refuse those of large providers.");

    static final List<Setting> ALL = List.of(TLS_REPORTS, DNSSEC, SERVERS);

    private ProofSettings() {}

    static Proof read(ConfigurationFile file) throws ConfigurationException {
        return new Proof(
                DnsProof.valueOf(file.word(DNSSEC).toUpperCase(Locale.ROOT)),
                file.texts(SERVERS, List.of(), ProofSettings::server),
                file.word(TLS_REPORTS).equals("on"));
    }

    /** An address of either kind, or one with a port. Never a name: it would have to be looked up first. */
    static Optional<InetSocketAddress> server(String text) {
        var withPort = HostAndPort.parse(text);
        try {
            return Optional.of(new InetSocketAddress(
                    InetAddress.ofLiteral(withPort.map(HostAndPort::host).orElse(text)),
                    withPort.map(HostAndPort::port).orElse(DNS_PORT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
