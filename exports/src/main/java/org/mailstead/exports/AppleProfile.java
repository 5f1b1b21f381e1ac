package org.mailstead.exports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.mailstead.dns.DnsName;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/**
 * A configuration profile for iPhone, iPad and Mac ({@code .mobileconfig}): an account without its password, which the device asks for
 * when it is installed. A second one for the same account replaces the first.
 *
 * @param reading IMAP or POP3
 * @param showsPassword whether the device may show the password, within TLS; else it has to prove that it knows it
 */
public record AppleProfile(AccountSettings account, Protocol reading, boolean showsPassword) {
    public static final String TYPE = "application/x-apple-aspen-config";

    /** Changes when devices shall take what is in it for another account than before. */
    private static final int FORM = 1;

    private static final int UUID_BYTES = 16;
    private static final int ID_DIGITS = 16;

    /** Version 8 of RFC 9562 §5.8: bits of one's own choice. */
    private static final int UUID_VERSION = 8;

    /** Empty if it cannot be read or sent on any port. */
    public Optional<String> text() {
        var incoming = account.server(reading);
        var outgoing = account.outgoing();
        if (incoming.isEmpty() || outgoing.isEmpty()) return Optional.empty();
        String address = account.address();
        var xml = new XmlText()
                .line("<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
                        + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">")
                .open("plist", "version", "1.0")
                .open("dict");
        payload(xml, "Configuration", "", address);
        string(xml, "PayloadDescription", "Sets up the mail account " + address + ".");
        string(xml, "PayloadOrganization", DnsName.of(account.domain()).toUnicode());
        flag(xml, "PayloadRemovalDisallowed", false);
        xml.leaf("key", "PayloadContent").open("array").open("dict");
        payload(xml, "com.apple.mail.managed", ".mail", address);
        string(xml, "EmailAccountType", reading == Protocol.IMAP ? "EmailTypeIMAP" : "EmailTypePOP");
        string(xml, "EmailAccountDescription", address);
        if (!account.name().isEmpty()) string(xml, "EmailAccountName", account.name());
        string(xml, "EmailAddress", address);
        server(xml, "Incoming", incoming.get());
        server(xml, "Outgoing", outgoing.get());
        flag(xml, "OutgoingPasswordSameAsIncomingPassword", true);
        xml.close("dict").close("array").close("dict").close("plist");
        return Optional.of(xml.toString());
    }

    private void payload(XmlText xml, String type, String part, String shown) {
        string(xml, "PayloadType", type);
        xml.leaf("key", "PayloadVersion").leaf("integer", "1");
        string(xml, "PayloadIdentifier", identifier() + part);
        string(xml, "PayloadUUID", uuid(part));
        string(xml, "PayloadDisplayName", shown);
    }

    private void server(XmlText xml, String direction, MailServer server) {
        string(xml, direction + "MailServerAuthentication", showsPassword ? "EmailAuthPassword" : "EmailAuthCRAMMD5");
        string(xml, direction + "MailServerHostName", server.host());
        xml.leaf("key", direction + "MailServerPortNumber").leaf("integer", Integer.toString(server.port()));
        // Left out it would be off. Devices tell STARTTLS by what the server says.
        flag(xml, direction + "MailServerUseSSL", server.security() != Security.NONE);
        string(xml, direction + "MailServerUsername", server.user());
    }

    private static void string(XmlText xml, String key, String value) {
        xml.leaf("key", key).leaf("string", value);
    }

    private static void flag(XmlText xml, String key, boolean value) {
        xml.leaf("key", key).empty(value ? "true" : "false");
    }

    /** As Apple wants it: the domain turned round, and what is ours below it. Without the name, which may have any letters. */
    private String identifier() {
        var labels = DnsName.of(account.domain()).labels();
        String id = HexFormat.of().formatHex(digest("")).substring(0, ID_DIGITS);
        return String.join(".", labels.reversed()) + ".mailstead." + reading.word() + "." + id;
    }

    private String uuid(String part) {
        var bits = ByteBuffer.wrap(Arrays.copyOf(digest(part), UUID_BYTES));
        long high = (bits.getLong() & ~0xf000L) | (UUID_VERSION << 12);
        long low = (bits.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString().toUpperCase(Locale.ROOT);
    }

    private byte[] digest(String part) {
        try {
            String said = String.join("\n", List.of("profile " + FORM, reading.word(), account.address(), part));
            return MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
