package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Example.ORG            | example.org
            example.org.           | example.org
            .                      | .
            _dmarc.example.org     | _dmarc.example.org
            bücher.example         | xn--bcher-kva.example
            BÜCHER.example         | xn--bcher-kva.example
            faß.example            | xn--fa-hia.example
            βόλος.example          | xn--nxasmm1c.example
            例え.テスト             | xn--r8jz45g.xn--zckzah
            例え。テスト            | xn--r8jz45g.xn--zckzah
            пример.испытание       | xn--e1afmkfd.xn--80akhbyknj4f
            אבג.example            | xn--4dbcd.example
            ｅｘａｍｐｌｅ.org      | example.org
            نامه‌ای.example           | xn--mgba3gch31f060k.example
            col·lecció.example     | xn--collecci-ioa91d.example
            क्‍ष.example            | xn--11b2ezcw70k.example
            """)
    void names(String written, String expected) {
        assertThat(DnsName.of(written)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "a..b",
                ".a",
                "a\tb",
                "\u200d.example", // a joiner without anything to join
                "a\u0301\u0340\ud800.example",
                "\u0301a.example", // begins with a mark
                "-ü.example",
                "ü-.example",
                "ab--ü.example",
                "♥.example", // a symbol
                "אa.example", // both directions
                "a·b.example",
                "\u0660\u06f0ا.example", // digits of two kinds
                "\u0661\u0662.example", // nothing but Arabic digits
                "ا\u200cب.example", // a mark between letters that do not join
                "ب\u200c.example"
            })
    void noNames(String written) {
        assertThat(DnsName.parse(written)).isEmpty();
    }

    @Test
    void limits() {
        String label = "a".repeat(63);
        assertThat(DnsName.parse(label + ".b")).isPresent();
        assertThat(DnsName.parse(label + "a.b")).isEmpty();
        String longest = (label + ".").repeat(3) + "a".repeat(61);
        assertThat(longest).hasSize(253);
        assertThat(DnsName.parse(longest)).isPresent();
        assertThat(DnsName.parse(longest + ".")).isPresent();
        assertThat(DnsName.parse(longest + "a")).isEmpty();
        assertThat(DnsName.parse("a.".repeat(100_000))).isEmpty();
        assertThat(DnsName.parse("ü".repeat(63) + ".example")).isEmpty();
    }

    @Test
    void partsAndKin() {
        var name = DnsName.of("a.b.example.org");
        assertThat(name.labels()).containsExactly("a", "b", "example", "org");
        assertThat(name.parent()).contains(DnsName.of("b.example.org"));
        assertThat(DnsName.of("org").parent()).contains(DnsName.ROOT);
        assertThat(DnsName.ROOT.parent()).isEmpty();
        assertThat(DnsName.ROOT.labels()).isEmpty();
        assertThat(name.isWithin(DnsName.of("EXAMPLE.org"))).isTrue();
        assertThat(name.isWithin(name)).isTrue();
        assertThat(name.isWithin(DnsName.ROOT)).isTrue();
        assertThat(DnsName.of("badexample.org").isWithin(DnsName.of("example.org")))
                .isFalse();
        assertThat(DnsName.of("org").under("_dmarc")).contains(DnsName.of("_dmarc.org"));
        assertThat(DnsName.of("org").under("a".repeat(64))).isEmpty();
    }

    @Test
    void forPeople() {
        assertThat(DnsName.of("xn--bcher-kva.example").toUnicode()).isEqualTo("bücher.example");
        // What does not lead back to itself is shown as it is.
        for (String odd : List.of("xn--.example", "xn--a.example", "xn--bcher-KVA-.example", "xn--99999999.example"))
            assertThat(DnsName.of(odd).toUnicode()).isEqualTo(DnsName.of(odd).toString());
    }

    @Test
    void reverse() throws Exception {
        assertThat(DnsName.reverse(InetAddress.ofLiteral("192.0.2.10"))).hasToString("10.2.0.192.in-addr.arpa");
        assertThat(DnsName.reverse(InetAddress.ofLiteral("2001:db8::567:89ab")))
                .hasToString("b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
    }
}
