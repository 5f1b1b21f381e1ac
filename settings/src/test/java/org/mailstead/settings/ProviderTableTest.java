package org.mailstead.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Provider.Note;

/** The table that comes with the program: what is in it, and how it is found. */
class ProviderTableTest {
    private static final int FEWEST = 100;

    private final ProviderTable table = ProviderTable.builtIn();

    @Test
    void everyFileIsInTheTable() throws Exception {
        assertThat(table.all())
                .isEqualTo(ProviderFiles.read())
                .hasSizeGreaterThanOrEqualTo(FEWEST)
                .extracting(Provider::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyDomainAndHostLeadsToItsProvider() {
        for (var each : table.all()) {
            assertThat(table.byId(each.id())).contains(each);
            for (String domain : each.domains()) {
                String one = domain.startsWith("*.") ? "some" + domain.substring(1) : domain;
                assertThat(table.byDomain(one)).as(domain).contains(each);
                assertThat(table.meant(one)).as(domain).isEmpty();
            }
            for (String host : each.mailHosts()) {
                if (host.startsWith(ProviderIndex.NOT)) continue;
                assertThat(table.byMailHost("mx1." + host)).as(host).contains(each);
                assertThat(table.byMailHost(host)).as(host).contains(each);
            }
        }
    }

    @Test
    void everyServerIsPlausible() {
        var wrong = new ArrayList<String>();
        for (var each : table.all()) {
            // Its servers are on one's own machine, where a bridge has them.
            if (each.note(Note.Kind.BRIDGE).isPresent()) continue;
            for (var server : each.settings("ann@example.org", "Ann").servers())
                Plausibility.of(server).ifPresent(why -> wrong.add(each.id() + " " + server + ": " + why));
        }
        assertThat(wrong).isEmpty();
    }

    /** Whoever can be read from can be sent by, and the other way round; and it is known with what. */
    @Test
    void whoeverHasServersHasAllThatIsNeeded() {
        for (var each : table.all()) {
            var settings = each.settings("ann@example.org", "Ann");
            assertThat(settings.incoming().isPresent())
                    .as(each.id())
                    .isEqualTo(settings.outgoing().isPresent());
            assertThat(each.secrets().isEmpty())
                    .as(each.id())
                    .isEqualTo(each.servers().isEmpty());
            assertThat(each.source()).as(each.id()).endsWith(".");
            each.oauth()
                    .ifPresent(oauth -> assertThat(oauth.scopes().keySet())
                            .as(each.id())
                            .containsAll(each.servers().stream()
                                    .map(Provider.Offer::protocol)
                                    .distinct()
                                    .toList()));
            if (each.secrets().contains(Secret.BROWSER))
                assertThat(each.oauth()).as(each.id()).isPresent();
            if (each.appPasswordLetters().isPresent())
                assertThat(each.secrets()).as(each.id()).contains(Secret.APP_PASSWORD);
        }
    }

    /** A note and the kinds of secret must not say different things. */
    @Test
    void notesFitTheSecrets() {
        for (var each : table.all()) {
            var kinds = each.notes().stream().map(Note::kind).toList();
            assertThat(kinds).as(each.id()).doesNotHaveDuplicates();
            if (kinds.contains(Note.Kind.BROWSER_ONLY))
                assertThat(each.secrets()).as(each.id()).containsExactly(Secret.BROWSER);
            // A bridge shows it by itself.
            if (each.secrets().equals(List.of(Secret.APP_PASSWORD)) && !kinds.contains(Note.Kind.BRIDGE))
                assertThat(kinds)
                        .as(each.id())
                        .containsAnyOf(Note.Kind.APP_PASSWORD, Note.Kind.APP_PASSWORD_AFTER_TWO_STEPS);
            assertThat(each.secrets().contains(Secret.MAIL_PASSWORD))
                    .as(each.id())
                    .isEqualTo(kinds.contains(Note.Kind.MAIL_PASSWORD));
            assertThat(each.secrets().contains(Secret.AUTHORISATION_CODE))
                    .as(each.id())
                    .isEqualTo(kinds.contains(Note.Kind.AUTHORISATION_CODE));
            if (kinds.contains(Note.Kind.NO_465))
                assertThat(each.servers()).as(each.id()).noneMatch(offer -> offer.port() == 465);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Gmail.COM., google",
        "contoso.onmicrosoft.com, microsoft-365",
        "hotmail.de, outlook",
        "me.com, icloud",
        "yahoo.co.uk, yahoo",
        "verizon.net, aol",
        "gmx.at, gmx",
        "web.de, web-de",
        "wi.rr.com, roadrunner",
        "rr.com, roadrunner",
        "163.com, netease-163",
        "yandex.ru, yandex-ru",
        "tuta.com, tuta"
    })
    void whoseAddressesTheyAre(String domain, String id) {
        assertThat(table.byDomain(domain)).map(Provider::id).contains(id);
    }

    @ParameterizedTest
    @CsvSource({
        "example-org.mail.protection.outlook.com, microsoft-365",
        "example-org.p-v1.mx.microsoft., microsoft-365",
        "outlook-com.olc.protection.outlook.com, outlook",
        "ASPMX.L.GOOGLE.COM, google-workspace",
        "mx01.mail.icloud.com, icloud-domains",
        "mta7.am0.yahoodns.net, yahoo",
        "mx-aol.mail.gm0.yahoodns.net, aol",
        "in1-smtp.messagingengine.com, fastmail",
        "www12.your-server.de, hetzner",
        "mx.zoho.eu, zoho-eu-domains",
        "mx2.zoho.com.au, zoho-com-au-domains",
        "smtpin.rzone.de, strato",
        "mx00.ionos.co.uk, ionos-co-uk",
        "mx1.mail.ovh.net, ovh",
        "mailstore1.secureserver.net, godaddy",
        "mx1.hostinger.com, hostinger",
        "mx2.titan.email, titan",
        "mx1.privateemail.com, namecheap",
        "mxbiz1.qq.com, tencent-exmail",
        "mail.protonmail.ch, proton"
    })
    void whoTakesTheMailOfOnesOwnDomain(String host, String id) {
        assertThat(table.byMailHost(host)).map(Provider::id).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notgmail.com",
                "mail.gmail.com",
                "onmicrosoft.com",
                "com",
                "",
                ".",
                "example.org",
                "b\u00fccher.example"
            })
    void othersAreNobodys(String name) {
        assertThat(table.byDomain(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notgoogle.com",
                "google.com.example.org",
                "static.1.2.3.4.clients.your-server.de",
                "ip-192-0-2-1.ip.secureserver.net",
                "vps-1234.vps.ovh.net",
                "",
                "."
            })
    void hostsOfOthersAreNobodys(String name) {
        assertThat(table.byMailHost(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx0a-0012.pphosted.com",
                "eu-smtp-inbound-1.mimecast.com.",
                "d1.ess.barracudanetworks.com",
                "mx1.hc123-4.eu.iphmx.com",
                "cluster1.eu.messagelabs.com",
                "example.in.tmes.trendmicro.eu",
                "mx01.hornetsecurity.com",
                "mx-01-eu-west-1.prod.hydra.sophos.com"
            })
    void filtersAreNobodysMailboxes(String host) {
        assertThat(table.isFilter(host)).isTrue();
        assertThat(table.byMailHost(host)).isEmpty();
        assertThat(table.isFilter("not" + host.substring(host.indexOf('.') + 1) + ".example"))
                .isFalse();
    }

    @Test
    void serversAreOfThoseWhoHaveThem() {
        assertThat(table.byServer("Outlook.Office365.com.")).map(Provider::id).contains("microsoft-365");
        assertThat(table.byServer("smtp-mail.outlook.com")).map(Provider::id).contains("outlook");
        assertThat(table.byServer("imap.mail.yahoo.com")).map(Provider::id).contains("yahoo");
        assertThat(table.byServer("imap.gmail.com")).map(Provider::id).contains("google-workspace");
        // What a bridge has on one's own machine may be any program's.
        assertThat(table.byServer("127.0.0.1")).isEmpty();
        assertThat(table.byServer("imap.example.org")).isEmpty();
    }

    @Test
    void forwardersAreNobodysMailboxes() {
        assertThat(table.forwards("route1.mx.cloudflare.net")).isTrue();
        assertThat(table.forwards("eforward3.registrar-servers.com")).isTrue();
        assertThat(table.forwards("aspmx.l.google.com")).isFalse();
    }

    @Test
    void settingsAreFilledInForAnAddress() {
        var apple = table.byDomain("icloud.com").orElseThrow().settings("ann@icloud.com", "Ann");
        assertThat(apple.server(Protocol.IMAP)).map(MailServer::user).contains("ann");
        assertThat(apple.server(Protocol.SMTP)).map(MailServer::user).contains("ann@icloud.com");
        assertThat(apple.server(Protocol.POP3)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"domains", "mail-hosts"})
    void whatTwoProvidersClaimIsRefused(String field) throws Exception {
        String text =
                "name = \"Some\"\nchecked = 2026-11-28\nsource = \"Made up.\"\n" + field + " = [\"example.org\"]\n";
        var one = ProviderFile.parse("one", text);
        var two = ProviderFile.parse("two", text);
        assertThatIllegalStateException()
                .isThrownBy(() -> ProviderTable.of(List.of(one, two)))
                .withMessage("example.org is in one and in two");
    }

    @Test
    void aTableIsMadeOfAnyProviders() {
        var one = table.byDomain("web.de").orElseThrow();
        assertThat(ProviderTable.of(List.of(one)).byDomain("web.de")).contains(one);
        assertThat(ProviderTable.of(List.of(one)).byDomain("gmx.de")).isEmpty();
    }
}
