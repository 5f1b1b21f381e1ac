package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class DmarcFuzzTest {
    @Test
    void damagedRecordsAreReadOrNone() {
        var seeds = List.of(
                        "v=DMARC1; p=quarantine; sp=none; rua=mailto:a%40b@c.test!10m,mailto:d@e.test; pct=0",
                        "v=DMARC1; psd=y; np=reject; t=y; adkim=s")
                .stream()
                .map(seed -> seed.getBytes(StandardCharsets.US_ASCII))
                .toList();
        Mutator.run(9, 2000, seeds, List.of("mailto:", "%", "!", ",", ";", "p=", "rua="), input -> {
            String text = new String(input, StandardCharsets.ISO_8859_1);
            var record = DmarcRecord.parse(text);
            assertThat(DmarcAudit.of(text).record()).isEqualTo(record);
            record.ifPresent(found -> {
                assertThat(found.aggregate()).hasSizeLessThanOrEqualTo(5);
                assertThat(found.aggregate())
                        .allMatch(each -> each.address().matches("[!-~]+") && each.mostBytes() >= 0);
            });
        });
    }
}
