package org.mailstead.settings;

import java.util.Map;
import java.util.Optional;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** The ports that programs use for mail, and how TLS begins there. RFC 8314 §3.3, §7. */
public final class MailPorts {
    /** From server to server. */
    public static final int RELAY = 25;

    private static final Map<Integer, Use> USES = Map.of(
            993, new Use(Protocol.IMAP, Security.TLS),
            143, new Use(Protocol.IMAP, Security.STARTTLS),
            995, new Use(Protocol.POP3, Security.TLS),
            110, new Use(Protocol.POP3, Security.STARTTLS),
            465, new Use(Protocol.SMTP, Security.TLS),
            587, new Use(Protocol.SMTP, Security.STARTTLS));

    private MailPorts() {}

    /** What a port is for. */
    public record Use(Protocol protocol, Security security) {}

    /** Empty for ports that are for nothing in particular, and for that between servers. */
    public static Optional<Use> use(int port) {
        return Optional.ofNullable(USES.get(port));
    }

    /** The one of a protocol. Without TLS it is that on which TLS begins on command. */
    public static int usual(Protocol protocol, Security security) {
        boolean tls = security == Security.TLS;
        return switch (protocol) {
            case IMAP -> tls ? 993 : 143;
            case POP3 -> tls ? 995 : 110;
            case SMTP -> tls ? 465 : 587;
        };
    }

    /** How TLS begins where nobody says it: on command on the ports that are for that, 25 and 2525 among them, else at once. */
    public static Security security(int port) {
        return switch (port) {
            case 143, 110, 587, RELAY, 2525 -> Security.STARTTLS;
            default -> Security.TLS;
        };
    }
}
