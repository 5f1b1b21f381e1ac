package org.mailstead.discovery;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailstead.discovery.Endpoint.Protocol;
import org.mailstead.discovery.Endpoint.Security;

/** Answers of Exchange's Autodiscover in its first form ("plain old XML"), which Outlook and Thunderbird ask for. */
final class Autodiscover {
    /** On the host {@code autodiscover} of the domain, on the domain, and where the SRV record leads. */
    static final String PATH = "/autodiscover/autodiscover.xml";

    static final String HOST_LABEL = "autodiscover";

    static final int INVALID_REQUEST = 600;
    static final int NO_PROVIDER = 601;
    static final int NOT_FOUND = 500;

    private static final String SCHEMAS = "http://schemas.microsoft.com/exchange/autodiscover/";
    private static final String RESPONSE = SCHEMAS + "responseschema/2006";
    private static final String OUTLOOK = SCHEMAS + "outlook/responseschema/2006a";

    /** Thunderbird takes STARTTLS for granted on these and TLS from the start on all others, whatever is said. */
    private static final Set<Integer> STARTTLS_PORTS = Set.of(143, 110, 587, 25);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSS", Locale.ROOT);

    private Autodiscover() {}

    /** Whether our kind of answer is asked for: ActiveSync and others have schemas of their own. */
    static boolean isOutlook(String schema) {
        return schema.isEmpty() || schema.toLowerCase(Locale.ROOT).contains("/outlook/responseschema/");
    }

    static String settings(MailSettings settings, AskedAddress address) {
        var xml = new XmlText().open("Autodiscover", "xmlns", RESPONSE).open("Response", "xmlns", OUTLOOK);
        xml.open("User").leaf("DisplayName", address.toString()).close("User");
        xml.open("Account").leaf("AccountType", "email").leaf("Action", "settings");
        for (Protocol protocol : List.of(Protocol.IMAP, Protocol.POP3, Protocol.SUBMISSION))
            understood(settings, protocol).ifPresent(endpoint -> protocol(xml, settings, address, endpoint));
        return xml.close("Account").close("Response").close("Autodiscover").toString();
    }

    /** One of each protocol, since programs take any. */
    private static Optional<Endpoint> understood(MailSettings settings, Protocol protocol) {
        return settings.of(protocol)
                .filter(each -> STARTTLS_PORTS.contains(each.port()) == (each.security() == Security.STARTTLS))
                .findFirst();
    }

    private static void protocol(XmlText xml, MailSettings settings, AskedAddress address, Endpoint endpoint) {
        boolean sends = endpoint.protocol() == Protocol.SUBMISSION;
        xml.open("Protocol");
        xml.leaf("Type", endpoint.protocol().word().toUpperCase(Locale.ROOT));
        xml.leaf("Server", settings.host().toString());
        xml.leaf("Port", Integer.toString(endpoint.port()));
        xml.leaf("LoginName", address.toString());
        xml.leaf("DomainRequired", "off");
        // Left out it would be on, which is NTLM.
        xml.leaf("SPA", "off");
        xml.leaf("SSL", "on");
        // Of the two names for TLS, this one is from the start.
        xml.leaf("Encryption", endpoint.security() == Security.TLS ? "SSL" : "TLS");
        xml.leaf("AuthRequired", "on");
        if (sends) xml.leaf("UsePOPAuth", "off").leaf("SMTPLast", "off");
        xml.close("Protocol");
    }

    /** @param code as programs know it; the message is for whoever looks */
    static String error(int code, String message, Clock clock) {
        String time = TIME.format(LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        return new XmlText()
                .open("Autodiscover", "xmlns", RESPONSE)
                .open("Response")
                .open("Error", "Time", time, "Id", "1")
                .leaf("ErrorCode", Integer.toString(code))
                .leaf("Message", message)
                .empty("DebugData")
                .close("Error")
                .close("Response")
                .close("Autodiscover")
                .toString();
    }
}
