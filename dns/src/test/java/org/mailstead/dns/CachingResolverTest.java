package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.MovableClock;

class CachingResolverTest {
    private final MovableClock clock = new MovableClock("2026-05-01T12:00:00Z");

    /** How often the question is asked below when it comes every second for so long. */
    private int questions(String zone, String name, Duration time) {
        var below = new ScriptedResolver(zone);
        var cached = new CachingResolver(below, clock);
        for (long second = 0; second < time.toSeconds(); second++) {
            cached.lookup(DnsName.of(name), RecordType.A);
            clock.advance(Duration.ofSeconds(1));
        }
        return below.asked().size();
    }

    @Test
    void answersLastAsLongAsTheySay() {
        assertThat(questions("a.test 60 A 192.0.2.1", "a.test", Duration.ofMinutes(3)))
                .isEqualTo(3);
    }

    @Test
    void withinBounds() {
        assertThat(questions("a.test 0 A 192.0.2.1", "a.test", Duration.ofSeconds(50)))
                .isEqualTo(10);
        assertThat(questions("a.test 9999999 A 192.0.2.1", "a.test", Duration.ofDays(2)))
                .isEqualTo(2);
    }

    @Test
    void absenceAndFailuresAreRememberedToo() {
        assertThat(questions("b.test 60 A 192.0.2.1", "a.test", Duration.ofMinutes(10)))
                .isEqualTo(2);
        assertThat(questions("a.test A !timeout", "a.test", Duration.ofSeconds(50)))
                .isEqualTo(10);
        assertThat(questions("a.test A !bogus", "a.test", Duration.ofMinutes(2)))
                .isEqualTo(2);
    }

    @Test
    void theTtlCountsDown() {
        var cached = new CachingResolver(new ScriptedResolver("a.test 60 A 192.0.2.1"), clock);
        cached.lookup(DnsName.of("a.test"), RecordType.A);
        clock.advance(Duration.ofSeconds(45));
        assertThat(cached.lookup(DnsName.of("A.test."), RecordType.A))
                .isInstanceOfSatisfying(
                        Answer.Found.class, found -> assertThat(found.ttl()).isEqualTo(Duration.ofSeconds(15)));
    }

    @Test
    void typesAreApart() {
        var cached = new CachingResolver(new ScriptedResolver("a.test A 192.0.2.1\na.test AAAA 2001:db8::1"), clock);
        assertThat(cached.lookup(DnsName.of("a.test"), RecordType.A))
                .isNotEqualTo(cached.lookup(DnsName.of("a.test"), RecordType.AAAA));
    }

    @Test
    void memoryIsBounded() {
        var below = new ScriptedResolver("*.test A 192.0.2.1");
        var cached = new CachingResolver(below, clock, 20_000);
        for (int i = 0; i < 1000; i++) cached.lookup(DnsName.of("n" + i + ".test"), RecordType.A);
        for (int i = 0; i < 1000; i++) cached.lookup(DnsName.of("n" + i + ".test"), RecordType.A);
        assertThat(below.asked().size()).isGreaterThan(1800);
    }

    @Test
    void oneQuestionForManyWhoWait() throws Exception {
        var asked = new AtomicInteger();
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var zone = new ScriptedResolver("a.test A 192.0.2.1");
        var cached = new CachingResolver(
                new Resolver() {
                    @Override
                    public <R extends DnsRecord> Answer<R> lookup(DnsName name, RecordType<R> type) {
                        asked.incrementAndGet();
                        inside.countDown();
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return zone.lookup(name, type);
                    }
                },
                clock);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++)
                threads.execute(() -> assertThat(cached.lookup(DnsName.of("a.test"), RecordType.A))
                        .isInstanceOf(Answer.Found.class));
            inside.await();
            go.countDown();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aBudgetEndsQuestionsAndTime() {
        var below =
                new ScriptedResolver("a.test A 192.0.2.1\nslow.test A !slow 5\nslow.test A 192.0.2.2", clock::advance);
        var three = new BudgetedResolver(below, clock, Duration.ofMinutes(1), 3);
        for (int i = 0; i < 3; i++)
            assertThat(three.lookup(DnsName.of("a.test"), RecordType.A)).isInstanceOf(Answer.Found.class);
        assertThat(three.lookup(DnsName.of("a.test"), RecordType.A))
                .isInstanceOfSatisfying(
                        Answer.TemporaryFailure.class,
                        failure -> assertThat(failure.cause()).isEqualTo(Answer.Cause.BUDGET));
        var eightSeconds = new BudgetedResolver(below, clock, Duration.ofSeconds(8), 100);
        for (int i = 0; i < 2; i++)
            assertThat(eightSeconds.lookup(DnsName.of("slow.test"), RecordType.A))
                    .isInstanceOf(Answer.Found.class);
        assertThat(eightSeconds.lookup(DnsName.of("slow.test"), RecordType.A))
                .isInstanceOf(Answer.TemporaryFailure.class);
    }
}
