package org.mailstead.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.policy.PolicySettings;
import org.mailstead.policy.Use;
import org.mailstead.server.config.Setting.Kind;
import org.mailstead.wire.AddressRange;

/** What is done with mail that comes in. */
final class ReceivingSettings {
    private static final Kind USE = new Kind.OneOf(List.of("enforce", "report", "off"));
    static final Kind NETWORKS = new Kind.Texts("networks, such as [\"192.0.2.0/24\"]");

    static final Setting CHECKS = new Setting(
            "receiving.checks",
            new Kind.OneOf(List.of("on", "off")),
            "\"on\"",
            "Whether mail from other servers is checked at all. `mailstead policy show` prints the checks in their order.");
    static final Setting EXEMPT = new Setting(
            "receiving.exempt",
            NETWORKS,
            "[\"127.0.0.0/8\", \"::1/128\"]",
            "Clients whose mail is let in without a look: this machine, and your own servers before this one.");
    static final Setting DMARC = new Setting(
            "receiving.dmarc",
            USE,
            "\"enforce\"",
            "Mail that only claims to be from a domain. enforce: it is refused or goes to Junk, as the domain wants. report: the"
                    + " log and the message's header tell what would have been done.");
    static final Setting TRUSTED_SEALERS = new Setting(
            "receiving.trusted-sealers",
            new Kind.Texts("domains, such as [\"lists.example.org\"]"),
            "[]",
            "Domains that pass mail on, such as those of mailing lists, whose word (ARC seal) is believed that a message which"
                    + " they changed came from its true sender.");
    static final Setting SPF = new Setting(
            "receiving.spf",
            USE,
            "\"report\"",
            "Mail from a server that the sender's domain does not list. enforce refuses it, and with it much honest mail that"
                    + " somebody passed on: DMARC decides better.");
    static final Setting CLIENT_NAME = new Setting(
            "receiving.client-name",
            USE,
            "\"report\"",
            "Clients whose address has no name in the DNS that leads back to it. enforce lets them try again until it has.");

    static final List<Setting> ALL = List.of(CHECKS, EXEMPT, DMARC, TRUSTED_SEALERS, SPF, CLIENT_NAME);

    private ReceivingSettings() {}

    static PolicySettings read(ConfigurationFile file) throws ConfigurationException {
        var usual = PolicySettings.STANDARD;
        return new PolicySettings(
                file.word(CHECKS).equals("on"),
                file.texts(EXEMPT, usual.exempt(), AddressRange::parse),
                use(file, CLIENT_NAME),
                use(file, SPF),
                use(file, DMARC),
                file.texts(TRUSTED_SEALERS, usual.trustedSealers(), ReceivingSettings::domain));
    }

    private static Use use(ConfigurationFile file, Setting setting) throws ConfigurationException {
        return Use.valueOf(file.word(setting).toUpperCase(Locale.ROOT));
    }

    static Optional<DnsName> domain(String text) {
        return DnsName.parse(text).filter(name -> name.labels().size() > 1);
    }
}
