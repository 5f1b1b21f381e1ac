package org.mailstead.mailbox.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class ImapUrlFuzzTest {
    @Test
    void whateverComesIsAUrlOrNone() {
        List<byte[]> seeds = List.of(
                ImapUrlTest.WHOLE.getBytes(StandardCharsets.ISO_8859_1),
                ";UID=1/;SECTION=HEADER.FIELDS%20(a%20b)".getBytes(StandardCharsets.ISO_8859_1),
                "/INBOX;UIDVALIDITY=1/;UID=1/;PARTIAL=0.1;URLAUTH=authuser".getBytes(StandardCharsets.ISO_8859_1));
        var words =
                List.of(";UID=", "/;SECTION=", "/;PARTIAL=", ";URLAUTH=", "%", "imap://", "999999999999999999", "@");
        Mutator.run(11, 5000, seeds, words, bytes -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            ImapUrl.parse(text).ifPresent(url -> {
                assertThat(url.uid()).isPositive();
                ImapUrl.Authorization authorization = url.authorization();
                if (authorization != null) assertThat(text).startsWith(authorization.rump());
            });
        });
    }
}
