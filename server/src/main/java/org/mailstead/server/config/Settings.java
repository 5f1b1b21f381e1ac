package org.mailstead.server.config;

import java.util.List;
import java.util.stream.Stream;

/** Every setting there is, in the order of the reference. */
final class Settings {
    static final List<Setting> ALL = Stream.of(Setting.GENERAL, ReceivingSettings.ALL, ProxySettings.ALL)
            .flatMap(List::stream)
            .toList();

    private Settings() {}
}
