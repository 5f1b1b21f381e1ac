package org.mailstead.exports;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.dns.DnsName;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Secret;
import org.mailstead.settings.UserName;

/**
 * The document of Mozilla's autoconfig (draft-ietf-mailmaint-autoconfig), which Thunderbird, Evolution, KMail and others read. It has
 * placeholders where the address or its part would be, so that it is the same for all of a domain whose user names are made so.
 *
 * @param reading IMAP or POP3: what stands first
 * @param showsPassword whether programs may show the password, within TLS; else they have to prove that they know it
 * @param oauth how a program is let in without a password, where that is open to all
 */
public record AutoconfigDocument(
        AccountSettings account, Protocol reading, boolean showsPassword, Optional<OpenOAuth> oauth) {
    /** Characters of a name in a list of accounts. */
    private static final int SHORT_NAME = 20;

    private static final int NAME = 60;

    public String text() {
        String domain = account.domain();
        var xml = new XmlText().open("clientConfig", "version", "1.1").open("emailProvider", "id", domain);
        xml.leaf("domain", domain);
        xml.leaf("displayName", shown(domain, NAME));
        xml.leaf("displayShortName", shown(domain, SHORT_NAME));
        Stream.of(reading, reading == Protocol.IMAP ? Protocol.POP3 : Protocol.IMAP, Protocol.SMTP)
                .flatMap(protocol -> account.servers().stream().filter(each -> each.protocol() == protocol))
                .forEach(each -> server(xml, each));
        xml.close("emailProvider");
        oauth.ifPresent(it -> oauth(xml, it));
        return xml.close("clientConfig").toString();
    }

    /** A domain for people; at most so many characters. */
    public static String shown(String domain, int most) {
        String name = DnsName.of(domain).toUnicode();
        int end = name.offsetByCodePoints(0, Math.min(name.codePointCount(0, name.length()), most));
        return name.substring(0, end);
    }

    private void server(XmlText xml, MailServer server) {
        String element = server.receives() ? "incomingServer" : "outgoingServer";
        xml.open(element, "type", server.protocol().word());
        xml.leaf("hostname", server.host());
        xml.leaf("port", Integer.toString(server.port()));
        xml.leaf(
                "socketType",
                switch (server.security()) {
                    case TLS -> "SSL";
                    case STARTTLS -> "STARTTLS";
                    case NONE -> "plain";
                });
        for (String each : authentications()) xml.leaf("authentication", each);
        xml.leaf("username", user(server));
        xml.close(element);
    }

    /**
     * As the provider likes them best. "Encrypted" is CRAM-MD5 for Thunderbird, and SCRAM too for others: not to be asked for where a
     * password may be shown. Thunderbird lets in by tokens only with providers that it has a list of, and passes over OAuth2 with others.
     */
    private List<String> authentications() {
        String password = showsPassword ? "password-cleartext" : "password-encrypted";
        if (account.secrets().isEmpty()) return List.of(password);
        return account.secrets().stream()
                .map(each -> each == Secret.BROWSER ? "OAuth2" : password)
                .distinct()
                .toList();
    }

    private String user(MailServer server) {
        String user = server.user();
        if (user.equals(account.address())) return "%EMAILADDRESS%";
        return user.equals(UserName.LOCAL_PART.of(account.address())) ? "%EMAILLOCALPART%" : user;
    }

    private static void oauth(XmlText xml, OpenOAuth oauth) {
        xml.open("oAuth2");
        xml.leaf("issuer", oauth.issuer());
        xml.leaf("scope", oauth.scope());
        xml.leaf("authURL", oauth.authorizationEndpoint());
        xml.leaf("tokenURL", oauth.tokenEndpoint());
        xml.leaf("clientID", oauth.clientId());
        xml.close("oAuth2");
    }
}
