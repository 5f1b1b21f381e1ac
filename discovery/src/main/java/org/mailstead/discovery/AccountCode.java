package org.mailstead.discovery;

import java.util.List;
import java.util.Optional;
import org.mailstead.discovery.Endpoint.Protocol;
import org.mailstead.discovery.Endpoint.Security;
import tools.jackson.core.JsonGenerator;

/**
 * What Thunderbird for Android reads from a QR code to set up an account: all but the password, which it asks for.
 *
 * @param address of the account
 * @param name of its person; may be empty
 * @param reading IMAP or POP3
 */
public record AccountCode(MailSettings settings, String address, String name, Protocol reading) {
    private static final int FORM = 1;

    /** The first code of one: more accounts than fit into one code would need several. */
    private static final List<Integer> PART = List.of(1, 1);

    private static final int IMAP = 0;
    private static final int POP3 = 1;
    private static final int SMTP = 0;

    private static final int STARTTLS = 2;
    private static final int TLS = 3;

    private static final int PASSWORD = 1;
    private static final int ENCRYPTED = 2;

    /** Empty if it cannot be read or sent on any port. */
    public Optional<String> text() {
        var incoming = settings.of(reading).findFirst();
        var outgoing = settings.of(Protocol.SUBMISSION).findFirst();
        if (incoming.isEmpty() || outgoing.isEmpty()) return Optional.empty();
        return Optional.of(JsonText.array(json -> {
            json.writeNumber(FORM);
            json.writeStartArray();
            PART.forEach(json::writeNumber);
            json.writeEndArray();
            server(json, reading == Protocol.IMAP ? IMAP : POP3, incoming.get());
            json.writeStartArray();
            json.writeStartArray();
            server(json, SMTP, outgoing.get());
            json.writeStartArray();
            json.writeString(address);
            json.writeString(name.isEmpty() ? address.substring(0, address.lastIndexOf('@')) : name);
            json.writeEndArray();
            json.writeEndArray();
            json.writeEndArray();
        }));
    }

    private void server(JsonGenerator json, int protocol, Endpoint endpoint) {
        json.writeStartArray();
        json.writeNumber(protocol);
        json.writeString(settings.host().toString());
        json.writeNumber(endpoint.port());
        json.writeNumber(endpoint.security() == Security.TLS ? TLS : STARTTLS);
        json.writeNumber(settings.showsPassword() ? PASSWORD : ENCRYPTED);
        json.writeString(address);
        json.writeEndArray();
    }
}
