package org.mailstead.server.config;

import java.util.List;
import java.util.Locale;
import org.mailstead.server.config.Configuration.DnsProof;
import org.mailstead.server.config.Configuration.Proof;
import org.mailstead.server.config.Setting.Kind;

/** How other mail servers are known, and what they are told about it. */
final class ProofSettings {
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

    static final List<Setting> ALL = List.of(TLS_REPORTS, DNSSEC);

    private ProofSettings() {}

    static Proof read(ConfigurationFile file) throws ConfigurationException {
        return new Proof(
                DnsProof.valueOf(file.word(DNSSEC).toUpperCase(Locale.ROOT)),
                file.word(TLS_REPORTS).equals("on"));
    }
}
