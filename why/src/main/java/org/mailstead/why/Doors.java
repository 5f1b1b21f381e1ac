package org.mailstead.why;

import java.util.Map;
import java.util.Optional;
import org.mailstead.directory.Use;

/**
 * Where mail programs are to connect.
 *
 * @param host the name to type into them
 * @param tls ports on which TLS begins at once
 * @param startTls ports on which it is asked for
 * @param setup a page on which people get an app password; empty if only an administrator makes them
 */
public record Doors(String host, Map<Use, Integer> tls, Map<Use, Integer> startTls, Optional<String> setup) {
    public Doors {
        tls = Map.copyOf(tls);
        startTls = Map.copyOf(startTls);
    }
}
