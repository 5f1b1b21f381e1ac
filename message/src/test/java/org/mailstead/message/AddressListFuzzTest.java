package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.message.Envelope.EmailAddress;
import org.mailstead.testkit.Mutator;

class AddressListFuzzTest {
    @Test
    void everyGroupIsClosed() {
        var seeds =
                List.of("=?utf-8?q?J=C3=BCrgen?= <a@b>, G: \"x\\\"y\" (c(d)) <@r:z@w>;", "a@b, \"c d\"@e (f), <g@h");
        Mutator.run(
                7,
                4000,
                seeds.stream().map(s -> s.getBytes(StandardCharsets.ISO_8859_1)).toList(),
                List.of("<", ">", "@", ":", ";", "\"", "(", ")", ",", "G:", "a@b"),
                bytes -> {
                    boolean open = false;
                    for (EmailAddress each : AddressList.parse(new String(bytes, StandardCharsets.ISO_8859_1))) {
                        boolean mark = each.host() == null;
                        if (!mark) continue;
                        assertThat(each.mailbox() != null).isNotEqualTo(open);
                        open = !open;
                    }
                    assertThat(open).isFalse();
                });
    }
}
