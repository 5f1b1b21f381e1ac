package org.mailstead.setup;

import static org.mailstead.setup.Field.Value.ADDRESS;
import static org.mailstead.setup.Field.Value.IN_HOST;
import static org.mailstead.setup.Field.Value.IN_PORT;
import static org.mailstead.setup.Field.Value.IN_SECURITY;
import static org.mailstead.setup.Field.Value.NAME;
import static org.mailstead.setup.Field.Value.OUT_HOST;
import static org.mailstead.setup.Field.Value.OUT_PORT;
import static org.mailstead.setup.Field.Value.OUT_SECURITY;
import static org.mailstead.setup.Field.Value.PASSWORD;
import static org.mailstead.setup.Field.Value.PLAIN_PASSWORD;
import static org.mailstead.setup.Field.Value.PROTOCOL;
import static org.mailstead.setup.Field.Value.USER;
import static org.mailstead.setup.Field.Value.YES;
import static org.mailstead.setup.Field.heading;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Programs that people read mail with, and what each of them asks for: the lines of its screen for other accounts, in their order. */
enum MailProgram {
    APPLE_PHONE(
            "apple-phone",
            Way.PROFILE,
            EnumSet.of(Device.IPHONE),
            line("name", NAME),
            line("email", ADDRESS),
            line("password", PASSWORD),
            heading("incoming-mail-server"),
            line("host-name", IN_HOST),
            line("user-name", USER),
            line("password", PASSWORD),
            heading("outgoing-mail-server"),
            line("host-name", OUT_HOST),
            line("user-name", USER),
            line("password", PASSWORD)),
    APPLE_MAC(
            "apple-mac",
            Way.PROFILE,
            EnumSet.of(Device.MAC),
            line("name", NAME),
            line("email-address", ADDRESS),
            line("password", PASSWORD),
            line("account-type", PROTOCOL),
            line("incoming-mail-server", IN_HOST),
            line("outgoing-mail-server", OUT_HOST)),
    THUNDERBIRD(
            "thunderbird",
            Way.AUTOMATIC,
            EnumSet.of(Device.WINDOWS, Device.MAC, Device.LINUX),
            line("full-name", NAME),
            line("email-address", ADDRESS),
            line("password", PASSWORD),
            heading("incoming-server"),
            line("protocol", PROTOCOL),
            line("hostname", IN_HOST),
            line("port", IN_PORT),
            line("connection-security", IN_SECURITY),
            line("authentication-method", PLAIN_PASSWORD),
            line("username", USER),
            heading("outgoing-server"),
            line("hostname", OUT_HOST),
            line("port", OUT_PORT),
            line("connection-security", OUT_SECURITY),
            line("authentication-method", PLAIN_PASSWORD),
            line("username", USER)),
    THUNDERBIRD_ANDROID(
            "thunderbird-android",
            Way.CODE,
            EnumSet.of(Device.ANDROID),
            line("email-address", ADDRESS),
            line("password", PASSWORD),
            heading("incoming-server-settings"),
            line("protocol", PROTOCOL),
            line("server", IN_HOST),
            line("security", IN_SECURITY),
            line("port", IN_PORT),
            line("username", USER),
            heading("outgoing-server-settings"),
            line("server", OUT_HOST),
            line("security", OUT_SECURITY),
            line("port", OUT_PORT),
            line("username", USER)),
    OUTLOOK_NEW(
            "outlook-new",
            Way.AUTOMATIC,
            EnumSet.of(Device.WINDOWS),
            line("imap-username", USER),
            line("imap-password", PASSWORD),
            line("imap-incoming-server", IN_HOST),
            line("imap-port", IN_PORT),
            line("secure-connection-type", IN_SECURITY),
            line("smtp-username", USER),
            line("smtp-password", PASSWORD),
            line("smtp-outgoing-server", OUT_HOST),
            line("smtp-port", OUT_PORT),
            line("secure-connection-type", OUT_SECURITY)),
    OUTLOOK_CLASSIC(
            "outlook-classic",
            Way.AUTOMATIC,
            EnumSet.of(Device.WINDOWS),
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
            EnumSet.of(Device.MAC),
            line("email-address", ADDRESS),
            line("username", USER),
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
            EnumSet.of(Device.IPHONE, Device.ANDROID),
            line("email-address", ADDRESS),
            heading("imap-incoming-mail-server"),
            line("imap-host-name", IN_HOST),
            line("port", IN_PORT),
            line("security-type", IN_SECURITY),
            line("imap-username", USER),
            line("imap-password", PASSWORD),
            heading("smtp-outgoing-mail-server"),
            line("smtp-host-name", OUT_HOST),
            line("port", OUT_PORT),
            line("security-type", OUT_SECURITY),
            line("smtp-username", USER),
            line("smtp-password", PASSWORD)),
    GMAIL_ANDROID(
            "gmail-android",
            Way.FIELDS,
            EnumSet.of(Device.ANDROID),
            line("email-address", ADDRESS),
            line("account-kind", PROTOCOL),
            line("password", PASSWORD),
            heading("incoming-server-settings"),
            line("username", USER),
            line("password", PASSWORD),
            line("server", IN_HOST),
            line("port", IN_PORT),
            line("security-type", IN_SECURITY),
            heading("outgoing-server-settings"),
            line("smtp-server", OUT_HOST),
            line("port", OUT_PORT),
            line("security-type", OUT_SECURITY),
            line("username", USER),
            line("password", PASSWORD)),
    SAMSUNG(
            "samsung",
            Way.FIELDS,
            EnumSet.of(Device.ANDROID),
            line("email-address", ADDRESS),
            line("username", USER),
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
            EnumSet.of(Device.LINUX),
            line("full-name", NAME),
            line("email-address", ADDRESS),
            heading("receiving-email"),
            line("server-type", PROTOCOL),
            line("server", IN_HOST),
            line("port", IN_PORT),
            line("username", USER),
            line("encryption-method", IN_SECURITY),
            heading("sending-email"),
            line("server", OUT_HOST),
            line("port", OUT_PORT),
            line("requires-authentication", YES),
            line("encryption-method", OUT_SECURITY),
            line("username", USER),
            line("password", PASSWORD)),
    ANY_PROGRAM(
            "any",
            Way.FIELDS,
            EnumSet.allOf(Device.class),
            line("email-address", ADDRESS),
            heading("incoming-server"),
            line("protocol", PROTOCOL),
            line("server", IN_HOST),
            line("port", IN_PORT),
            line("encryption-method", IN_SECURITY),
            line("username", USER),
            line("password", PASSWORD),
            heading("outgoing-server"),
            line("server", OUT_HOST),
            line("port", OUT_PORT),
            line("encryption-method", OUT_SECURITY),
            line("username", USER),
            line("password", PASSWORD)),
    SENDER(
            "sender",
            Way.FIELDS,
            EnumSet.of(Device.OTHER),
            line("smtp-server", OUT_HOST),
            line("port", OUT_PORT),
            line("encryption-method", OUT_SECURITY),
            line("username", USER),
            line("password", PASSWORD),
            line("sender-address", ADDRESS));

    /** What it takes at best. Each has its fields too, for when that fails. */
    enum Way {
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

    // Copies, which nobody can change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Device> devices;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Field> fields;

    MailProgram(String word, Way way, Set<Device> devices, Field... fields) {
        this.word = word;
        this.way = way;
        this.devices = Set.copyOf(devices);
        this.fields = List.of(fields);
    }

    private static Field line(String label, Field.Value value) {
        return new Field(label, value);
    }

    static Optional<MailProgram> of(String word) {
        return Stream.of(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /** In addresses of pages, and in keys of texts. */
    String word() {
        return word;
    }

    Way way() {
        return way;
    }

    Set<Device> devices() {
        return devices;
    }

    List<Field> fields() {
        return fields;
    }

    /** Whether it never reads mail, so that its password need not open any. */
    boolean onlySends() {
        return this == SENDER;
    }
}
