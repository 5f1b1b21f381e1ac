package org.mailstead.server.config;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** Every setting there is, in the order of the reference: those of one table stand together, since TOML has each table once. */
final class Settings {
    static final List<Setting> ALL = Stream.of(
                    Setting.GENERAL,
                    ReceivingSettings.ALL,
                    ProofSettings.ALL,
                    WebSettings.ALL,
                    ConsultingSettings.ALL,
                    SignInTable.ALL,
                    OAuthSettings.ALL,
                    CertificateSettings.ALL,
                    ProxySettings.ALL,
                    TrustSettings.ALL,
                    LdapTable.ALL,
                    BackingTable.ALL)
            .flatMap(List::stream)
            .collect(groupingBy(Setting::table, LinkedHashMap::new, toList()))
            .values()
            .stream()
            .flatMap(List::stream)
            .toList();

    private Settings() {}
}
