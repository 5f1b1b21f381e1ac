package org.mailstead.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.dns.DnsName;
import org.mailstead.exports.AccountCode;
import org.mailstead.exports.AppleProfile;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class AutoconfigTest {
    private static final String PATH = "/mail/config-v1.1.xml";

    private static List<String> all(Document document, String element) {
        var texts = new ArrayList<String>();
        var nodes = document.getElementsByTagName(element);
        for (int i = 0; i < nodes.getLength(); i++)
            texts.add(nodes.item(i).getTextContent().replaceAll("\\s+", " ").strip());
        return texts;
    }

    @Test
    void allThatIsOfferedStandsThereTheBestFirst() throws Exception {
        var answer = Asking.usual().get("autoconfig.example.org", PATH + "?emailaddress=ann@example.org");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("text/xml; charset=utf-8");
        assertThat(answer.headers()).containsEntry("Access-Control-Allow-Origin", "*");
        String text = Asking.text(answer);
        assertThat(text).startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clientConfig version=\"1.1\">");
        var document = Asking.xml(text);
        String login = " password-cleartext OAuth2 %EMAILADDRESS%";
        assertThat(all(document, "incomingServer"))
                .containsExactly(
                        "mail.example.org 993 SSL" + login,
                        "mail.example.org 143 STARTTLS" + login,
                        "mail.example.org 995 SSL" + login,
                        "mail.example.org 110 STARTTLS" + login);
        assertThat(all(document, "outgoingServer"))
                .containsExactly("mail.example.org 465 SSL" + login, "mail.example.org 587 STARTTLS" + login);
        assertThat(((Element) document.getElementsByTagName("emailProvider").item(0)).getAttribute("id"))
                .isEqualTo("example.org");
        assertThat(all(document, "domain")).containsExactly("example.org");
        assertThat(all(document, "oAuth2"))
                .containsExactly("https://mail.example.org mail offline_access https://mail.example.org/oauth/authorize"
                        + " https://mail.example.org/oauth/token open");
    }

    @Test
    void whatIsOffIsNotThere() throws Exception {
        var only = List.of(
                new Endpoint(Protocol.POP3, Security.TLS, 9950), new Endpoint(Protocol.SMTP, Security.STARTTLS, 587));
        var document =
                Asking.xml(Asking.text(Asking.of(only, Optional.empty()).get("example.org", Autoconfig.WELL_KNOWN)));
        assertThat(all(document, "incomingServer"))
                .containsExactly("mail.example.org 9950 SSL password-cleartext %EMAILADDRESS%");
        assertThat(all(document, "outgoingServer"))
                .containsExactly("mail.example.org 587 STARTTLS password-cleartext %EMAILADDRESS%");
        assertThat(all(document, "oAuth2")).isEmpty();
    }

    @Test
    void wherePasswordsMayNotBeShownThatIsSaid() throws Exception {
        var strict = new MailSettings(DnsName.of("example.org"), Asking.HOST, Asking.ALL, false, 443, Optional.empty());
        assertThat(all(Asking.xml(Autoconfig.of(strict)), "authentication"))
                .hasSize(6)
                .containsOnly("password-encrypted");
        assertThat(new AppleProfile(strict.account("ann@example.org", ""), Protocol.IMAP, strict.showsPassword())
                        .text()
                        .orElseThrow())
                .contains("EmailAuthCRAMMD5")
                .doesNotContain("EmailAuthPassword");
        assertThat(new AccountCode(strict.account("ann@example.org", ""), Protocol.IMAP, strict.showsPassword())
                        .text()
                        .orElseThrow())
                .contains("993,3,2,", "465,3,2,");
    }

    /** The address if there is one, else the host; whatever else the host is, the document is of the domain. */
    @ParameterizedTest
    @CsvSource({
        "autoconfig.example.org, '', example.org",
        "example.org, '', example.org",
        "autodiscover.example.org, '', example.org",
        "ua-auto-config.example.org, '', example.org",
        "autoconfig.example.org, ?emailaddress=, example.org",
        "autoconfig.example.org, ?emailaddress=%25EMAILADDRESS%25, example.org",
        "autoconfig.other.test, ?emailaddress=ann%40example.org, example.org",
        "192.0.2.1, ?x=y&EmailAddress=ANN@EXAMPLE.ORG.&emailaddress=b@other.test, example.org",
        "'', ?emailaddress=nobody@example.org, example.org",
        "autoconfig.example.org, ?emailaddress=a%22b%3C@b%40bücher.example, xn--bcher-kva.example",
        "autoconfig.xn--bcher-kva.example, '', xn--bcher-kva.example",
        "autoconfig.bücher.example, '', xn--bcher-kva.example",
        "autoconfig.mail.example.org, '', mail.example.org",
        "autoconfig.example.org, ?emailaddress=ann@other.test, none",
        "autoconfig.example.org, ?emailaddress=ann@, none",
        "autoconfig.example.org, ?emailaddress=@example.org, none",
        "autoconfig.example.org, ?emailaddress=ann@mail.example.org, none",
        "autoconfig.other.test, '', none",
        "www.example.org, '', none",
        "autoconfig, '', none",
        "'', '', none",
        "..., '', none"
    })
    void whichDomainIsMeant(String host, String query, String domain) throws Exception {
        var answer = Asking.usual().get(host, PATH + query);
        if (domain.equals("none")) assertThat(answer.status()).isEqualTo(404);
        else assertThat(all(Asking.xml(Asking.text(answer)), "domain")).containsExactly(domain);
    }

    /** Nothing of an address comes back, so that nothing can be learned or broken by it. */
    @ParameterizedTest
    @ValueSource(strings = {"ann", "nobody", "%22%3E%3Cscript%3E", "%00", "a%26b", "ann+list", "%ff%fe", "postmaster"})
    void theAddressChangesNothing(String local) {
        var asking = Asking.usual();
        String usual = Asking.text(asking.get("example.org", PATH));
        for (String place : List.of(PATH, Autoconfig.WELL_KNOWN, Autoconfig.ALIAS))
            assertThat(Asking.text(asking.get("example.org", place + "?emailaddress=" + local + "@example.org")))
                    .isEqualTo(usual);
        assertThat(Asking.text(asking.get("example.org", PATH + "?emailaddress=" + "a".repeat(300) + "@example.org")))
                .isEqualTo(usual);
    }

    @Test
    void whoAsksTooOftenWaits() {
        var asking = Asking.usual();
        for (int i = 0; i < RequestRate.MOST; i++)
            assertThat(asking.ask("GET", "example.org", PATH, new byte[0], "2001:db8::" + Integer.toHexString(i + 1))
                            .status())
                    .isEqualTo(200);
        var refused = asking.ask("GET", "example.org", Autodiscover.PATH, new byte[0], "2001:db8::ffff:1");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("Retry-After", "60");
        assertThat(asking.ask("GET", "example.org", PATH, new byte[0], "2001:db8:0:1::1")
                        .status())
                .isEqualTo(200);
    }
}
