package org.mailstead.discovery;

import org.mailstead.discovery.Endpoint.Protocol;
import org.mailstead.discovery.Endpoint.Security;

/**
 * The document of Mozilla's autoconfig (draft-ietf-mailmaint-autoconfig), which Thunderbird, Evolution, KMail and others read. It has
 * placeholders where an address would be, so that it is the same for all of a domain.
 */
final class Autoconfig {
    /** On the host {@code autoconfig} of the domain. */
    static final String PATH = "/mail/config-v1.1.xml";

    /** On the domain itself. */
    static final String WELL_KNOWN = "/.well-known/autoconfig" + PATH;

    /** The same by a name that others have given it. */
    static final String ALIAS = "/.well-known/mail-v1.xml";

    static final String HOST_LABEL = "autoconfig";

    /** Characters of a name in a list of accounts. */
    private static final int SHORT_NAME = 20;

    private static final int NAME = 60;

    private Autoconfig() {}

    static String of(MailSettings settings) {
        String domain = settings.domain().toString();
        var xml = new XmlText().open("clientConfig", "version", "1.1").open("emailProvider", "id", domain);
        xml.leaf("domain", domain);
        xml.leaf("displayName", settings.name(NAME));
        xml.leaf("displayShortName", settings.name(SHORT_NAME));
        settings.of(Protocol.IMAP).forEach(each -> server(xml, "incomingServer", settings, each));
        settings.of(Protocol.POP3).forEach(each -> server(xml, "incomingServer", settings, each));
        settings.of(Protocol.SUBMISSION).forEach(each -> server(xml, "outgoingServer", settings, each));
        xml.close("emailProvider");
        settings.oauth().ifPresent(oauth -> oauth(xml, oauth));
        return xml.close("clientConfig").toString();
    }

    private static void server(XmlText xml, String element, MailSettings settings, Endpoint endpoint) {
        xml.open(element, "type", endpoint.protocol().word());
        xml.leaf("hostname", settings.host().toString());
        xml.leaf("port", Integer.toString(endpoint.port()));
        xml.leaf("socketType", endpoint.security() == Security.TLS ? "SSL" : "STARTTLS");
        // "Encrypted" is CRAM-MD5 for Thunderbird, and SCRAM too for others: not to be asked for where a password may
        // be
        // shown.
        xml.leaf("authentication", settings.showsPassword() ? "password-cleartext" : "password-encrypted");
        // Second: Thunderbird lets in by tokens only with providers that it has a list of, and passes over this one.
        if (settings.oauth().isPresent()) xml.leaf("authentication", "OAuth2");
        xml.leaf("username", "%EMAILADDRESS%");
        xml.close(element);
    }

    private static void oauth(XmlText xml, MailSettings.OpenOAuth oauth) {
        xml.open("oAuth2");
        xml.leaf("issuer", oauth.issuer());
        xml.leaf("scope", oauth.scope());
        xml.leaf("authURL", oauth.authorizationEndpoint());
        xml.leaf("tokenURL", oauth.tokenEndpoint());
        xml.leaf("clientID", oauth.clientId());
        xml.close("oAuth2");
    }
}
