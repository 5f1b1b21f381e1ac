package org.mailstead.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.w3c.dom.Element;

class AutodiscoverTest {
    static final String OUTLOOK = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

    static String request(String address) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                + "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\">"
                + "<Request><EMailAddress>" + address + "</EMailAddress><AcceptableResponseSchema>" + OUTLOOK
                + "</AcceptableResponseSchema></Request></Autodiscover>";
    }

    private static void isError(org.mailstead.web.WebResponse answer, int status, String code) throws Exception {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).startsWith("text/xml");
        var document = Asking.xml(Asking.text(answer));
        assertThat(document.getElementsByTagName("ErrorCode").item(0).getTextContent())
                .isEqualTo(code);
        assertThat(((Element) document.getElementsByTagName("Error").item(0)).getAttribute("Time"))
                .isEqualTo("12:00:00.0000000");
    }

    @Test
    void settingsAreWhatOutlookReads() throws Exception {
        var answer = Asking.usual().post(request("Ann@Example.ORG"));
        assertThat(answer.status()).isEqualTo(200);
        String login = "<LoginName>Ann@example.org</LoginName><DomainRequired>off</DomainRequired><SPA>off</SPA>"
                + "<SSL>on</SSL><Encryption>SSL</Encryption><AuthRequired>on</AuthRequired>";
        String text = Asking.text(answer);
        assertThat(text.replaceAll("\\n *", ""))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                        + "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">"
                        + "<Response xmlns=\"" + OUTLOOK + "\">"
                        + "<User><DisplayName>Ann@example.org</DisplayName></User>"
                        + "<Account><AccountType>email</AccountType><Action>settings</Action>"
                        + "<Protocol><Type>IMAP</Type><Server>mail.example.org</Server><Port>993</Port>" + login
                        + "</Protocol>"
                        + "<Protocol><Type>POP3</Type><Server>mail.example.org</Server><Port>995</Port>" + login
                        + "</Protocol>"
                        + "<Protocol><Type>SMTP</Type><Server>mail.example.org</Server><Port>465</Port>" + login
                        + "<UsePOPAuth>off</UsePOPAuth><SMTPLast>off</SMTPLast></Protocol>"
                        + "</Account></Response></Autodiscover>");
        Asking.xml(text);
    }

    /** By the port programs guess how TLS begins: what would be guessed wrong is left out. */
    @Test
    void portsThatWouldBeTakenWronglyAreLeftOut() {
        var ports = List.of(
                new Endpoint(Protocol.IMAP, Security.TLS, 143),
                new Endpoint(Protocol.IMAP, Security.STARTTLS, 1143),
                new Endpoint(Protocol.POP3, Security.TLS, 9995),
                new Endpoint(Protocol.SMTP, Security.STARTTLS, 587));
        String text = Asking.text(Asking.of(ports, Optional.empty()).post(request("ann@example.org")));
        assertThat(text)
                .doesNotContain("<Type>IMAP</Type>")
                .contains("<Port>9995</Port>", "<Port>587</Port>", "<Encryption>TLS</Encryption>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<A><AcceptableResponseSchema>X/outlook/responseschema/2006a</AcceptableResponseSchema>"
                        + "<EMailAddress>ann@example.org</EMailAddress></A>",
                "<AUTODISCOVER><REQUEST><EMAILADDRESS> ann@example.org\n</EMAILADDRESS></REQUEST></AUTODISCOVER>",
                "<x:A xmlns:x='u:x'><x:Request><x:emailaddress><![CDATA[ann@]]>example.org</x:emailaddress></x:Request></x:A>",
                "\ufeff<?xml version='1.0'?><!-- hello --><?p i?><A><LegacyDN>/o=x</LegacyDN>"
                        + "<EMailAddress>a&#110;n&#64;example.org</EMailAddress></A>"
            })
    void elementsStandInAnyOrderAndCase(String body) {
        var answer = Asking.usual().post(body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Asking.text(answer)).contains("<LoginName>ann@example.org</LoginName>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann@example.org",
                "<A/>",
                "<A><EMailAddress/></A>",
                "<A><EMailAddress>ann</EMailAddress></A>",
                "<A><EMailAddress>ann@example.org</EMailAddress>",
                "<!DOCTYPE A><A><EMailAddress>ann@example.org</EMailAddress></A>",
                "<!DOCTYPE A [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><A><EMailAddress>&e;@example.org</EMailAddress></A>",
                "<!DOCTYPE A SYSTEM 'http://127.0.0.1:1/x.dtd'><A><EMailAddress>ann@example.org</EMailAddress></A>",
                "<A><EMailAddress>&e;ann@example.org</EMailAddress></A>",
                "{\"a\":1}",
                "<html><body>EMailAddress=ann@example.org</body></html>"
            })
    void whatIsNoRequestIsRefused(String body) throws Exception {
        isError(Asking.usual().post(body), 200, "600");
    }

    @Test
    void bombsAreRefusedAtOnce() throws Exception {
        var laughs = new StringBuilder("<!DOCTYPE A [<!ENTITY e0 \"ha\">");
        for (int i = 1; i < 30; i++)
            laughs.append("<!ENTITY e" + i + " \"" + ("&e" + (i - 1) + ";").repeat(10) + "\">");
        laughs.append("]><A><EMailAddress>&e29;</EMailAddress></A>");
        for (String body : List.of(
                laughs.toString(),
                "<a>".repeat(5000),
                "<A>" + "<b/>".repeat(3000) + "<EMailAddress>ann@example.org</EMailAddress></A>",
                "<A><EMailAddress>" + "a".repeat(9000) + "@example.org</EMailAddress></A>",
                "<A " + "a='b' ".repeat(10) + "/>")) isError(Asking.usual().post(body), 200, "600");
    }

    @Test
    void othersGetAnError() throws Exception {
        var asking = Asking.usual();
        isError(asking.get("autodiscover.example.org", Autodiscover.PATH), 200, "600");
        isError(asking.post(request("ann@other.test")), 404, "500");
        isError(
                asking.post(request("ann@example.org")
                        .replace("outlook/requestschema", "mobilesync/requestschema")
                        .replace("outlook/responseschema/2006a", "mobilesync/responseschema/2006")),
                200,
                "601");
    }

    /** Names with markup, quotes and control characters come back as they were sent, and never as markup. */
    @Test
    void namesStayText() throws Exception {
        var asking = Asking.usual();
        for (String name : List.of(
                "\"a<b>&'c\"",
                "</LoginName><Server>evil</Server>",
                "]]>",
                "jürgen",
                "a b",
                "x".repeat(300),
                "😀",
                "a@b")) {
            String escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            var answer = asking.post(request(escaped + "@bücher.example"));
            var document = Asking.xml(Asking.text(answer));
            assertThat(document.getElementsByTagName("LoginName").item(2).getTextContent())
                    .isEqualTo(name + "@xn--bcher-kva.example");
            assertThat(document.getElementsByTagName("Server").getLength()).isEqualTo(3);
        }
    }

    @Test
    void nobodyLearnsWhoIsHere() {
        var asking = Asking.usual();
        String ann = Asking.text(asking.post(request("ann@example.org")));
        assertThat(Asking.text(asking.post(request("nobody@example.org"))).replace("nobody@", "ann@"))
                .isEqualTo(ann);
    }

    @ParameterizedTest
    @CsvSource({
        "autodiscover.example.org, ?Email=ann@example.org&Protocol=AutodiscoverV1, 200, https://autodiscover.example.org/",
        "autodiscover.example.org, ?protocol=autodiscoverv1&email=x%40example.org&RedirectCount=1, 200, https://autodiscover.example.org/",
        "example.org, ?Email=ann@example.org&Protocol=AutodiscoverV1, 200, https://mail.example.org/",
        "evil.test, ?Email=ann@bücher.example&Protocol=AutodiscoverV1, 200, https://mail.example.org/",
        "a.example.org, /v1.0/ann@example.org?Protocol=AutodiscoverV1, 200, https://mail.example.org/",
        "a.example.org, /v1.0/ann@example.org?Protocol=ActiveSync, 400, value 'ActiveSync' is",
        "a.example.org, /v1.0/ann@example.org, 400, InvalidProtocol",
        "a.example.org, '?Email=ann@example.org&Protocol=a%22b<%0ac', 400, value 'abc' is",
        "a.example.org, ?Protocol=AutodiscoverV1, 400, InvalidEmail",
        "a.example.org, ?Email=ann&Protocol=AutodiscoverV1, 400, InvalidEmail",
        "a.example.org, ?Email=ann@other.test&Protocol=AutodiscoverV1, 404, UnknownDomain"
    })
    void theSecondFormLeadsToTheFirst(String host, String asked, int status, String told) {
        var answer = Asking.usual().get(host, AutodiscoverJson.PATH + asked);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(Asking.text(answer)).contains(told).endsWith("\"}\n");
        if (status == 200)
            assertThat(Asking.text(answer).toLowerCase(Locale.ROOT))
                    .isEqualTo("{\"protocol\":\"autodiscoverv1\",\"url\":\"" + told
                            + "autodiscover/autodiscover.xml\"}\n");
        assertThat(Asking.text(answer).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(200);
    }
}
