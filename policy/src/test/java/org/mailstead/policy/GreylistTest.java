package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailstead.policy.Newcomers.Standing;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.store.KeyRange;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionWriter;

class GreylistTest {
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final MemoryStore store = new MemoryStore(Town.CLOCK);
    private final PartitionWriter writer = new PartitionWriter(store, new Random(1));
    private final Greylist list = new Greylist(store, writer);
    private Instant now = Town.CLOCK.instant();

    private Standing mail(String client, String sender, String to) {
        return list.standing(InetAddress.ofLiteral(client), sender, new SmtpAddress(to, "receiver.test"), now, DELAY);
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    @Test
    void whoComesBackAfterAWhileIsKnownFromThenOn() {
        assertThat(mail("192.0.2.10", "a@b.test", "ann")).isEqualTo(Standing.TOO_EARLY);
        later(Duration.ofMinutes(4));
        assertThat(mail("192.0.2.10", "a@b.test", "ann")).isEqualTo(Standing.TOO_EARLY);
        later(Duration.ofMinutes(1));
        assertThat(mail("192.0.2.77", "A@B.test", "ann"))
                .as("from another machine beside it")
                .isEqualTo(Standing.KNOWN);
        later(Duration.ofDays(35));
        assertThat(mail("192.0.2.10", "a@b.test", "ann")).isEqualTo(Standing.KNOWN);
        later(Duration.ofDays(35));
        assertThat(mail("192.0.2.10", "a@b.test", "ann")).isEqualTo(Standing.KNOWN);
        later(Duration.ofDays(37));
        assertThat(mail("192.0.2.10", "a@b.test", "ann")).as("long unheard of").isEqualTo(Standing.TOO_EARLY);
    }

    @Test
    void eachMailStandsForItself() {
        mail("192.0.2.10", "a@b.test", "ann");
        later(DELAY);
        assertThat(mail("192.0.2.10", "a@b.test", "bob")).isEqualTo(Standing.TOO_EARLY);
        assertThat(mail("192.0.2.10", "c@b.test", "ann")).isEqualTo(Standing.TOO_EARLY);
        assertThat(mail("192.0.3.10", "a@b.test", "ann")).isEqualTo(Standing.TOO_EARLY);
        assertThat(mail("2001:db8::1", "", "ann")).isEqualTo(Standing.TOO_EARLY);
    }

    @Test
    void whoDoesNotComeBackInTimeBeginsAnew() {
        mail("192.0.2.10", "a@b.test", "ann");
        later(Duration.ofDays(3));
        assertThat(mail("192.0.2.10", "a@b.test", "ann")).isEqualTo(Standing.TOO_EARLY);
    }

    @Test
    void aNetworkThatAlwaysComesBackIsAMailServer() {
        for (int i = 0; i < Greylist.GOOD_NETWORK; i++) mail("192.0.2.10", i + "@b.test", "ann");
        later(DELAY);
        for (int i = 0; i < Greylist.GOOD_NETWORK; i++)
            assertThat(mail("192.0.2.10", i + "@b.test", "ann")).isEqualTo(Standing.KNOWN);
        assertThat(mail("192.0.2.10", "new@c.test", "bob")).isEqualTo(Standing.KNOWN);
        assertThat(mail("192.0.9.10", "new@c.test", "bob")).isEqualTo(Standing.TOO_EARLY);
    }

    @Test
    void itIsKeptOverARestartAndClearedOfWhatIsOver() {
        mail("192.0.2.10", "a@b.test", "ann");
        later(DELAY);
        assertThat(new Greylist(store, writer)
                        .standing(
                                InetAddress.ofLiteral("192.0.2.10"),
                                "a@b.test",
                                new SmtpAddress("ann", "receiver.test"),
                                now,
                                DELAY))
                .isEqualTo(Standing.KNOWN);
        later(Duration.ofDays(40));
        list.forgetOld(now);
        int[] rows = {0};
        store.rows(new Partition("policy", "greylist"))
                .scan(KeyRange.prefix(new byte[] {'G'}), (_, _) -> ++rows[0] > 0);
        assertThat(rows[0]).isZero();
    }
}
