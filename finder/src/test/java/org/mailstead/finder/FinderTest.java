package org.mailstead.finder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.finder.Finding.Doubt;
import org.mailstead.finder.Finding.Trust;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Provider;
import org.mailstead.settings.ProviderTable;
import org.mailstead.settings.Secret;

class FinderTest {
    private static final ProviderTable TABLE = ProviderTable.builtIn();
    private static final String DOMAIN = "hoster.test";
    private static final String ADDRESS = "ann@" + DOMAIN;
    private static final String PACC = "https://ua-auto-config.hoster.test/.well-known/user-agent-configuration.json";
    private static final String DIRECTORY = "https://autoconfig.thunderbird.net/v1.1/hoster.test";
    private static final String TENANT =
            "https://login.microsoftonline.com/hoster.test/v2.0/.well-known/openid-configuration";

    private final Finder finder = new Finder(TABLE);

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

    static Stream<Way> ways() {
        String own = "mail.hoster.test";
        String mx = "hoster.test MX 10 mx.hosting.test";
        String web = " A " + HosterNet.WEB;
        String records = "_imaps._tcp.hoster.test SRV 0 1 993 mail.hoster.test\n";
        return Stream.of(
                new Way(
                        "autoconfig",
                        Source.Kind.AUTOCONFIG,
                        own,
                        "autoconfig.hoster.test" + web,
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        autoconfig(own, "%EMAILADDRESS%")),
                new Way(
                        "autoconfig, local part",
                        Source.Kind.AUTOCONFIG,
                        own,
                        "autoconfig.hoster.test" + web,
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        autoconfig(own, "%EMAILLOCALPART%")),
                new Way(
                        "autoconfig, host by the domain",
                        Source.Kind.AUTOCONFIG,
                        own,
                        "autoconfig.hoster.test" + web,
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        autoconfig("mail.%EMAILDOMAIN%", "%EMAILADDRESS%")),
                new Way(
                        "well-known",
                        Source.Kind.AUTOCONFIG,
                        own,
                        "hoster.test" + web,
                        "https://hoster.test/.well-known/autoconfig/mail/config-v1.1.xml",
                        autoconfig(own, "%EMAILADDRESS%")),
                new Way(
                        "led elsewhere",
                        Source.Kind.AUTOCONFIG,
                        own,
                        "autoconfig.hoster.test" + web + "\nwww.hoster.test" + web,
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        "https://www.hoster.test/a.xml",
                        "https://www.hoster.test/a.xml",
                        autoconfig(own, "%EMAILADDRESS%")),
                new Way(
                        "newest form",
                        Source.Kind.USER_AGENT_CONFIGURATION,
                        own,
                        "ua-auto-config.hoster.test" + web,
                        PACC,
                        configuration(own)),
                new Way(
                        "newest form with its digest",
                        Source.Kind.USER_AGENT_CONFIGURATION,
                        own,
                        "ua-auto-config.hoster.test" + web + "\n_ua-auto-config.hoster.test TXT \"v=UAAC1; a=sha256; d="
                                + digest(configuration(own)) + "\"",
                        PACC,
                        configuration(own)),
                new Way(
                        "hoster, by its mail host's domain",
                        Source.Kind.MAIL_HOST_AUTOCONFIG,
                        "mail.hosting.test",
                        mx + "\nautoconfig.hosting.test" + web,
                        "https://autoconfig.hosting.test/mail/config-v1.1.xml",
                        autoconfig("mail.hosting.test", "%EMAILADDRESS%")),
                new Way(
                        "hoster, by its mail host's parent",
                        Source.Kind.MAIL_HOST_AUTOCONFIG,
                        "mail.hosting.test",
                        "hoster.test MX 10 mx1.eu.hosting.test\nautoconfig.eu.hosting.test" + web,
                        "https://autoconfig.eu.hosting.test/mail/config-v1.1.xml",
                        autoconfig("mail.hosting.test", "%EMAILADDRESS%")),
                new Way(
                        "directory",
                        Source.Kind.DATABASE,
                        "mail.hosting.test",
                        "autoconfig.thunderbird.net" + web,
                        DIRECTORY,
                        autoconfig("mail.hosting.test", "%EMAILADDRESS%")),
                new Way(
                        "records",
                        Source.Kind.RECORDS,
                        own,
                        records + "_submissions._tcp.hoster.test SRV 0 1 465 mail.hoster.test"),
                new Way(
                        "records, STARTTLS",
                        Source.Kind.RECORDS,
                        own,
                        "_imap._tcp.hoster.test SRV 0 1 143 mail.hoster.test\n_submission._tcp.hoster.test SRV 0 1 587 mail.hoster.test"),
                new Way(
                        "records, POP3",
                        Source.Kind.RECORDS,
                        own,
                        "_imaps._tcp.hoster.test SRV 0 0 0 .\n_pop3s._tcp.hoster.test SRV 0 1 995 mail.hoster.test\n_submissions._tcp.hoster.test SRV 0 1 465 mail.hoster.test"),
                new Way(
                        "Exchange, at its own name",
                        Source.Kind.AUTODISCOVER,
                        own,
                        "autodiscover.hoster.test" + web,
                        "https://autodiscover.hoster.test/autodiscover/autodiscover.xml",
                        autodiscover(own)),
                new Way(
                        "Exchange, at the domain",
                        Source.Kind.AUTODISCOVER,
                        own,
                        "hoster.test" + web,
                        "https://hoster.test/autodiscover/autodiscover.xml",
                        autodiscover(own)),
                new Way(
                        "Exchange, by a record",
                        Source.Kind.AUTODISCOVER,
                        own,
                        "_autodiscover._tcp.hoster.test SRV 0 1 443 www.hosting.test\nwww.hosting.test" + web,
                        "https://www.hosting.test/autodiscover/autodiscover.xml",
                        autodiscover(own)),
                new Way(
                        "Exchange, led by HTTP",
                        Source.Kind.AUTODISCOVER,
                        own,
                        "autodiscover.hoster.test" + web + "\nwww.hosting.test" + web,
                        "http://autodiscover.hoster.test/autodiscover/autodiscover.xml",
                        "https://www.hosting.test/autodiscover/autodiscover.xml",
                        "https://www.hosting.test/autodiscover/autodiscover.xml",
                        autodiscover(own)),
                new Way(
                        "Exchange, newer form",
                        Source.Kind.AUTODISCOVER,
                        own,
                        "autodiscover.hoster.test" + web + "\nwww.hosting.test" + web,
                        "https://autodiscover.hoster.test/autodiscover/autodiscover.json",
                        "{\"Protocol\":\"AutodiscoverV1\",\"Url\":\"https://www.hosting.test/x.xml\"}",
                        "https://www.hosting.test/x.xml",
                        autodiscover(own)),
                new Way(
                        "Microsoft",
                        Source.Kind.MICROSOFT,
                        "outlook.office365.com",
                        "login.microsoftonline.com" + web,
                        TENANT,
                        "{}"),
                new Way(
                        "without TLS",
                        Source.Kind.UNENCRYPTED,
                        own,
                        "autoconfig.hoster.test" + web,
                        "http://autoconfig.hoster.test/mail/config-v1.1.xml",
                        autoconfig(own, "%EMAILADDRESS%")));
    }

    private static String digest(String document) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(document.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HosterNet net() throws Exception {
        return new HosterNet(
                        "hoster.test",
                        "*.hoster.test",
                        "*.hosting.test",
                        "*.eu.hosting.test",
                        "autoconfig.thunderbird.net",
                        "login.microsoftonline.com")
                .dns(
                        "mail.hoster.test A " + HosterNet.MAIL,
                        "mail.hosting.test A " + HosterNet.MAIL,
                        "outlook.office365.com A " + HosterNet.MAIL,
                        "smtp.office365.com A " + HosterNet.MAIL,
                        "there.hoster.test A " + HosterNet.MAIL);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void eachWayAloneFindsTheServers(Way way) throws Exception {
        try (var net = net()) {
            net.dns(way.told[0]);
            for (int i = 1; i + 1 < way.told.length; i += 2) net.page(way.told[i], way.told[i + 1]);
            var found = finder.find(ADDRESS, net.around(), Consent.ALL);
            assertThat(found.from().orElseThrow().kind()).isEqualTo(way.kind);
            assertThat(found.isWhole()).isTrue();
            assertThat(found.settings().orElseThrow().incoming().orElseThrow().host())
                    .isEqualTo(way.host);
            boolean proved = way.kind.isProved();
            boolean own = way.host.endsWith(DOMAIN);
            assertThat(found.trust()).isEqualTo(proved && own ? Trust.LIKELY : Trust.ASK);
            if (!own && way.kind != Source.Kind.MICROSOFT)
                assertThat(found.doubts())
                        .anyMatch(doubt -> doubt.kind() == Doubt.Kind.OTHER_ORGANISATION
                                && doubt.why().equals("hosting.test"));
        }
    }

    @Test
    void namesThatServersOftenHaveAreGuessed() throws Exception {
        try (var net = new HosterNet("imap.hoster.test", "smtp.hoster.test")) {
            net.dns("imap.hoster.test A " + HosterNet.MAIL, "smtp.hoster.test A " + HosterNet.MAIL)
                    .greets(993, "* OK ready")
                    .greets(465, "220 smtp.hoster.test ESMTP");
            var found = finder.find(ADDRESS, net.around(), Consent.NONE);
            assertThat(found.settings().orElseThrow().servers().toString())
                    .isEqualTo("[IMAP imap.hoster.test:993 SSL/TLS, SMTP smtp.hoster.test:465 SSL/TLS]");
            assertThat(found.trust()).isEqualTo(Trust.ASK);
        }
    }

    @Test
    void whatTheDocumentTellsBesideTheServersIsKept() throws Exception {
        try (var net = net().dns("autoconfig.hoster.test A " + HosterNet.WEB)
                .page(
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        autoconfig("mail.hoster.test", "%EMAILADDRESS%"))) {
            var found = finder.find(ADDRESS, net.around(), Consent.NONE);
            assertThat(found.steps()).containsExactly("Switch on IMAP in the settings");
            assertThat(found.settings().orElseThrow().secrets()).containsExactly(Secret.BROWSER, Secret.PASSWORD);
        }
    }

    @Test
    void twoWaysThatAgreeAreSure() throws Exception {
        try (var net = net().dns(
                        "autoconfig.hoster.test A " + HosterNet.WEB, "ua-auto-config.hoster.test A " + HosterNet.WEB)
                .page(
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        autoconfig("mail.hosting.test", "%EMAILADDRESS%"))
                .page(PACC, configuration("mail.hosting.test"))) {
            var found = finder.find(ADDRESS, net.around(), Consent.NONE);
            assertThat(found.trust()).isEqualTo(Trust.SURE);
            assertThat(found.agreeing()).extracting(Source::kind).contains(Source.Kind.USER_AGENT_CONFIGURATION);
        }
    }

    @Test
    void theMailHostTellsTheProvider() throws Exception {
        try (var net = net().dns("hoster.test MX 0 hoster-test.mail.protection.outlook.com")) {
            var found = finder.find(ADDRESS, net.around(), Consent.NONE);
            assertThat(found.trust()).isEqualTo(Trust.SURE);
            assertThat(found.provider().orElseThrow().id()).isEqualTo("microsoft-365");
            assertThat(found.settings().orElseThrow().secrets()).containsExactly(Secret.BROWSER);
            assertThat(found.settings().orElseThrow().server(Protocol.SMTP).map(MailServer::toString))
                    .contains("SMTP smtp.office365.com:587 STARTTLS");
        }
    }

    @Test
    void aPlaceWithAnOldProviderIsTold() throws Exception {
        try (var net = net().dns(
                        "hoster.test MX 0 hoster-test.mail.protection.outlook.com",
                        "autoconfig.hoster.test A " + HosterNet.WEB)
                .page(
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        autoconfig("mail.hosting.test", "%EMAILADDRESS%"))) {
            var found = finder.find(ADDRESS, net.around(), Consent.NONE);
            assertThat(found.doubts())
                    .anyMatch(doubt ->
                            doubt.kind() == Doubt.Kind.DISAGREES && doubt.why().contains("mail.hosting.test"));
        }
    }

    @Test
    void aFilterSaysNothingOfTheMailbox() throws Exception {
        try (var net = net().dns("hoster.test MX 0 mx1.pphosted.com")) {
            var found = finder.find(ADDRESS, net.around(), Consent.NONE);
            assertThat(found.trust()).isEqualTo(Trust.NOTHING);
            assertThat(found.doubts()).containsExactly(new Doubt(Doubt.Kind.FILTER, "mx1.pphosted.com", ""));
        }
    }

    @Test
    void whatCannotBeIsNotTaken() throws Exception {
        String wrong = autoconfig("mail.hoster.test", "%EMAILADDRESS%")
                .replace("<port>993<", "<port>995<")
                .replace("<port>587<", "<port>25<");
        try (var net = net().dns("autoconfig.hoster.test A " + HosterNet.WEB)
                .page("https://autoconfig.hoster.test/mail/config-v1.1.xml", wrong)) {
            var found = finder.find(ADDRESS, net.around(), Consent.NONE);
            assertThat(found.settings()).isEmpty();
            assertThat(found.doubts())
                    .filteredOn(doubt -> doubt.kind() == Doubt.Kind.IMPLAUSIBLE)
                    .hasSize(2);
        }
    }

    @Test
    void anAnswerThatPointsIntoAPrivateNetworkIsShownFirst() throws Exception {
        try (var net = net().dns(
                        "autoconfig.hoster.test A " + HosterNet.WEB,
                        "inside.hoster.test A 10.1.2.3",
                        "six.hoster.test AAAA fd00::1")) {
            for (String host : List.of("inside.hoster.test", "six.hoster.test", "nowhere.hoster.test")) {
                net.page("https://autoconfig.hoster.test/mail/config-v1.1.xml", autoconfig(host, "%EMAILADDRESS%"));
                var found = finder.find(ADDRESS, net.around(), Consent.NONE);
                assertThat(found.trust()).isEqualTo(Trust.ASK);
                assertThat(found.doubts())
                        .contains(new Doubt(
                                host.startsWith("nowhere") ? Doubt.Kind.NO_ADDRESS : Doubt.Kind.PRIVATE_ADDRESS,
                                host,
                                ""));
            }
        }
    }

    @Test
    void aDocumentThatDoesNotFitItsDigestIsNotTaken() throws Exception {
        try (var net = net().dns(
                        "ua-auto-config.hoster.test A " + HosterNet.WEB,
                        "_ua-auto-config.hoster.test TXT \"v=UAAC1; a=sha256; d=AAAA\"")
                .page(PACC, configuration("mail.hoster.test"))) {
            var found = finder.find(ADDRESS, net.around(), Consent.NONE);
            assertThat(found.settings()).isEmpty();
            assertThat(found.doubts())
                    .anyMatch(doubt ->
                            doubt.kind() == Doubt.Kind.TRAP && doubt.what().equals(PACC));
        }
    }

    @Test
    void aWebPageInPlaceOfSettingsIsATrap() throws Exception {
        try (var net = net().dns("hoster.test A " + HosterNet.WEB)
                .page("https://hoster.test/.well-known/autoconfig/mail/config-v1.1.xml", "<!doctype html><p>Shop")) {
            assertThat(finder.find(ADDRESS, net.around(), Consent.NONE).doubts())
                    .anyMatch(doubt -> doubt.kind() == Doubt.Kind.TRAP);
        }
    }

    @Test
    void domainsWithoutMailAreTold() throws Exception {
        try (var net = net().dns("hoster.test MX 0 .")) {
            assertThat(finder.find(ADDRESS, net.around(), Consent.NONE).doubts())
                    .contains(new Doubt(Doubt.Kind.NO_MAIL, DOMAIN, ""));
            assertThat(finder.find("ann@gmial.com", net.around(), Consent.NONE).doubts())
                    .contains(new Doubt(Doubt.Kind.NO_DOMAIN, "gmial.com", "gmail.com"));
            assertThat(net.asked()).noneMatch(url -> url.contains("gmial"));
        }
        try (var net = net().dns("hoster.test * !timeout")) {
            assertThat(finder.find(ADDRESS, net.around(), Consent.NONE).doubts())
                    .anyMatch(doubt -> doubt.kind() == Doubt.Kind.NO_DNS);
        }
    }

    /** Others are asked only when the person allows it; and the address is told to the domain itself alone. */
    @Test
    void nobodyElseIsAskedUnallowed() throws Exception {
        try (var net = net().dns(
                        "hoster.test MX 10 mx.hosting.test",
                        "autoconfig.hosting.test A " + HosterNet.WEB,
                        "autoconfig.hoster.test A " + HosterNet.WEB,
                        "autoconfig.thunderbird.net A " + HosterNet.WEB,
                        "login.microsoftonline.com A " + HosterNet.WEB)) {
            finder.find(ADDRESS, net.around(), Consent.NONE);
            assertThat(net.asked())
                    .isNotEmpty()
                    .noneMatch(url -> url.contains("thunderbird.net") || url.contains("microsoftonline"));
            finder.find(ADDRESS, net.around(), Consent.ALL);
            assertThat(net.asked())
                    .anyMatch(url -> url.contains("thunderbird.net"))
                    .anyMatch(url -> url.contains("microsoftonline"));
            assertThat(net.asked())
                    .filteredOn(url -> url.contains("thunderbird.net"))
                    .noneMatch(url -> url.contains("ann"));
        }
    }

    @Test
    void everyDomainOfTheTableIsKnownWithoutANetwork() {
        for (Provider provider : TABLE.all())
            for (String domain : provider.domains()) {
                String address = "ann@" + domain.replace("*.", "company.");
                var found = finder.known(address).orElseThrow();
                assertThat(found.provider().orElseThrow().id()).as(domain).isEqualTo(provider.id());
                if (provider.servers().isEmpty())
                    assertThat(found.trust()).as(domain).isEqualTo(Trust.NOTHING);
                else assertThat(found.trust()).as(domain).isEqualTo(Trust.SURE);
            }
    }

    @Test
    void aLookAlikeOfAKnownDomainIsTold() throws Exception {
        try (var net = net().dns("xn--gml-5cd3b.com A 192.0.2.9")) {
            assertThat(finder.find("ann@gm\u0430il.com", net.around(), Consent.NONE)
                            .doubts())
                    .anyMatch(doubt -> doubt.why().equals("gmail.com"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "@hoster.test", "ann@", "ann@localhost", "ann@a b.test", "ann@..test"})
    void whatIsNoAddressIsRefused(String typed) {
        assertThatThrownBy(() -> finder.known(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("like ann@example.org");
    }
}
