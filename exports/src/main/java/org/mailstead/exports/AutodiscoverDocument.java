package org.mailstead.exports;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** The answer of Exchange's Autodiscover in its first form ("plain old XML"), as Outlook and Thunderbird read it. */
public record AutodiscoverDocument(AccountSettings account) {
    private static final String SCHEMAS = "http://schemas.microsoft.com/exchange/autodiscover/";

    /** Name space of the whole. */
    public static final String RESPONSE = SCHEMAS + "responseschema/2006";

    private static final String OUTLOOK = SCHEMAS + "outlook/responseschema/2006a";

    /** Thunderbird takes STARTTLS for granted on these and TLS from the start on all others, whatever is said. */
    private static final Set<Integer> STARTTLS_PORTS = Set.of(143, 110, 587, 25);

    public String text() {
        var xml = new XmlText().open("Autodiscover", "xmlns", RESPONSE).open("Response", "xmlns", OUTLOOK);
        xml.open("User").leaf("DisplayName", account.address()).close("User");
        xml.open("Account").leaf("AccountType", "email").leaf("Action", "settings");
        for (Protocol protocol : List.of(Protocol.IMAP, Protocol.POP3, Protocol.SMTP))
            understood(protocol).ifPresent(server -> protocol(xml, server));
        return xml.close("Account").close("Response").close("Autodiscover").toString();
    }

    /** One of each protocol, since programs take any. */
    private Optional<MailServer> understood(Protocol protocol) {
        return account.servers().stream()
                .filter(each -> each.protocol() == protocol)
                .filter(each -> STARTTLS_PORTS.contains(each.port()) == (each.security() == Security.STARTTLS))
                .findFirst();
    }

    private static void protocol(XmlText xml, MailServer server) {
        xml.open("Protocol");
        xml.leaf("Type", server.protocol().word().toUpperCase(Locale.ROOT));
        xml.leaf("Server", server.host());
        xml.leaf("Port", Integer.toString(server.port()));
        xml.leaf("LoginName", server.user());
        xml.leaf("DomainRequired", "off");
        // Left out it would be on, which is NTLM.
        xml.leaf("SPA", "off");
        xml.leaf("SSL", server.security() == Security.NONE ? "off" : "on");
        // Of the two names for TLS, this one is from the start.
        xml.leaf(
                "Encryption",
                switch (server.security()) {
                    case TLS -> "SSL";
                    case STARTTLS -> "TLS";
                    case NONE -> "None";
                });
        xml.leaf("AuthRequired", "on");
        if (!server.receives()) xml.leaf("UsePOPAuth", "off").leaf("SMTPLast", "off");
        xml.close("Protocol");
    }
}
