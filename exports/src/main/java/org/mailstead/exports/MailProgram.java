package org.mailstead.exports;

import static org.mailstead.exports.Field.Value.ADDRESS;
import static org.mailstead.exports.Field.Value.AUTHENTICATION;
import static org.mailstead.exports.Field.Value.IN_HOST;
import static org.mailstead.exports.Field.Value.IN_PORT;
import static org.mailstead.exports.Field.Value.IN_SECURITY;
import static org.mailstead.exports.Field.Value.IN_USER;
import static org.mailstead.exports.Field.Value.NAME;
import static org.mailstead.exports.Field.Value.OUT_HOST;
import static org.mailstead.exports.Field.Value.OUT_PORT;
import static org.mailstead.exports.Field.Value.OUT_SECURITY;
import static org.mailstead.exports.Field.Value.OUT_USER;
import static org.mailstead.exports.Field.Value.PASSWORD;
import static org.mailstead.exports.Field.Value.PROTOCOL;
import static org.mailstead.exports.Field.Value.YES;
import static org.mailstead.exports.Field.heading;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.texts.Language;

/** Programs that people read mail with, and what each of them asks for: the lines of its screen for other accounts, in their order. */
public enum MailProgram {
    APPLE_PHONE(
            "apple-phone",
            Way.PROFILE,
            line("name", NAME),
            line("email", ADDRESS),
            line("password", PASSWORD),
            heading("incoming-mail-server"),
            line("host-name", IN_HOST),
            line("user-name", IN_USER),
            line("password", PASSWORD),
            heading("outgoing-mail-server"),
            line("host-name", OUT_HOST),
            line("user-name", OUT_USER),
            line("password", PASSWORD)),
    APPLE_MAC(
            "apple-mac",
            Way.PROFILE,
            line("name", NAME),
            line("email-address", ADDRESS),
            line("password", PASSWORD),
            line("account-type", PROTOCOL),
            line("incoming-mail-server", IN_HOST),
            line("outgoing-mail-server", OUT_HOST)),
    THUNDERBIRD(
            "thunderbird",
            Way.AUTOMATIC,
            line("full-name", NAME),
            line("email-address", ADDRESS),
            line("password", PASSWORD),
            heading("incoming-server"),
            line("protocol", PROTOCOL),
            line("hostname", IN_HOST),
            line("port", IN_PORT),
            line("connection-security", IN_SECURITY),
            line("authentication-method", AUTHENTICATION),
            line("username", IN_USER),
            heading("outgoing-server"),
            line("hostname", OUT_HOST),
            line("port", OUT_PORT),
            line("connection-security", OUT_SECURITY),
            line("authentication-method", AUTHENTICATION),
            line("username", OUT_USER)),
    THUNDERBIRD_ANDROID(
            "thunderbird-android",
            Way.CODE,
            line("email-address", ADDRESS),
            line("password", PASSWORD),
            heading("incoming-server-settings"),
            line("protocol", PROTOCOL),
            line("server", IN_HOST),
            line("security", IN_SECURITY),
            line("port", IN_PORT),
            line("username", IN_USER),
            heading("outgoing-server-settings"),
            line("server", OUT_HOST),
            line("security", OUT_SECURITY),
            line("port", OUT_PORT),
            line("username", OUT_USER)),
    OUTLOOK_NEW(
            "outlook-new",
            Way.AUTOMATIC,
            line("imap-username", IN_USER),
            line("imap-password", PASSWORD),
            line("imap-incoming-server", IN_HOST),
            line("imap-port", IN_PORT),
            line("secure-connection-type", IN_SECURITY),
            line("smtp-username", OUT_USER),
            line("smtp-password", PASSWORD),
            line("smtp-outgoing-server", OUT_HOST),
            line("smtp-port", OUT_PORT),
            line("secure-connection-type", OUT_SECURITY)),
    OUTLOOK_CLASSIC(
            "outlook-classic",
            Way.AUTOMATIC,
            line("email-address", ADDRESS),
            heading("incoming-mail"),
            line("server", IN_HOST),
            line("port", IN_PORT),
            line("encryption-method", IN_SECURITY),
            heading("outgoing-mail"),
            line("server", OUT_HOST),
            line("port", OUT_PORT),
            line("encryption-method", OUT_SECURITY),
            line("password", PASSWORD)),
    OUTLOOK_MAC(
            "outlook-mac",
            Way.AUTOMATIC,
            line("email-address", ADDRESS),
            line("username", IN_USER),
            line("password", PASSWORD),
            line("incoming-server", IN_HOST),
            line("port", IN_PORT),
            line("use-ssl", YES),
            line("outgoing-server", OUT_HOST),
            line("port", OUT_PORT),
            line("use-ssl", YES)),
    OUTLOOK_PHONE(
            "outlook-phone",
            Way.FIELDS,
            line("email-address", ADDRESS),
            heading("imap-incoming-mail-server"),
            line("imap-host-name", IN_HOST),
            line("port", IN_PORT),
            line("security-type", IN_SECURITY),
            line("imap-username", IN_USER),
            line("imap-password", PASSWORD),
            heading("smtp-outgoing-mail-server"),
            line("smtp-host-name", OUT_HOST),
            line("port", OUT_PORT),
            line("security-type", OUT_SECURITY),
            line("smtp-username", OUT_USER),
            line("smtp-password", PASSWORD)),
    GMAIL_ANDROID(
            "gmail-android",
            Way.FIELDS,
            line("email-address", ADDRESS),
            line("account-kind", PROTOCOL),
            line("password", PASSWORD),
            heading("incoming-server-settings"),
            line("username", IN_USER),
            line("password", PASSWORD),
            line("server", IN_HOST),
            line("port", IN_PORT),
            line("security-type", IN_SECURITY),
            heading("outgoing-server-settings"),
            line("smtp-server", OUT_HOST),
            line("port", OUT_PORT),
            line("security-type", OUT_SECURITY),
            line("username", OUT_USER),
            line("password", PASSWORD)),
    SAMSUNG(
            "samsung",
            Way.FIELDS,
            line("email-address", ADDRESS),
            line("username", IN_USER),
            line("password", PASSWORD),
            heading("incoming-server"),
            line("imap-server", IN_HOST),
            line("security-type", IN_SECURITY),
            line("port", IN_PORT),
            heading("outgoing-server"),
            line("smtp-server", OUT_HOST),
            line("security-type", OUT_SECURITY),
            line("port", OUT_PORT)),
    EVOLUTION(
            "evolution",
            Way.AUTOMATIC,
            line("full-name", NAME),
            line("email-address", ADDRESS),
            heading("receiving-email"),
            line("server-type", PROTOCOL),
            line("server", IN_HOST),
            line("port", IN_PORT),
            line("username", IN_USER),
            line("encryption-method", IN_SECURITY),
            heading("sending-email"),
            line("server", OUT_HOST),
            line("port", OUT_PORT),
            line("requires-authentication", YES),
            line("encryption-method", OUT_SECURITY),
            line("username", OUT_USER),
            line("password", PASSWORD)),
    ANY_PROGRAM(
            "any",
            Way.FIELDS,
            line("email-address", ADDRESS),
            heading("incoming-server"),
            line("protocol", PROTOCOL),
            line("server", IN_HOST),
            line("port", IN_PORT),
            line("encryption-method", IN_SECURITY),
            line("username", IN_USER),
            line("password", PASSWORD),
            heading("outgoing-server"),
            line("server", OUT_HOST),
            line("port", OUT_PORT),
            line("encryption-method", OUT_SECURITY),
            line("username", OUT_USER),
            line("password", PASSWORD)),
    SENDER(
            "sender",
            Way.FIELDS,
            line("smtp-server", OUT_HOST),
            line("port", OUT_PORT),
            line("encryption-method", OUT_SECURITY),
            line("username", OUT_USER),
            line("password", PASSWORD),
            line("sender-address", ADDRESS)),
    WORDPRESS(
            "wordpress",
            Way.FIELDS,
            line("from-email", ADDRESS),
            line("from-name", NAME),
            line("smtp-host", OUT_HOST),
            line("encryption", OUT_SECURITY),
            line("smtp-port", OUT_PORT),
            line("authentication", YES),
            line("smtp-username", OUT_USER),
            line("smtp-password", PASSWORD));

    /** What it takes at best. Each has its fields too, for when that fails. */
    public enum Way {
        /** A configuration profile of Apple's. */
        PROFILE,
        /** A QR code with the account in it. */
        CODE,
        /** Address and password: it finds the rest by itself. */
        AUTOMATIC,
        /** Nothing but its fields. */
        FIELDS
    }

    private final String word;
    private final Way way;

    // A copy, which nobody can change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Field> fields;

    MailProgram(String word, Way way, Field... fields) {
        this.word = word;
        this.way = way;
        this.fields = List.of(fields);
    }

    private static Field line(String label, Field.Value value) {
        return new Field(label, value);
    }

    public static Optional<MailProgram> of(String word) {
        return Stream.of(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /** In addresses of pages, and in keys of texts. */
    public String word() {
        return word;
    }

    public Way way() {
        return way;
    }

    public List<Field> fields() {
        return fields;
    }

    /** Whether it never reads mail, so that its password need not open any. */
    public boolean onlySends() {
        return this == SENDER || this == WORDPRESS;
    }

    /** For people. */
    public String name(Language language) {
        return Exports.TEXTS.in(language, "name." + word);
    }

    /** Where in the program its screen for other accounts is. */
    public String byHand(Language language) {
        return text(language, "by-hand");
    }

    /** What the program calls a kind of encryption. */
    String security(Language language, Security security) {
        return text(
                language,
                switch (security) {
                    case TLS -> "tls";
                    case STARTTLS -> "starttls";
                    case NONE -> "plain";
                });
    }

    /** One for this program, or the one for all. */
    private String text(Language language, String key) {
        String own = "program." + word + "." + key;
        return Exports.TEXTS.in(language, Exports.TEXTS.has(own) ? own : "program." + key);
    }
}
