package org.mailstead.server.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.server.config.Configuration.Proxies;
import org.mailstead.server.config.Setting.Kind;
import org.mailstead.wire.AddressRange;

/** Proxies before this server. */
final class ProxySettings {
    static final Setting NETWORKS = new Setting(
            "proxies.networks",
            ReceivingSettings.NETWORKS,
            "[]",
            "Where your proxies (load balancers) are that say for whom they connect, in the PROXY protocol, version 1 or 2. They have"
                    + " to say it then; nobody else is believed who says so.");
    static final Setting PORTS = new Setting(
            "proxies.ports",
            new Kind.Texts("ports by their names, such as [\"smtp\", \"imaps\"]"),
            "["
                    + String.join(
                            ", ",
                            Stream.of(MailPort.values())
                                    .map(port -> '"' + port.key() + '"')
                                    .toList()) + "]",
            "The ports to which they connect.");

    static final List<Setting> ALL = List.of(NETWORKS, PORTS);

    private ProxySettings() {}

    static Proxies read(ConfigurationFile file) throws ConfigurationException {
        return new Proxies(
                file.texts(NETWORKS, List.of(), AddressRange::parse),
                file.texts(PORTS, List.of(MailPort.values()), ProxySettings::port));
    }

    private static Optional<MailPort> port(String key) {
        return Stream.of(MailPort.values())
                .filter(port -> port.key().equals(key))
                .findFirst();
    }
}
