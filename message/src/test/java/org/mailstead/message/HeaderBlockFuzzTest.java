package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.message.HeaderBlock.Field;
import org.mailstead.testkit.Mutator;

class HeaderBlockFuzzTest {
    @Test
    void fieldsAndTheirSpansCoverTheHeader() {
        Mutator.run(
                11,
                3000,
                List.of(HeaderBlockTest.bytes(HeaderBlockTest.RAW), HeaderBlockTest.bytes("From a b c\nA: b\n\tc\n")),
                List.of("A:", "\r\n ", "\n\n"),
                raw -> {
                    long at = 0;
                    for (Field field : HeaderBlock.parse(raw).fields()) {
                        assertThat(field.span().start()).isEqualTo(at);
                        assertThat(field.span().length()).isPositive();
                        at = field.span().end();
                    }
                    byte[] all = HeaderBlock.parse(raw).filter(List.of(), true);
                    assertThat(Arrays.copyOf(all, (int) at)).isEqualTo(Arrays.copyOf(raw, (int) at));
                });
    }
}
