package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.testkit.Mutator;

class DkimFuzzTest {
    @Test
    void damagedSignaturesAndKeysEndInAVerdict() throws IOException {
        var seeds = List.of(
                DkimTest.signed(Keys.both(), DkimTest.LETTER).getBytes(StandardCharsets.ISO_8859_1),
                DkimTest.signedWith(
                                "c=simple/relaxed; l=20; x=9999999999; i=a@sender.test; z=From:x|To:y;",
                                DkimTest.LETTER)
                        .getBytes(StandardCharsets.ISO_8859_1));
        var dkim = new Dkim(new ScriptedResolver(Keys.ZONE), DkimTest.CLOCK);
        var words = List.of("b=", "bh=", "h=", "l=", "d=", "s=r1", ";", ":", "DKIM-Signature:", "\r\n\t", "simple");
        Mutator.run(5, 1500, seeds, words, input -> {
            var in = new ByteArrayInputStream(input);
            try {
                for (var verdict : dkim.verify(RawHeader.read(in), in))
                    assertThat(verdict.reason()).isNotBlank();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        var records = List.of(Keys.RSA, Keys.ED25519).stream()
                .map(key -> key.recordText().getBytes(StandardCharsets.US_ASCII))
                .toList();
        Mutator.run(6, 1500, records, List.of("v=DKIM1;", "p=", "k=", "t=s:y;", "h=sha256"), input -> {
            String text = new String(input, StandardCharsets.ISO_8859_1);
            assertThat(KeyMatch.of(Keys.RSA, text)).isNotNull();
            try {
                assertThat(KeyRecord.parse(text).bits()).isLessThanOrEqualTo(8192);
            } catch (TagList.MalformedException e) {
                assertThat(e.problem()).isNotBlank();
            }
        });
    }
}
