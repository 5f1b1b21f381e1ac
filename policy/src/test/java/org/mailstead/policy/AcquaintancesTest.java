package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.store.KeyRange;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionWriter;

class AcquaintancesTest {
    private static final SmtpAddress FRIEND = new SmtpAddress("Friend", "Elsewhere.test");

    private final MemoryStore store = new MemoryStore(Town.CLOCK);
    private final PartitionWriter writer = new PartitionWriter(store, new Random(1));
    private final Acquaintances known = new Acquaintances(store, writer);
    private final Instant now = Town.CLOCK.instant();

    @Test
    void whoWasWrittenToIsKnownForAWhile() {
        assertThat(known.knows(FRIEND, now)).isFalse();
        known.wroteTo(FRIEND, now);
        assertThat(known.knows(new SmtpAddress("friend", "elsewhere.test"), now))
                .isTrue();
        assertThat(known.knows(new SmtpAddress("other", "elsewhere.test"), now)).isFalse();
        assertThat(new Acquaintances(store, writer).knows(FRIEND, now.plus(Duration.ofDays(399))))
                .as("after a restart")
                .isTrue();
        assertThat(known.knows(FRIEND, now.plus(Duration.ofDays(401)))).isFalse();
        known.wroteTo(FRIEND, now.plus(Duration.ofDays(300)));
        assertThat(known.knows(FRIEND, now.plus(Duration.ofDays(401)))).isTrue();
        known.forgetOld(now.plus(Duration.ofDays(701)));
        int[] rows = {0};
        store.rows(new Partition("policy", "acquaintances"))
                .scan(KeyRange.prefix(new byte[] {'A'}), (_, _) -> ++rows[0] > 0);
        assertThat(rows[0]).isZero();
    }
}
