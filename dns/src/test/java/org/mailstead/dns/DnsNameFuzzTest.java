package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class DnsNameFuzzTest {
    @Test
    void damagedNamesAreNamesThatFitOrNone() {
        var seeds = List.of("bücher.例え.example", "xn--bcher-kva.xn--r8jz45g.test", "אבג.קום", "a.b.c.d.e.f");
        Mutator.run(
                7,
                3000,
                seeds.stream()
                        .map(seed -> seed.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                List.of(".", "xn--", "-", "\u00c3\u00bc"),
                input -> {
                    var name = DnsName.parse(new String(input, StandardCharsets.UTF_8));
                    if (name.isEmpty()) return;
                    assertThat(name.get().toString()).isASCII().hasSizeLessThanOrEqualTo(253);
                    assertThat(DnsName.of(name.get().toString())).isEqualTo(name.get());
                    if (!name.get().equals(DnsName.ROOT))
                        assertThat(DnsName.of(name.get().toUnicode())).isEqualTo(name.get());
                    assertThat(WireRecords.fromWire(WireRecords.toWire(name.get())))
                            .contains(name.get());
                });
    }
}
