package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.policy.ChecksTest.text;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailstead.policy.AccountSending.Limits;
import org.mailstead.policy.AccountSending.Meter;
import org.mailstead.smtp.Submitter;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;

class AccountSendingTest {
    private final MemoryStore store = new MemoryStore(Town.CLOCK);
    private final PartitionWriter writer = new PartitionWriter(store, new Random(1));
    private final AccountSending sending = new AccountSending(store, writer);
    private final List<String> alarms = new ArrayList<>();
    private final Town town = new Town();
    private Instant now = Town.CLOCK.instant();

    private final InstantSource time = () -> now;

    private SendingRateCheck check(Limits limits) {
        return new SendingRateCheck(
                limits,
                new Meter(limits),
                sending,
                (account, address, pause) -> alarms.add(account + " " + address + ": " + pause.reason()));
    }

    private Facts from(String account) {
        var around = new Surroundings(town.dns, Clock.fixed(time.instant(), ZoneOffset.UTC), Town.HOST);
        var facts = new Facts(around, InetAddress.ofLiteral("192.0.2.10"));
        facts.mail(Optional.of(new Submitter(account, account + "@receiver.test")), Town.address("a@receiver.test"));
        facts.recipient(Town.address("x@elsewhere.test").orElseThrow(), 0);
        return facts;
    }

    @Test
    void whoWritesToTooManyIsPausedUntilSomebodySaysSo() {
        var check = check(new Limits(3, 0));
        for (String expected : List.of("pass", "pass", "pass", "later 450 4.7.1", "later 450 4.7.1"))
            assertThat(text(check.judge(from("ann")))).isEqualTo(expected);
        assertThat(alarms).containsExactly("ann ann@receiver.test: it wrote to more than 3 recipients in an hour");
        assertThat(text(check.judge(from("bob")))).isEqualTo("pass");

        now = now.plus(Duration.ofDays(2));
        assertThat(text(new PausedCheck(sending).judge(from("ann")))).isEqualTo("later 450 4.7.1");
        assertThat(text(new PausedCheck(new AccountSending(store, writer)).judge(from("ann"))))
                .as("after a restart")
                .isEqualTo("later 450 4.7.1");

        assertThat(sending.resume("ann")).isTrue();
        assertThat(sending.resume("ann")).isFalse();
        assertThat(text(new PausedCheck(sending).judge(from("ann")))).isEqualTo("pass");
        assertThat(text(check.judge(from("ann")))).isEqualTo("pass");
        assertThat(new AccountSending(store, writer).pause("ann")).isEmpty();
    }

    @Test
    void aDayCountsForItself() {
        var check = check(new Limits(0, 2));
        for (String expected : List.of("pass", "pass", "later 450 4.7.1"))
            assertThat(text(check.judge(from("ann")))).isEqualTo(expected);
        assertThat(alarms).containsExactly("ann ann@receiver.test: it wrote to more than 2 recipients in a day");
    }

    @Test
    void wrongPasswordsAreAnsweredSlowerAndSlower() {
        var pit = new TarPit();
        var client = InetAddress.ofLiteral("192.0.2.10");
        for (int seconds : new int[] {1, 2, 4, 8, 16, 16})
            assertThat(pit.failed(client, now)).hasSeconds(seconds);
        assertThat(pit.failed(InetAddress.ofLiteral("2001:db8::1"), now)).hasSeconds(1);
        assertThat(pit.failed(client, now.plus(Duration.ofMinutes(11)))).hasSeconds(1);
        for (int i = 0; i < TarPit.REMEMBERED + 10; i++)
            pit.failed(InetAddress.ofLiteral("10." + i / 65536 + "." + i / 256 % 256 + ".1"), now);
        assertThat(pit.remembered()).isLessThanOrEqualTo(TarPit.REMEMBERED);
    }
}
