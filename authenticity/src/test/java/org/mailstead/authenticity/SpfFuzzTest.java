package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.testkit.Mutator;

class SpfFuzzTest {
    @Test
    void damagedRecordsEndInAVerdict() {
        var seeds = List.of(
                        "v=spf1 a:%{l1r-}.card.test/24//64 mx ptr:card.test ip6:2001:db8::/32 -all exp=why.test",
                        "v=spf1 include:nine.test exists:%{ir}.%{v}._spf.%{d2} redirect=pass.test",
                        "v=spf1 ip4:192.0.2.0/24 ?all x=%{H}%%%_")
                .stream()
                .map(seed -> seed.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        Mutator.run(
                11,
                3000,
                seeds,
                List.of("%{", "}", "a:", "/", "//", "include:", "redirect=", "%{p}", "-all", "r", "99"),
                input -> {
                    String record = new String(input, StandardCharsets.ISO_8859_1).replaceAll("[\r\n]", " ");
                    if (record.length() > 2000) record = record.substring(0, 2000);
                    var audit = SpfAudit.of(
                            new ScriptedResolver("a.test TXT \"" + record.replaceAll("[\\\\\"]", "") + '"'),
                            DnsName.of("a.test"));
                    assertThat(audit.lookups()).isLessThanOrEqualTo(record.length());
                    assertThat(SpfTest.check(record, "192.0.2.10").reason()).isNotBlank();
                });
    }
}
