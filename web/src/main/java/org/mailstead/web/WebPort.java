package org.mailstead.web;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.mailstead.wire.AddressRange;
import org.mailstead.wire.SharedPort;

/**
 * A port to open.
 *
 * @param name for logs, such as {@code https}; ports of one name that take any free number take the same
 * @param setting the configuration key a person would change, for errors
 * @param bind port 0 takes any free port
 * @param tls whether it is for HTTPS
 * @param proxies who connects from there has to say first for whom, in the PROXY protocol
 * @param shared what else is spoken there, to clients that ask for it as TLS begins
 */
public record WebPort(
        String name,
        String setting,
        InetSocketAddress bind,
        boolean tls,
        List<AddressRange> proxies,
        Optional<SharedPort> shared) {
    public WebPort {
        proxies = List.copyOf(proxies);
    }

    /** For HTTP only. */
    public WebPort(String name, String setting, InetSocketAddress bind, boolean tls, List<AddressRange> proxies) {
        this(name, setting, bind, tls, proxies, Optional.empty());
    }
}
