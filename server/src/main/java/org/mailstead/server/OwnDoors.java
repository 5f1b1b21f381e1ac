package org.mailstead.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailstead.directory.Use;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.MailPort;
import org.mailstead.why.Doors;

/** Where mail programs are to connect, for those to whom it is explained. */
public final class OwnDoors implements Supplier<Doors> {
    private static final Map<Use, MailPort> TLS =
            Map.of(Use.IMAP, MailPort.IMAPS, Use.POP3, MailPort.POP3S, Use.SMTP, MailPort.SUBMISSIONS);

    private static final Map<Use, MailPort> STARTTLS =
            Map.of(Use.IMAP, MailPort.IMAP, Use.POP3, MailPort.POP3, Use.SMTP, MailPort.SUBMISSION);

    private final Configuration configuration;
    private volatile Map<MailPort, Integer> open;

    OwnDoors(Configuration configuration) {
        this.configuration = configuration;
        open = configuration.listen().ports().numbers();
    }

    /** Tells which ports are open, where any free one was to be taken. */
    void opened(Map<MailPort, Integer> ports) {
        open = Map.copyOf(ports);
    }

    @Override
    public Doors get() {
        return of(configuration, open);
    }

    /** @param ports that are open */
    public static Doors of(Configuration configuration, Map<MailPort, Integer> ports) {
        int https = ports.getOrDefault(MailPort.HTTPS, Configuration.Ports.OFF);
        Optional<String> setup =
                https > 0 ? Optional.of(TokenProviders.issuer(configuration, https) + "/setup") : Optional.empty();
        return new Doors(configuration.hostname(), open(TLS, ports), open(STARTTLS, ports), setup);
    }

    private static Map<Use, Integer> open(Map<Use, MailPort> wanted, Map<MailPort, Integer> ports) {
        var open = new EnumMap<Use, Integer>(Use.class);
        wanted.forEach((use, port) -> {
            int number = ports.getOrDefault(port, Configuration.Ports.OFF);
            if (number > 0) open.put(use, number);
        });
        return open;
    }
}
