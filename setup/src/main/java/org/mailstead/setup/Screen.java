package org.mailstead.setup;

import java.util.Optional;
import org.mailstead.discovery.Endpoint;
import org.mailstead.discovery.MailSettings;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.web.HtmlBody;

/**
 * The lines that a program's own screen has, with what belongs into each.
 *
 * @param address of the account, which is the user name too
 * @param secret the password to show; empty for words in its place
 */
record Screen(
        Wording wording,
        MailProgram program,
        Endpoint incoming,
        Endpoint outgoing,
        String host,
        String address,
        Optional<String> secret) {
    /** Empty if the protocol, or sending, is on no port. */
    static Optional<Screen> of(
            Wording wording,
            MailProgram program,
            Protocol reading,
            MailSettings settings,
            String address,
            Optional<String> secret) {
        var outgoing = settings.of(Protocol.SMTP).findFirst();
        var incoming = program.onlySends() ? outgoing : settings.of(reading).findFirst();
        if (incoming.isEmpty() || outgoing.isEmpty()) return Optional.empty();
        return Optional.of(new Screen(
                wording,
                program,
                incoming.get(),
                outgoing.get(),
                settings.host().toString(),
                address,
                secret));
    }

    void write(HtmlBody body) {
        body.open("table").leaf("caption", wording.get(program, "where")).open("tbody");
        for (Field each : program.fields()) {
            body.open("tr");
            String label = wording.get("label." + each.label());
            if (each.value() == Field.Value.HEADING) body.leaf("th", label, "colspan", "2", "scope", "colgroup");
            else {
                body.leaf("th", label, "scope", "row").open("td");
                value(body, each, label);
                body.close();
            }
            body.close();
        }
        body.close().close();
    }

    private void value(HtmlBody body, Field field, String label) {
        switch (field.value()) {
            case HEADING -> throw new IllegalArgumentException("a heading has no value");
            case NAME -> body.text(wording.get("value.name"));
            case ADDRESS, USER -> copied(body, address, label);
            case PASSWORD ->
                secret.ifPresentOrElse(
                        shown -> copied(body, shown, label), () -> body.text(wording.get("value.password")));
            case PROTOCOL -> body.text(protocol());
            case IN_HOST, OUT_HOST -> copied(body, host, label);
            case IN_PORT -> copied(body, Integer.toString(incoming.port()), label);
            case OUT_PORT -> copied(body, Integer.toString(outgoing.port()), label);
            case IN_SECURITY -> body.text(security(incoming));
            case OUT_SECURITY -> body.text(security(outgoing));
            case PLAIN_PASSWORD -> body.text(wording.get("value.plain-password"));
            case YES -> body.text(wording.get("value.yes"));
        }
    }

    private String protocol() {
        return incoming.protocol() == Protocol.POP3 ? "POP3" : "IMAP";
    }

    private String security(Endpoint endpoint) {
        return wording.get(program, endpoint.security() == Security.TLS ? "tls" : "starttls");
    }

    private static void copied(HtmlBody body, String value, String label) {
        body.leaf("code", value, "class", "value", "data-name", label);
    }
}
