package org.mailstead.discovery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.mailstead.exports.JsonText;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import tools.jackson.core.JsonGenerator;

/**
 * The document of draft-ietf-mailmaint-pacc. It names hosts only: the ports are the usual ones with TLS from the start, so that what is
 * on others is left out. A digest of it stands in the DNS, so that it is the same byte for byte until the settings change.
 */
public final class UserAgentConfiguration {
    static final String PATH = "/.well-known/user-agent-configuration.json";

    /** Of the host it is served on, below the domain. The digest stands at the same name with a low line before it. */
    public static final String HOST_LABEL = "ua-auto-config";

    /** Characters, as the draft has it. */
    private static final int NAME = 60;

    private static final int SHORT_NAME = 20;

    private UserAgentConfiguration() {}

    /** Empty if mail cannot be read and sent on the usual ports. */
    static Optional<String> of(MailSettings settings) {
        boolean reads = isThere(settings, Protocol.IMAP) || isThere(settings, Protocol.POP3);
        if (!reads || !isThere(settings, Protocol.SMTP)) return Optional.empty();
        return Optional.of(JsonText.of(json -> {
            json.writeObjectPropertyStart("protocols");
            protocol(json, settings, Protocol.IMAP, "imap");
            // The drafts call it submit from their third version on, and smtp before; who knows one passes over the
            // other.
            protocol(json, settings, Protocol.SMTP, "submit");
            protocol(json, settings, Protocol.SMTP, "smtp");
            protocol(json, settings, Protocol.POP3, "pop3");
            json.writeEndObject();
            json.writeObjectPropertyStart("authentication");
            json.writeBooleanProperty("password", true);
            settings.oauth().ifPresent(oauth -> {
                json.writeObjectPropertyStart("oauth-public");
                json.writeStringProperty("issuer", oauth.issuer());
                json.writeEndObject();
            });
            json.writeEndObject();
            json.writeObjectPropertyStart("info");
            json.writeObjectPropertyStart("provider");
            json.writeStringProperty("name", settings.name(NAME));
            json.writeStringProperty("shortName", settings.name(SHORT_NAME));
            json.writeEndObject();
            json.writeEndObject();
        }));
    }

    /** On the usual port, with TLS from the start. */
    private static boolean isThere(MailSettings settings, Protocol protocol) {
        return settings.has(protocol, Security.TLS, MailPorts.usual(protocol, Security.TLS));
    }

    private static void protocol(JsonGenerator json, MailSettings settings, Protocol protocol, String key) {
        if (!isThere(settings, protocol)) return;
        json.writeObjectPropertyStart(key);
        json.writeStringProperty("host", settings.host().toString());
        json.writeEndObject();
    }

    /** What stands in the DNS beside it; empty if there is no document. */
    public static Optional<String> recordText(MailSettings settings) {
        return of(settings).map(document -> "v=UAAC1; a=sha256; d=" + digest(document));
    }

    private static String digest(String document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
