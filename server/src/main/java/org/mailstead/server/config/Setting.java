package org.mailstead.server.config;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;
import static org.mailstead.server.config.Configuration.Ports;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One key of the file: what may stand there and what it means. The list {@link Settings#ALL} is the reference
 * that {@code docs/configuration.md} prints, and nothing outside it is accepted.
 *
 * @param name with its table, such as {@code listen.smtp}
 * @param byDefault as it would be written in the file; {@link #REQUIRED} where there is none
 */
record Setting(String name, Kind kind, String byDefault, String meaning) {
    static final String REQUIRED = "";

    sealed interface Kind {
        record Text() implements Kind {}

        /** A text that may be empty: what it is, in words that end a sentence. */
        record Words(String what) implements Kind {}

        record Addresses() implements Kind {}

        record Host() implements Kind {}

        record Whole(long least, long most) implements Kind {}

        record Port() implements Kind {}

        record Truth() implements Kind {}

        /** One of a few words. */
        record OneOf(List<String> words) implements Kind {}

        /** Tables that may be there several times. */
        record Tables() implements Kind {}

        /** A list of texts, which may be empty: what they are, with an example, in words that end a sentence. */
        record Texts(String what) implements Kind {}
    }

    static final Setting DATA = new Setting(
            "data",
            new Kind.Text(),
            REQUIRED,
            "The folder that holds all mail, accounts and keys. A relative path starts at the folder of this file.");
    static final Setting HOSTNAME = new Setting(
            "hostname",
            new Kind.Text(),
            REQUIRED,
            "The full name of this machine, such as mail.example.org: the server calls itself so in greetings and in"
                    + " the Received header.");
    static final Setting ADDRESSES = new Setting(
            "listen.addresses",
            new Kind.Addresses(),
            "[\"*\"]",
            "Local network addresses on which to open the ports. \"*\" is all of them, \"127.0.0.1\" this machine"
                    + " only.");
    private static final Map<MailPort, String> PORT_MEANINGS = Map.ofEntries(
            entry(MailPort.SMTP, "Mail from other servers, STARTTLS."),
            entry(
                    MailPort.LMTP,
                    "Mail for people here from programs of your own, such as Postfix or Exim, over LMTP; who may is in"
                            + " `lmtp.networks`."),
            entry(MailPort.SUBMISSION, "Sending by mail programs, STARTTLS."),
            entry(MailPort.SUBMISSIONS, "Sending by mail programs, SSL/TLS."),
            entry(
                    MailPort.SUBMISSION_ALTERNATIVE,
                    "The same as `listen.submission`, for people in networks that block its usual number."),
            entry(MailPort.IMAP, "Reading by mail programs, STARTTLS."),
            entry(MailPort.IMAPS, "Reading by mail programs, SSL/TLS."),
            entry(MailPort.POP3, "Fetching by mail programs, STARTTLS."),
            entry(MailPort.POP3S, "Fetching by mail programs, SSL/TLS."),
            entry(
                    MailPort.HTTPS,
                    "What mail programs ask for their settings, what your domains ask of other servers (MTA-STS), the pages of"
                            + " the server."),
            entry(MailPort.HTTP, "Leads to HTTPS."));
    static final Setting FORGIVE = new Setting(
            "listen.forgive-wrong-settings",
            new Kind.Truth(),
            "true",
            "Mail programs that were set up with SSL/TLS on a port for STARTTLS, or the other way round, connect all the same, and those"
                    + " with the port of another protocol are told the right one. A greeting on a port for STARTTLS comes 0.15 seconds"
                    + " later for it. No password is taken before TLS either way.");
    static final Setting MAIL_OVER_HTTPS = new Setting(
            "listen.mail-over-https",
            new Kind.Truth(),
            "true",
            "Mail programs are served on the port for HTTPS too, for networks that let nothing else through, if they ask for it as TLS begins"
                    + " (ALPN `imap`, `pop3` or `smtp`). Not for those behind a proxy that ends TLS.");
    static final Setting CERTIFICATE = new Setting(
            "tls.certificate",
            new Kind.Text(),
            "\"DATA/tls/certificate.pem\"",
            "PEM file with the certificate and the chain that leads to its root. A new one is taken up within a minute,"
                    + " or at once by `mailstead reload`, without a restart. With `[acme]` it is shown where no other fits.");
    static final Setting KEY = new Setting(
            "tls.key", new Kind.Text(), "\"DATA/tls/key.pem\"", "PEM file with the certificate's private key.");
    static final Setting SMARTHOST = new Setting(
            "sending.smarthost",
            new Kind.Host(),
            "\"\"",
            "The server that takes all mail for others, as name:port, such as mail.provider.example:25. Empty: each"
                    + " domain's own server is found and mail brought there. \"off\": no mail leaves, its senders get it"
                    + " back.");
    static final Setting SOURCES = new Setting(
            "sending.source-addresses",
            new Kind.Texts("network addresses, such as [\"192.0.2.1\", \"2001:db8::1\"]"),
            "[]",
            "Addresses of this machine from which mail leaves, one of IPv4 and one of IPv6: those whose names in the"
                    + " DNS lead back to them. Empty: any.");
    static final Setting ASK_OTHERS = new Setting(
            "sending.ask-split-domains",
            new Kind.OneOf(List.of("on", "off")),
            "\"on\"",
            "Where a route leads mail of one of your own domains to another server: whether that server is asked if an"
                    + " address exists, before mail for it is taken. off: all count as good.");
    static final Setting WARN_HOURS = new Setting(
            "sending.warn-hours",
            new Kind.Whole(1, 240),
            "4",
            "Hours after which the sender is told, once, that a message could not be delivered yet. Tries go on.");
    static final Setting GIVE_UP_DAYS = new Setting(
            "sending.give-up-days",
            new Kind.Whole(1, 20),
            "5",
            "Days after which a message that could not be delivered goes back to its sender. RFC 5321 asks for four or five.");
    static final Setting DMARC_REPORTS = new Setting(
            "sending.dmarc-reports",
            new Kind.OneOf(List.of("on", "off")),
            "\"on\"",
            "Whether domains that ask for it (DMARC, rua) are told once a day how much mail that claimed to be theirs came here, from"
                    + " which addresses, and what became of it. Who it was for is not told.");
    static final Setting MESSAGE_MIB = new Setting(
            "limits.message-mib",
            new Kind.Whole(1, 1024),
            "50",
            "Largest message, in MiB, as it travels: an attachment grows by a third on the way. Others refuse above 25"
                    + " to 50.");
    static final Setting CONNECTIONS = new Setting(
            "limits.connections",
            new Kind.Whole(10, 1_000_000),
            "10000",
            "Connections open at once. An idle one with TLS takes 15 KB of the heap.");
    static final Setting PER_ADDRESS = new Setting(
            "limits.connections-per-address",
            new Kind.Whole(1, 1_000_000),
            "200",
            "Connections open at once from one network address. Raise it where many people share one.");

    static final Setting LOGIN_DELAY = new Setting(
            "limits.pop3-login-delay-seconds",
            new Kind.Whole(0, 3600),
            "0",
            "Seconds that must pass between two sign-ins of one account over POP3, for programs that ask much too often. They are told"
                    + " so (LOGIN-DELAY). A session that broke off does not count. 0: none.");

    /** Those that stand here; {@link Settings#ALL} has the others too. */
    static final List<Setting> GENERAL = Stream.of(
                    Stream.of(DATA, HOSTNAME, ADDRESSES),
                    Arrays.stream(MailPort.values()).map(Setting::of),
                    Stream.of(
                            FORGIVE,
                            MAIL_OVER_HTTPS,
                            CERTIFICATE,
                            KEY,
                            SMARTHOST,
                            SOURCES,
                            ASK_OTHERS,
                            WARN_HOURS,
                            GIVE_UP_DAYS,
                            DMARC_REPORTS,
                            MESSAGE_MIB,
                            CONNECTIONS,
                            PER_ADDRESS,
                            LOGIN_DELAY))
            .flatMap(settings -> settings)
            .toList();

    static Setting of(MailPort port) {
        return new Setting(
                port.setting(),
                new Kind.Port(),
                Ports.STANDARD.of(port) == Ports.OFF ? "\"off\"" : Integer.toString(Ports.STANDARD.of(port)),
                Objects.requireNonNull(PORT_MEANINGS.get(port)));
    }

    boolean isRequired() {
        return byDefault.equals(REQUIRED);
    }

    String table() {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    String key() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** What may stand there, in words that end a sentence. */
    String expected() {
        return switch (kind) {
            case Kind.Text _ -> "a text in quotes";
            case Kind.Words(var what) -> what;
            case Kind.Addresses _ -> "a list of network addresses, such as [\"127.0.0.1\"]";
            case Kind.Host _ -> "a host with its port, such as \"mail.provider.example:25\", or \"\" or \"off\"";
            case Kind.Whole(long least, long most) -> "a whole number from " + least + " to " + most;
            case Kind.OneOf(var words) ->
                words.stream().map(word -> '"' + word + '"').collect(joining(" or "));
            case Kind.Texts(var what) -> "a list of " + what;
            case Kind.Tables _ -> "tables, each under [[" + name + "]]";
            case Kind.Truth _ -> "true or false";
            case Kind.Port _ -> "a port from 1 to 65535, 0 for any free one, or \"off\"";
        };
    }

    static Stream<String> tables() {
        return Settings.ALL.stream()
                .map(Setting::table)
                .filter(t -> !t.isEmpty())
                .distinct();
    }
}
