package org.mailstead.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

    private final Finder finder = new Finder(TABLE);

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
    @MethodSource("org.mailstead.finder.FinderWays#all")
    void eachWayAloneFindsTheServers(FinderWays.Way way) throws Exception {
        try (var net = net()) {
            net.dns(way.told()[0]);
            for (int i = 1; i + 1 < way.told().length; i += 2) net.page(way.told()[i], way.told()[i + 1]);
            var found = finder.find(ADDRESS, net.around(), Consent.ALL);
            assertThat(found.from().orElseThrow().kind()).isEqualTo(way.kind());
            assertThat(found.isWhole()).isTrue();
            assertThat(found.settings().orElseThrow().incoming().orElseThrow().host())
                    .isEqualTo(way.host());
            boolean proved = way.kind().isProved();
            boolean own = way.host().endsWith(DOMAIN);
            assertThat(found.trust()).isEqualTo(proved && own ? Trust.LIKELY : Trust.ASK);
            if (!own && way.kind() != Source.Kind.MICROSOFT)
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
                        FinderWays.autoconfig("mail.hoster.test", "%EMAILADDRESS%"))) {
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
                        FinderWays.autoconfig("mail.hosting.test", "%EMAILADDRESS%"))
                .page(FinderWays.PACC, FinderWays.configuration("mail.hosting.test"))) {
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
                        FinderWays.autoconfig("mail.hosting.test", "%EMAILADDRESS%"))) {
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
        String wrong = FinderWays.autoconfig("mail.hoster.test", "%EMAILADDRESS%")
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
                net.page(
                        "https://autoconfig.hoster.test/mail/config-v1.1.xml",
                        FinderWays.autoconfig(host, "%EMAILADDRESS%"));
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
                .page(FinderWays.PACC, FinderWays.configuration("mail.hoster.test"))) {
            var found = finder.find(ADDRESS, net.around(), Consent.NONE);
            assertThat(found.settings()).isEmpty();
            assertThat(found.doubts())
                    .anyMatch(doubt ->
                            doubt.kind() == Doubt.Kind.TRAP && doubt.what().equals(FinderWays.PACC));
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
