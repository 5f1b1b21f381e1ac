package org.mailstead.finder;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.finder.Look.Told;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The document of draft-ietf-mailmaint-pacc. It names hosts; ports are the usual ones with TLS from the start.
 *
 * @param servers IMAP first
 */
record UserAgentDocument(List<MailServer> servers, Told told) {
    static final String HOST_LABEL = "ua-auto-config";
    static final String PATH = "/.well-known/user-agent-configuration.json";

    /** Objects within objects: the documents have four. */
    private static final int DEPTH = 10;

    private static final JsonFactory JSON = new JsonFactory();

    /** Whether the document is the one that the DNS has a digest of; also if it has none. */
    static boolean fits(byte[] document, List<Txt> records) {
        var digests = records.stream()
                .map(Txt::joined)
                .filter(text -> text.startsWith("v=UAAC1"))
                .toList();
        String wanted = "d=" + digest(document);
        return digests.isEmpty()
                || digests.stream()
                        .anyMatch(text -> List.of(text.split("[;\\s]+")).contains(wanted));
    }

    private static String digest(byte[] document) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(document));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Empty if it is no such document. */
    static Optional<UserAgentDocument> read(byte[] document, String address) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), document)) {
            if (json.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            var reading = new Reading(json, address);
            reading.object("", 0);
            return reading.isOne
                    ? Optional.of(new UserAgentDocument(reading.servers(), new Told(reading.secrets, List.of())))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static final class Reading {
        private final JsonParser json;
        private final String address;
        private final List<MailServer> found = new ArrayList<>();
        private final List<Secret> secrets = new ArrayList<>();
        private boolean isOne;

        Reading(JsonParser json, String address) {
            this.json = json;
            this.address = address;
        }

        /** @param path of the names that led here, each with a slash behind it */
        void object(String path, int depth) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = path + json.currentName();
                var value = json.nextToken();
                isOne |= name.equals("protocols");
                if (value == JsonToken.START_OBJECT && depth < DEPTH) {
                    if (name.equals("authentication/oauth-public")) secrets.addFirst(Secret.BROWSER);
                    object(name + "/", depth + 1);
                } else if (value == JsonToken.VALUE_STRING) text(name, json.getString());
                else if (value == JsonToken.VALUE_TRUE && name.equals("authentication/password"))
                    secrets.add(Secret.PASSWORD);
                else json.skipChildren();
            }
        }

        private void text(String name, String value) {
            switch (name) {
                case "protocols/imap/host" -> server(Protocol.IMAP, value);
                case "protocols/pop3/host" -> server(Protocol.POP3, value);
                // Its name from the third draft on, and the one before.
                case "protocols/submit/host", "protocols/smtp/host" -> server(Protocol.SMTP, value);
                default -> {}
            }
        }

        private void server(Protocol protocol, String host) {
            if (Documents.isHost(host))
                found.add(new MailServer(
                        protocol,
                        host.toLowerCase(Locale.ROOT),
                        MailPorts.usual(protocol, Security.TLS),
                        Security.TLS,
                        address));
        }

        List<MailServer> servers() {
            return found.stream()
                    .distinct()
                    .sorted(Comparator.comparing(MailServer::protocol))
                    .toList();
        }
    }
}
