package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class BlockListFuzzTest {
    @Test
    void whatIsReadPrintsAsItIsRead() {
        List<byte[]> seeds = List.of(
                "bl.example.org".getBytes(StandardCharsets.UTF_8),
                "b\u00fc.example.org 127.0.0.2/31 ::1 weight=-12".getBytes(StandardCharsets.UTF_8));
        Mutator.run(72, 3_000, seeds, List.of("weight=", " ", "/", "127.0.0.2"), bytes -> {
            var list = BlockList.parse(new String(bytes, StandardCharsets.UTF_8));
            list.ifPresent(read -> assertThat(BlockList.parse(read.toString())).contains(read));
        });
    }
}
