package org.mailstead.finder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Made-up hosters, each of which tells its settings in one way alone. */
final class FinderWays {
    static final String PACC = "https://ua-auto-config.hoster.test/.well-known/user-agent-configuration.json";

    private static final String DIRECTORY = "https://autoconfig.thunderbird.net/v1.1/hoster.test";
    private static final String TENANT =
            "https://login.microsoftonline.com/hoster.test/v2.0/.well-known/openid-configuration";

    private static final String OWN = "mail.hoster.test";
    private static final String MX = "hoster.test MX 10 mx.hosting.test";
    private static final String WEB = " A " + HosterNet.WEB;
    private static final String IMAPS = "_imaps._tcp.hoster.test SRV 0 1 993 mail.hoster.test\n";

    private FinderWays() {}

    static String autoconfig(String host, String user) {
        return """
                <?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="hoster.test"><domain>hoster.test</domain>
                <incomingServer type="imap"><hostname>HOST</hostname><port>993</port><socketType>SSL</socketType>
                <authentication>OAuth2</authentication><authentication>password-cleartext</authentication>
                <username>USER</username></incomingServer>
                <outgoingServer type="smtp"><hostname>HOST</hostname><port>587</port><socketType>STARTTLS</socketType>
                <authentication>password-cleartext</authentication><username>USER</username></outgoingServer>
                <enable visiturl="https://hoster.test/s"><instruction>Switch on IMAP
                 in the settings</instruction></enable></emailProvider></clientConfig>
                """.replace("HOST", host).replace("USER", user);
    }

    static String autodiscover(String host) {
        return """
                <?xml version="1.0"?><Autodiscover><Response><Account><Protocol><Type>IMAP</Type><Server>HOST</Server>
                <Port>993</Port><LoginName>ann</LoginName></Protocol><Protocol><Type>SMTP</Type><Server>HOST</Server>
                <Port>587</Port><LoginName>ann</LoginName></Protocol></Account></Response></Autodiscover>
                """.replace("HOST", host);
    }

    static String configuration(String host) {
        return """
                {"protocols":{"imap":{"host":"HOST"},"jmap":{"url":"https://HOST/j"},"submit":{"host":"HOST"},
                "smtp":{"host":"HOST"}},"authentication":{"oauth-public":{"issuer":"https://HOST"},"password":true},"info":{"x":[1,{}]}}
                """.replace("HOST", host);
    }

    /** One way to tell settings, alone. */
    record Way(String name, Source.Kind kind, String host, String... told) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> all() {
        return Stream.of(own(), newest(), hosters(), records(), exchange()).flatMap(List::stream);
    }

    private static List<Way> own() {
        return List.of(
                new Way(
                        "autoconfig",
                        Source.Kind.AUTOCONFIG,
                        OWN,
                        "autoconfig.hoster.test" + WEB,
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        autoconfig(OWN, "%EMAILADDRESS%")),
                new Way(
                        "autoconfig, local part",
                        Source.Kind.AUTOCONFIG,
                        OWN,
                        "autoconfig.hoster.test" + WEB,
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        autoconfig(OWN, "%EMAILLOCALPART%")),
                new Way(
                        "autoconfig, host by the domain",
                        Source.Kind.AUTOCONFIG,
                        OWN,
                        "autoconfig.hoster.test" + WEB,
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        autoconfig("mail.%EMAILDOMAIN%", "%EMAILADDRESS%")),
                new Way(
                        "well-known",
                        Source.Kind.AUTOCONFIG,
                        OWN,
                        "hoster.test" + WEB,
                        "https://hoster.test/.well-known/autoconfig/mail/config-v1.1.xml",
                        autoconfig(OWN, "%EMAILADDRESS%")),
                new Way(
                        "led elsewhere",
                        Source.Kind.AUTOCONFIG,
                        OWN,
                        "autoconfig.hoster.test" + WEB + "\nwww.hoster.test" + WEB,
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        "https://www.hoster.test/a.xml",
                        "https://www.hoster.test/a.xml",
                        autoconfig(OWN, "%EMAILADDRESS%")));
    }

    private static List<Way> newest() {
        return List.of(
                new Way(
                        "newest form",
                        Source.Kind.USER_AGENT_CONFIGURATION,
                        OWN,
                        "ua-auto-config.hoster.test" + WEB,
                        PACC,
                        configuration(OWN)),
                new Way(
                        "newest form with its digest",
                        Source.Kind.USER_AGENT_CONFIGURATION,
                        OWN,
                        "ua-auto-config.hoster.test" + WEB + "\n_ua-auto-config.hoster.test TXT \"v=UAAC1; a=sha256; d="
                                + digest(configuration(OWN)) + "\"",
                        PACC,
                        configuration(OWN)),
                new Way(
                        "without TLS",
                        Source.Kind.UNENCRYPTED,
                        OWN,
                        "autoconfig.hoster.test" + WEB,
                        "http://autoconfig.hoster.test/mail/config-v1.1.xml",
                        autoconfig(OWN, "%EMAILADDRESS%")));
    }

    private static List<Way> hosters() {
        return List.of(
                new Way(
                        "hoster, by its mail host's domain",
                        Source.Kind.MAIL_HOST_AUTOCONFIG,
                        "mail.hosting.test",
                        MX + "\nautoconfig.hosting.test" + WEB,
                        "https://autoconfig.hosting.test/mail/config-v1.1.xml",
                        autoconfig("mail.hosting.test", "%EMAILADDRESS%")),
                new Way(
                        "hoster, by its mail host's parent",
                        Source.Kind.MAIL_HOST_AUTOCONFIG,
                        "mail.hosting.test",
                        "hoster.test MX 10 mx1.eu.hosting.test\nautoconfig.eu.hosting.test" + WEB,
                        "https://autoconfig.eu.hosting.test/mail/config-v1.1.xml",
                        autoconfig("mail.hosting.test", "%EMAILADDRESS%")),
                new Way(
                        "directory",
                        Source.Kind.DATABASE,
                        "mail.hosting.test",
                        "autoconfig.thunderbird.net" + WEB,
                        DIRECTORY,
                        autoconfig("mail.hosting.test", "%EMAILADDRESS%")),
                new Way(
                        "Microsoft",
                        Source.Kind.MICROSOFT,
                        "outlook.office365.com",
                        "login.microsoftonline.com" + WEB,
                        TENANT,
                        "{}"));
    }

    private static List<Way> records() {
        return List.of(
                new Way(
                        "records",
                        Source.Kind.RECORDS,
                        OWN,
                        IMAPS + "_submissions._tcp.hoster.test SRV 0 1 465 mail.hoster.test"),
                new Way(
                        "records, STARTTLS",
                        Source.Kind.RECORDS,
                        OWN,
                        "_imap._tcp.hoster.test SRV 0 1 143 mail.hoster.test\n_submission._tcp.hoster.test SRV 0 1 587 mail.hoster.test"),
                new Way(
                        "records, POP3",
                        Source.Kind.RECORDS,
                        OWN,
                        "_imaps._tcp.hoster.test SRV 0 0 0 .\n_pop3s._tcp.hoster.test SRV 0 1 995 mail.hoster.test\n_submissions._tcp.hoster.test SRV 0 1 465 mail.hoster.test"));
    }

    private static List<Way> exchange() {
        return List.of(
                new Way(
                        "Exchange, at its OWN name",
                        Source.Kind.AUTODISCOVER,
                        OWN,
                        "autodiscover.hoster.test" + WEB,
                        "https://autodiscover.hoster.test/autodiscover/autodiscover.xml",
                        autodiscover(OWN)),
                new Way(
                        "Exchange, at the domain",
                        Source.Kind.AUTODISCOVER,
                        OWN,
                        "hoster.test" + WEB,
                        "https://hoster.test/autodiscover/autodiscover.xml",
                        autodiscover(OWN)),
                new Way(
                        "Exchange, by a record",
                        Source.Kind.AUTODISCOVER,
                        OWN,
                        "_autodiscover._tcp.hoster.test SRV 0 1 443 www.hosting.test\nwww.hosting.test" + WEB,
                        "https://www.hosting.test/autodiscover/autodiscover.xml",
                        autodiscover(OWN)),
                new Way(
                        "Exchange, led by HTTP",
                        Source.Kind.AUTODISCOVER,
                        OWN,
                        "autodiscover.hoster.test" + WEB + "\nwww.hosting.test" + WEB,
                        "http://autodiscover.hoster.test/autodiscover/autodiscover.xml",
                        "https://www.hosting.test/autodiscover/autodiscover.xml",
                        "https://www.hosting.test/autodiscover/autodiscover.xml",
                        autodiscover(OWN)),
                new Way(
                        "Exchange, newer form",
                        Source.Kind.AUTODISCOVER,
                        OWN,
                        "autodiscover.hoster.test" + WEB + "\nwww.hosting.test" + WEB,
                        "https://autodiscover.hoster.test/autodiscover/autodiscover.json",
                        "{\"Protocol\":\"AutodiscoverV1\",\"Url\":\"https://www.hosting.test/x.xml\"}",
                        "https://www.hosting.test/x.xml",
                        autodiscover(OWN)));
    }

    private static String digest(String document) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(document.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
