package org.mailstead.server.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailstead.certificates.AcmeSettings;
import org.mailstead.certificates.ChallengeKind;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.TsigKey;
import org.mailstead.server.config.Configuration.Ports;
import org.mailstead.server.config.Setting.Kind;

/** Where certificates come from, beside files. */
final class CertificateSettings {
    static final Setting AGREE = new Setting(
            "acme.agree-to-terms",
            new Kind.Truth(),
            "false",
            "true: certificates for all names of your domains are got from the authority and renewed, and you agree to its terms. See"
                    + " [certificates.md](certificates.md).");
    static final Setting DIRECTORY = new Setting(
            "acme.directory",
            new Kind.Text(),
            "\"https://acme-v02.api.letsencrypt.org/directory\"",
            "The authority's address (ACME directory). To try things out without its limits:"
                    + " \"https://acme-staging-v02.api.letsencrypt.org/directory\", which no program trusts.");
    static final Setting EMAIL =
            new Setting("acme.email", new Kind.Text(), "\"\"", "Where the authority may write to you. Empty: nowhere.");
    static final Setting CHALLENGE = new Setting(
            "acme.challenge",
            new Kind.OneOf(List.of("http-01", "tls-alpn-01", "dns-01")),
            "\"http-01\"",
            "How the authority sees that a name is yours. http-01: it comes to port 80. tls-alpn-01: to port 443. dns-01: by a record"
                    + " in the DNS, which needs `acme.dns-server` and `acme.dns-key`.");
    static final Setting NAMES = new Setting(
            "acme.names",
            new Kind.Texts("host names, such as [\"webmail.example.org\"]"),
            "[]",
            "More names to have certificates for; they are asked for even where the DNS leads to another address.");
    static final Setting CA_FILE = new Setting(
            "acme.ca-file",
            new Kind.Text(),
            "\"\"",
            "PEM file with the certificates by which the authority's own server is known, for an authority of your own (step-ca)."
                    + " Empty: those that this machine trusts.");
    static final Setting DNS_SERVER = new Setting(
            "acme.dns-server",
            new Kind.Text(),
            "\"\"",
            "The primary DNS server of your zones, by address and perhaps port, such as \"192.0.2.53\" or \"[2001:db8::53]:5353\";"
                    + " it has to take signed dynamic updates (RFC 2136).");
    static final Setting DNS_KEY = new Setting(
            "acme.dns-key",
            new Kind.Text(),
            "\"\"",
            "The key it knows us by (TSIG), as algorithm:name:secret, such as \"hmac-sha256:acme.example.org:BASE64\". Keep this"
                    + " file to yourself then.");
    static final Setting DNS_WAIT = new Setting(
            "acme.dns-wait-seconds",
            new Kind.Whole(0, 600),
            "20",
            "Seconds that the other servers of a zone have to take over a change, before the authority looks.");

    static final List<Setting> ALL =
            List.of(AGREE, DIRECTORY, EMAIL, CHALLENGE, NAMES, CA_FILE, DNS_SERVER, DNS_KEY, DNS_WAIT);

    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)+");

    private CertificateSettings() {}

    static Optional<AcmeSettings> read(ConfigurationFile file, Ports ports) throws ConfigurationException {
        boolean agreed = file.truth(AGREE);
        for (Setting each : ALL)
            if (!file.has(AGREE) && file.has(each))
                throw file.wrong(
                        each,
                        "\"" + each.name()
                                + "\" is of no use without \"agree-to-terms = true\" in [acme]: an authority issues only"
                                + " to who agrees to its terms. Read them and set it, or take [acme] out.");
        if (!agreed) return Optional.empty();
        var challenge = ChallengeKind.valueOf(
                file.word(CHALLENGE).toUpperCase(Locale.ROOT).replace('-', '_'));
        Setting port = Setting.of(challenge == ChallengeKind.TLS_ALPN_01 ? MailPort.HTTPS : MailPort.HTTP);
        boolean off = ports.of(challenge == ChallengeKind.TLS_ALPN_01 ? MailPort.HTTPS : MailPort.HTTP) == Ports.OFF;
        if (off && challenge != ChallengeKind.DNS_01)
            throw file.wrong(
                    file.has(CHALLENGE) ? CHALLENGE : AGREE,
                    "with the challenge \"" + challenge.word() + "\" the authority comes to the port of \""
                            + port.name() + "\", which is off. Open it, or set acme.challenge to another.");
        return Optional.of(new AcmeSettings(
                directory(file),
                file.text(EMAIL, "").strip(),
                challenge,
                authorities(file),
                challenge == ChallengeKind.DNS_01 ? Optional.of(updates(file)) : Optional.empty(),
                file.texts(NAMES, List.of(), CertificateSettings::name)));
    }

    private static URI directory(ConfigurationFile file) throws ConfigurationException {
        String text = file.text(DIRECTORY, DIRECTORY.byDefault().replace("\"", ""));
        try {
            URI uri = URI.create(text);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null) return uri;
        } catch (IllegalArgumentException e) {
            // Told below, in our words.
        }
        throw file.wrong(DIRECTORY, "\"acme.directory\" needs an address that begins with https://.");
    }

    private static Optional<Path> authorities(ConfigurationFile file) throws ConfigurationException {
        String text = file.text(CA_FILE, "");
        return text.isEmpty() ? Optional.empty() : Optional.of(file.path(text));
    }

    private static AcmeSettings.Updates updates(ConfigurationFile file) throws ConfigurationException {
        Optional<InetSocketAddress> server = ProofSettings.server(file.text(DNS_SERVER, ""));
        if (server.isEmpty())
            throw file.wrong(
                    file.has(DNS_SERVER) ? DNS_SERVER : CHALLENGE,
                    "with the challenge \"dns-01\", \"acme.dns-server\" needs the address of the primary DNS server of your zones,"
                            + " such as \"192.0.2.53\".");
        Optional<TsigKey> key = TsigKey.parse(file.text(DNS_KEY, ""));
        if (key.isEmpty())
            throw file.wrong(
                    file.has(DNS_KEY) ? DNS_KEY : CHALLENGE,
                    "with the challenge \"dns-01\", \"acme.dns-key\" needs a key as algorithm:name:secret, such as"
                            + " \"hmac-sha256:acme.example.org:BASE64\".");
        return new AcmeSettings.Updates(server.get(), key.get(), Duration.ofSeconds(file.whole(DNS_WAIT)));
    }

    /** A star is for no host: certificates are got for one name each. */
    private static Optional<String> name(String text) {
        return DnsName.parse(text)
                .map(DnsName::toString)
                .filter(name -> HOST_NAME.matcher(name).matches());
    }
}
