package org.mailstead.finder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.dns.DnsName;

class DocumentsTest {
    static final String AUTOCONFIG = """
            <?xml version="1.0" encoding="UTF-8"?>
            <clientConfig version="1.1"><emailProvider id="example.org"><domain>example.org</domain>
            <incomingServer type="ews"><url>https://x</url></incomingServer>
            <incomingServer type="imap"><hostname>IMAP.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType>
              <unknown/><authentication>password-cleartext</authentication><username>%EMAILLOCALPART%</username></incomingServer>
            <incomingServer type="pop3"><hostname>pop.example.org</hostname><port>0995x</port></incomingServer>
            <incomingServer type="pop3"><hostname>bücher.example.org</hostname><port>995</port></incomingServer>
            <outgoingServer type="smtp"><hostname>smtp.example.org</hostname><port>587</port><socketType>STARTTLS</socketType>
              <username>%EMAILADDRESS%</username></outgoingServer>
            <outgoingServer type="smtp"><hostname>smtp.example.org</hostname><port>25</port><socketType>plain</socketType></outgoingServer>
            </emailProvider></clientConfig>
            """;

    static final String AUTODISCOVER = """
            <?xml version="1.0"?><Autodiscover xmlns="urn:a"><Response xmlns="urn:b"><Account><AccountType>email</AccountType>
            <Protocol><Type>IMAP</Type><Server>mail.example.org</Server><Port>143</Port><LoginName>ann</LoginName></Protocol>
            <Protocol><Type>EXCH</Type><Server>x</Server></Protocol>
            <Protocol><Type>SMTP</Type><Server>mail.example.org</Server><Port>465</Port><LoginName>ann</LoginName></Protocol>
            </Account></Response></Autodiscover>
            """;

    private static XmlElement xml(String text) {
        return XmlElement.parse(text.strip().getBytes(UTF_8)).orElseThrow();
    }

    @Test
    void badBlocksAreDroppedAndOthersKept() {
        var servers = Documents.autoconfig(xml(AUTOCONFIG), "ann@example.org").orElseThrow();
        assertThat(servers.stream().map(each -> each + " as " + each.user()))
                .containsExactly(
                        "IMAP imap.example.org:993 SSL/TLS as ann",
                        "SMTP smtp.example.org:587 STARTTLS as ann@example.org",
                        "SMTP smtp.example.org:25 no encryption as ");
        assertThat(Documents.best(servers)).containsExactly(servers.get(0), servers.get(1));
        assertThat(Documents.strictly(xml(AUTOCONFIG), servers)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id=\"example.org\" | id=\"an id\" | emailProvider has no id that is a host name",
                "<domain>example.org</domain> | | there is no domain in it",
                "type=\"imap\" | type=\"x\" | there is no IMAP in it",
                "type=\"smtp\" | type=\"x\" | there is no SMTP in it"
            })
    void androidIsStricter(String out, @Nullable String in, String broken) {
        var root = xml(AUTOCONFIG.replace(out, in == null ? "" : in));
        var servers = Documents.autoconfig(root, "ann@example.org").orElseThrow();
        assertThat(Documents.strictly(root, servers)).contains(broken);
    }

    @Test
    void theUsualPortsSayHowTlsBegins() {
        assertThat(Documents.autodiscover(xml(AUTODISCOVER)).orElseThrow().toString())
                .isEqualTo("[IMAP mail.example.org:143 STARTTLS, SMTP mail.example.org:465 SSL/TLS]");
        assertThat(Documents.autodiscover(
                        xml("<Autodiscover><Response><Error><ErrorCode>600</ErrorCode></Error></Response>"
                                + "</Autodiscover>")))
                .isEmpty();
        assertThat(Documents.autodiscover(xml("<html/>"))).isEmpty();
        assertThat(Documents.autoconfig(xml("<html/>"), "a@b.test")).isEmpty();
    }

    @Test
    void theSecondFormHasAnAddress() {
        assertThat(Documents.url("{\"Protocol\":\"AutodiscoverV1\",\"x\":[{\"Url\":\"no\"}],\"url\":\"https://a\"}"))
                .contains("https://a");
        for (String other : List.of("", "[]", "{", "{\"Url\":1}", "<html>", "{\"a\":{\"Url\":\"no\"}}"))
            assertThat(Documents.url(other)).as(other).isEmpty();
    }

    @Test
    void whatIsNoXmlIsNone() {
        for (String other : List.of(
                "",
                "<!doctype html><html></html>",
                "<a>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                "<a>".repeat(30) + "</a>".repeat(30),
                "<a>" + "<b/>".repeat(3000) + "</a>",
                "<a>" + "x".repeat(5000) + "</a>"))
            assertThat(XmlElement.parse(other.getBytes(UTF_8))).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.org, example.org",
        "a.b.example.co.uk, example.co.uk",
        "example.org, example.org",
        "mx.example.de, example.de",
        "co.uk, co.uk",
        "mx1.mail.protection.example.com, example.com"
    })
    void whatIsRegistered(String name, String base) {
        assertThat(Programs.base(DnsName.of(name))).isEqualTo(DnsName.of(base));
    }
}
