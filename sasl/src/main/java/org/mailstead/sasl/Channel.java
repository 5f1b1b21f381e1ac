package org.mailstead.sasl;

import java.util.Map;
import java.util.Optional;

/**
 * The connection on which somebody signs in.
 *
 * @param confidential whether nobody can listen: TLS, or this machine talking to itself
 * @param bindings what both ends can tell of this very TLS connection and nobody between them can, by its name. RFC 5929, RFC 9266
 * @param certificate that the client has shown, if it is believed
 */
public record Channel(boolean confidential, Map<String, byte[]> bindings, Optional<ClientCertificate> certificate) {
    public static final String TLS_EXPORTER = "tls-exporter";
    public static final String TLS_SERVER_END_POINT = "tls-server-end-point";

    public Channel {
        bindings = Map.copyOf(bindings);
    }

    /** Of a client that has shown no certificate. */
    public Channel(boolean confidential, Map<String, byte[]> bindings) {
        this(confidential, bindings, Optional.empty());
    }

    Optional<byte[]> binding(String name) {
        return Optional.ofNullable(bindings.get(name));
    }
}
