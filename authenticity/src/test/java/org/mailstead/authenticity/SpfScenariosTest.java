package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;

/** Whole zones and what is said in them: {@code spf-scenarios.txt}, which tells its form. */
class SpfScenariosTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

    /** @param explanation empty if it does not matter */
    record Scenario(
            String section,
            String zone,
            String client,
            String helo,
            String sender,
            String result,
            String explanation,
            String shows) {
        @Override
        public String toString() {
            return section + ": " + shows + " (" + sender + " from " + client + ")";
        }
    }

    static List<Scenario> scenarios() throws IOException {
        try (var in = SpfScenariosTest.class.getResourceAsStream("/spf-scenarios.txt")) {
            var scenarios = new ArrayList<Scenario>();
            String section = "";
            var zone = new StringBuilder();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("#") || line.isBlank()) continue;
                if (line.startsWith("[") && line.endsWith("]")) {
                    section = line.substring(1, line.length() - 1);
                    zone.setLength(0);
                } else if (line.contains(" | ")) {
                    var words = List.of(line.split("\\|", -1)).stream()
                            .map(String::strip)
                            .toList();
                    assertThat(words).as(line).hasSize(6);
                    scenarios.add(new Scenario(
                            section,
                            zone.toString(),
                            words.get(0),
                            words.get(1),
                            words.get(2),
                            words.get(3),
                            words.get(4),
                            words.get(5)));
                } else {
                    zone.append(line).append('\n');
                }
            }
            return scenarios;
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void isJudged(Scenario scenario) {
        var resolver = new ScriptedResolver(scenario.zone());
        var verdict = new Spf(resolver, CLOCK, DnsName.of("mx.receiver.test"))
                .mailFrom(InetAddress.ofLiteral(scenario.client()), scenario.helo(), scenario.sender());
        assertThat(verdict.result().word()).as(verdict.toString()).isEqualTo(scenario.result());
        if (scenario.explanation().equals("none"))
            assertThat(verdict.explanation()).isNull();
        else if (!scenario.explanation().isEmpty())
            assertThat(verdict.explanation()).isEqualTo(scenario.explanation());
        // Records of the type SPF are history, and nobody asks for them. RFC 7208 §3.1.
        assertThat(resolver.asked()).noneMatch(question -> question.endsWith(" SPF"));
    }

    /** RFC 7208 §A. */
    private static final String EXAMPLE = """
            example.com         MX   10 mail-a.example.com
            example.com         MX   20 mail-b.example.com
            example.com         A    192.0.2.10
            example.com         A    192.0.2.11
            amy.example.com     A    192.0.2.65
            bob.example.com     A    192.0.2.66
            mail-a.example.com  A    192.0.2.129
            mail-b.example.com  A    192.0.2.130
            example.org         MX   10 mail-c.example.org
            mail-c.example.org  A    192.0.2.140
            10.2.0.192.in-addr.arpa   PTR  example.com
            11.2.0.192.in-addr.arpa   PTR  example.com
            65.2.0.192.in-addr.arpa   PTR  amy.example.com
            66.2.0.192.in-addr.arpa   PTR  bob.example.com
            129.2.0.192.in-addr.arpa  PTR  mail-a.example.com
            130.2.0.192.in-addr.arpa  PTR  mail-b.example.com
            140.2.0.192.in-addr.arpa  PTR  mail-c.example.org
            4.0.0.10.in-addr.arpa     PTR  bob.example.com
            example.org         TXT  "v=spf1 include:example.com include:example.net -all"
            la.example.org      TXT  "v=spf1 redirect=example.org"
            example.net         TXT  "v=spf1 ip4:198.51.100.7 -all"
            mobile-users._spf.example.com           TXT  "v=spf1 exists:%{l1r+}.%{d}"
            remote-users._spf.example.com           TXT  "v=spf1 exists:%{ir}.%{l1r+}.%{d}"
            mary.mobile-users._spf.example.com      A    127.0.0.2
            15.15.168.192.joel.remote-users._spf.example.com  A  127.0.0.2
            ip4._spf.example.com  TXT  "v=spf1 -ip4:192.0.2.0/24 +all"
            ptr._spf.example.com  TXT  "v=spf1 -ptr:example.com +all"
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=spf1 +all                               | joel@example.com | 192.0.2.65 203.0.113.1  |
            v=spf1 a -all                             | joel@example.com | 192.0.2.10 192.0.2.11   | 192.0.2.65
            v=spf1 a:example.org -all                 | joel@example.com |                         | 192.0.2.10 192.0.2.140
            v=spf1 mx -all                            | joel@example.com | 192.0.2.129 192.0.2.130 | 192.0.2.140
            v=spf1 mx:example.org -all                | joel@example.com | 192.0.2.140             | 192.0.2.129
            v=spf1 mx mx:example.org -all             | joel@example.com | 192.0.2.129 192.0.2.130 192.0.2.140 | 192.0.2.65
            v=spf1 mx/30 mx:example.org/30 -all       | joel@example.com | 192.0.2.131 192.0.2.143 | 192.0.2.132 192.0.2.144
            v=spf1 ptr -all                           | joel@example.com | 192.0.2.65              | 192.0.2.140 10.0.0.4
            v=spf1 ip4:192.0.2.128/28 -all            | joel@example.com | 192.0.2.129             | 192.0.2.65
            v=spf1 mx -all                            | joel@example.org | 192.0.2.129 198.51.100.7 | 192.0.2.140
            v=spf1 mx -all                            | joel@la.example.org | 192.0.2.130 198.51.100.7 | 192.0.2.65
            v=spf1 mx include:mobile-users._spf.%{d} include:remote-users._spf.%{d} -all | joel@example.com | 192.168.15.15 192.0.2.129 | 192.168.15.16
            v=spf1 mx include:mobile-users._spf.%{d} include:remote-users._spf.%{d} -all | mary+list@example.com | 203.0.113.1 |
            v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all | joel@example.com | 192.0.2.65 | 192.0.2.140 198.51.100.7 10.0.0.4
            """)
    void theExamplesOfTheStandard(String record, String sender, String passes, String fails) {
        var spf = new Spf(
                new ScriptedResolver(EXAMPLE + "example.com TXT \"" + record + "\"\n"),
                CLOCK,
                DnsName.of("mx.receiver.test"));
        for (var expected : List.of(SpfResult.PASS, SpfResult.FAIL)) {
            String clients = expected == SpfResult.PASS ? passes : fails;
            if (clients == null) continue;
            for (String client : clients.split(" "))
                assertThat(spf.mailFrom(InetAddress.ofLiteral(client), "helo.test", sender)
                                .result())
                        .as(client)
                        .isEqualTo(expected);
        }
    }
}
