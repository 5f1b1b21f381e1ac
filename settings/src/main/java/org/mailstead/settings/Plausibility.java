package org.mailstead.settings;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.texts.Language;
import org.mailstead.texts.Texts;

/**
 * Whether a server's settings can be right, whoever says so: lists of others have SMTP on ports of POP3, and TLS from the start where it
 * begins later.
 */
public final class Plausibility {
    private static final Texts TEXTS = Texts.beside(Plausibility.class, "plausibility");

    /** Numbers with dots, or anything with a colon. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*|\\[.*");

    private static final Pattern LABELS = Pattern.compile(
            "[\\p{L}\\p{N}_]([\\p{L}\\p{N}_-]*[\\p{L}\\p{N}_])?(\\.[\\p{L}\\p{N}_]([\\p{L}\\p{N}_-]*[\\p{L}\\p{N}_])?)*");

    /** RFC 1035 §2.3.4. */
    private static final int HOST_CHARS = 253;

    private Plausibility() {}

    /** What is wrong with a server's settings, in a sentence in English; empty if they can be right. */
    public static Optional<String> of(MailServer server) {
        return of(server, Language.ENGLISH);
    }

    /** What is wrong with a server's settings, in a sentence; empty if they can be right. */
    public static Optional<String> of(MailServer server, Language language) {
        return wrong(server)
                .map(key -> TEXTS.in(
                        language,
                        key,
                        Map.of(
                                "host", server.host(),
                                "port", Integer.toString(server.port()),
                                "protocol", server.protocol().toString(),
                                "user", server.user())));
    }

    private static Optional<String> wrong(MailServer server) {
        return wrongHost(server.host()).or(() -> wrongUser(server.user())).or(() -> wrongPort(server));
    }

    private static Optional<String> wrongHost(String host) {
        if (host.isBlank()) return Optional.of("host-missing");
        if (host.contains("%")) return Optional.of("host-placeholder");
        if (ADDRESS.matcher(host).matches()) return Optional.of("host-address");
        if (host.length() > HOST_CHARS || !LABELS.matcher(host).matches()) return Optional.of("host-name");
        return host.contains(".") ? Optional.empty() : Optional.of("host-dot");
    }

    private static Optional<String> wrongUser(String user) {
        if (user.isBlank()) return Optional.of("user-missing");
        return user.contains("%EMAIL") ? Optional.of("user-placeholder") : Optional.empty();
    }

    private static Optional<String> wrongPort(MailServer server) {
        if (server.port() < 1 || server.port() > 65535) return Optional.of("port-range");
        if (server.port() == MailPorts.RELAY) return Optional.of("port-relay");
        var usual = MailPorts.use(server.port());
        if (usual.isPresent() && usual.get().protocol() != server.protocol())
            return Optional.of("port-of-" + FactTable.word(usual.get().protocol()));
        if (server.security() == Security.NONE) return Optional.of("no-encryption");
        if (usual.isEmpty() || usual.get().security() == server.security()) return Optional.empty();
        return Optional.of(usual.get().security() == Security.TLS ? "tls-from-the-start" : "tls-later");
    }
}
