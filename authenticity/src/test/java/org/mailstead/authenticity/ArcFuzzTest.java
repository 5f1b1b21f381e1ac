package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.testkit.Mutator;

class ArcFuzzTest {
    @Test
    void damagedChainsEndInAVerdict() {
        var resolver = new ScriptedResolver(ArcTest.ZONE);
        var seeds = List.of(
                ArcTest.threeTimes().getBytes(StandardCharsets.ISO_8859_1),
                ArcTest.sealed(Keys.RSA, DkimTest.LETTER).getBytes(StandardCharsets.ISO_8859_1));
        var words = List.of("ARC-Seal:", "i=2;", "cv=pass", "b=", "\r\n\t", "ARC-Message-Signature:", "h=");
        Mutator.run(8, 1000, seeds, words, input -> {
            String message = new String(input, StandardCharsets.ISO_8859_1);
            var verdict = ArcTest.verify(resolver, message);
            assertThat(verdict.reason()).isNotBlank();
            if (!message.contains("From:")) return;
            try {
                ArcTest.sealed(ArcTest.LIST, verdict, message);
            } catch (IllegalArgumentException e) {
                // No From, or more fields than are signed.
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }
}
