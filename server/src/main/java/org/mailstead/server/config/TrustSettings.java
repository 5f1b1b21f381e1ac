package org.mailstead.server.config;

import java.util.List;
import org.mailstead.server.config.Configuration.Trust;
import org.mailstead.wire.AddressRange;

/** Programs whose word is taken. */
final class TrustSettings {
    static final Setting LMTP = new Setting(
            "lmtp.networks",
            ReceivingSettings.NETWORKS,
            "[\"127.0.0.0/8\", \"::1/128\"]",
            "Who may bring mail over LMTP, where `listen.lmtp` opens a port for it. Nothing is checked of such mail.");
    static final Setting XCLIENT = new Setting(
            "proxies.xclient-networks",
            ReceivingSettings.NETWORKS,
            "[]",
            "Where your proxies are that say by the SMTP command XCLIENT for whom they connect, such as nginx or"
                    + " Postfix. Nobody else is believed who says so.");

    static final List<Setting> ALL = List.of(LMTP, XCLIENT);

    private TrustSettings() {}

    static Trust read(ConfigurationFile file) throws ConfigurationException {
        return new Trust(
                file.texts(LMTP, AddressRange.LOOPBACK, AddressRange::parse),
                file.texts(XCLIENT, List.of(), AddressRange::parse));
    }
}
