package org.mailstead.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;
import org.mailstead.web.WebResponse;

class DiscoveryFuzzTest {
    private static final List<String> WORDS = List.of(
            "<!DOCTYPE a [",
            "<!ENTITY e 'x'>",
            "&e;",
            "&#0;",
            "&#xffff;",
            "<![CDATA[",
            "]]>",
            "<?xml encoding='UTF-16'?>",
            "<EMailAddress>",
            "</EMailAddress>",
            "xmlns:",
            "@",
            "\ufeff",
            "%",
            "&",
            "=");

    @Test
    void requestsAreAnsweredByADocument() {
        var asking = Asking.unlimited();
        List<byte[]> seeds = List.of(
                AutodiscoverTest.request("ann@example.org").getBytes(UTF_8),
                AutodiscoverTest.request("\"j&amp;&lt;\"@bücher.example").getBytes(UTF_8),
                "<a xmlns:x='y'><x:EMAILADDRESS><![CDATA[a@example.org]]></x:EMAILADDRESS></a>".getBytes(UTF_8));
        Mutator.run(51, 4_000, seeds, WORDS, bytes -> isWhole(asking.post(bytes)));
    }

    @Test
    void queriesAndHostsAreAnsweredInOrder() {
        var asking = Asking.unlimited();
        List<byte[]> seeds = List.of(
                "emailaddress=ann%40example.org".getBytes(UTF_8),
                "Email=ann@example.org&Protocol=AutodiscoverV1&RedirectCount=1".getBytes(UTF_8),
                "autoconfig.xn--bcher-kva.example".getBytes(UTF_8));
        Mutator.run(52, 4_000, seeds, WORDS, bytes -> {
            String text = new String(bytes, ISO_8859_1).replace("?", "");
            isWhole(asking.get("example.org", Autoconfig.PATH + "?" + text));
            isWhole(asking.get(text, Autoconfig.WELL_KNOWN));
            isWhole(asking.get(text, UserAgentConfiguration.PATH));
            isWhole(asking.get(text, AutodiscoverJson.PATH + "?" + text));
            isWhole(asking.get("example.org", AutodiscoverJson.PATH_WITH_ADDRESS + text + "?Protocol=AutodiscoverV1"));
        });
    }

    private static void isWhole(WebResponse answer) {
        assertThat(answer.status()).isIn(200, 400, 404);
        String text = Asking.text(answer);
        if (answer.type().startsWith("text/xml")) {
            try {
                Asking.xml(text);
            } catch (Exception e) {
                throw new AssertionError(text, e);
            }
        } else if (answer.type().equals("application/json")) {
            assertThat(text).matches("\\{[^\\p{Cntrl}]*}\n");
        }
    }
}
