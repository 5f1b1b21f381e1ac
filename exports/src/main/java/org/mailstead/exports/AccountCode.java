package org.mailstead.exports;

import java.util.List;
import java.util.Optional;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Secret;
import tools.jackson.core.JsonGenerator;

/**
 * What Thunderbird for Android reads from a QR code to set up an account: all but the password, which it asks for.
 *
 * @param reading IMAP or POP3
 * @param showsPassword whether the program may show the password, within TLS; else it has to prove that it knows it
 */
public record AccountCode(AccountSettings account, Protocol reading, boolean showsPassword) {
    private static final int FORM = 1;

    /** The first code of one: more accounts than fit into one code would need several. */
    private static final List<Integer> PART = List.of(1, 1);

    private static final int IMAP = 0;
    private static final int POP3 = 1;
    private static final int SMTP = 0;

    private static final int PLAIN = 0;
    private static final int STARTTLS = 2;
    private static final int TLS = 3;

    private static final int PASSWORD = 1;
    private static final int ENCRYPTED = 2;
    private static final int OAUTH = 6;

    /** Empty if it cannot be read or sent on any port. */
    public Optional<String> text() {
        var incoming = account.server(reading);
        var outgoing = account.outgoing();
        if (incoming.isEmpty() || outgoing.isEmpty()) return Optional.empty();
        String address = account.address();
        String name = account.name().isEmpty() ? address.substring(0, address.lastIndexOf('@')) : account.name();
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
            json.writeString(name);
            json.writeEndArray();
            json.writeEndArray();
            json.writeEndArray();
        }));
    }

    private void server(JsonGenerator json, int protocol, MailServer server) {
        json.writeStartArray();
        json.writeNumber(protocol);
        json.writeString(server.host());
        json.writeNumber(server.port());
        json.writeNumber(
                switch (server.security()) {
                    case TLS -> TLS;
                    case STARTTLS -> STARTTLS;
                    case NONE -> PLAIN;
                });
        json.writeNumber(authentication());
        json.writeString(server.user());
        json.writeEndArray();
    }

    /** Through a browser only where the provider likes that best: the program is known to a few large ones. */
    private int authentication() {
        if (!account.secrets().isEmpty() && account.secrets().getFirst() == Secret.BROWSER) return OAUTH;
        return showsPassword ? PASSWORD : ENCRYPTED;
    }
}
