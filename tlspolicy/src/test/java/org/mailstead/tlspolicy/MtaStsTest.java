package org.mailstead.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.contract.SteppedClock;
import org.mailstead.tlspolicy.PolicyHost.Fetched;
import org.mailstead.tlspolicy.TlsFailure.Kind;

/** A policy is fetched when it has to be, and holds to its end whatever happens. */
class MtaStsTest {
    private static final DnsName DOMAIN = DnsName.of("there.example");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final SteppedClock clock = new SteppedClock();
    private final MemoryStore store = MemoryStore.withConflicts(clock, new SplittableRandom(1), 0.3);
    private final ScriptedResolver dns = new ScriptedResolver("");
    private final List<DnsName> fetched = new ArrayList<>();
    private Fetched next = new Fetched.Failed(new TlsFailure(Kind.STS_POLICY_FETCH_ERROR, "down"));
    private MtaSts sts = open();

    private MtaSts open() {
        PolicyHost host = domain -> {
            fetched.add(domain);
            return next;
        };
        return new MtaSts(dns, host, new StsCache(store, new PartitionWriter(store, new SplittableRandom(2))), clock);
    }

    private void published(String id, String mode, Duration age) throws StsPolicy.Invalid {
        dns.replace("_mta-sts.there.example TXT \"v=STSv1; id=" + id + "\"");
        hosted(mode, age);
    }

    private void hosted(String mode, Duration age) throws StsPolicy.Invalid {
        String text = "version: STSv1\nmode: " + mode + "\nmx: mx.there.example\nmax_age: " + age.toSeconds() + "\n";
        next = new Fetched.Policy(StsPolicy.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void down() {
        next = new Fetched.Failed(new TlsFailure(Kind.STS_POLICY_FETCH_ERROR, "down"));
    }

    private String mode() {
        MtaSts.Known known = sts.of(DOMAIN);
        return known.policy()
                .map(policy -> policy.mode().toString())
                .orElseGet(() -> known.trouble().map(TlsFailure::why).orElse("nothing"));
    }

    @Test
    void whoHasNoRecordHasNoPolicy() throws Exception {
        hosted("enforce", DAY);
        for (String record :
                List.of("", "\"v=STSv1\"", "\"v=STSv1; id=a\" \n_mta-sts.there.example TXT \"v=STSv1; id=b\"")) {
            dns.replace(record.isEmpty() ? "" : "_mta-sts.there.example TXT " + record);
            assertThat(mode()).isEqualTo("nothing");
        }
        assertThat(fetched).isEmpty();
    }

    @Test
    void aPolicyIsFetchedOnceAndKeptOverRestarts() throws Exception {
        published("1", "enforce", DAY.multipliedBy(30));
        assertThat(mode()).isEqualTo("enforce");
        down();
        sts = open();
        clock.advance(DAY.minusSeconds(1));
        assertThat(mode()).isEqualTo("enforce");
        assertThat(fetched).hasSize(1);
    }

    @Test
    void anotherIdMeansAnotherPolicy() throws Exception {
        published("1", "enforce", DAY.multipliedBy(30));
        assertThat(mode()).isEqualTo("enforce");
        published("2", "testing", DAY.multipliedBy(30));
        assertThat(mode()).isEqualTo("testing");
        assertThat(fetched).hasSize(2);
    }

    @Test
    void whileTheNewOneCannotBeHadTheOldOneHolds() throws Exception {
        published("1", "enforce", DAY.multipliedBy(30));
        assertThat(mode()).isEqualTo("enforce");
        published("2", "none", DAY);
        down();
        assertThat(mode()).isEqualTo("enforce");
        assertThat(mode()).isEqualTo("enforce");
        assertThat(fetched).as("not asked again at once").hasSize(2);
        clock.advance(MINUTE.multipliedBy(5));
        assertThat(mode()).isEqualTo("enforce");
        assertThat(fetched).hasSize(3);
    }

    @Test
    void theDnsCannotTakeAPolicyBack() throws Exception {
        published("1", "enforce", DAY.multipliedBy(30));
        assertThat(mode()).isEqualTo("enforce");
        down();
        for (String answer : List.of("", "_mta-sts.there.example TXT !timeout", "_mta-sts.there.example TXT !bogus")) {
            dns.replace(answer);
            clock.advance(DAY);
            assertThat(mode()).as(answer).isEqualTo("enforce");
        }
        clock.advance(DAY.multipliedBy(27));
        assertThat(mode()).as("it is over").isEqualTo("nothing");
    }

    @Test
    void aPolicyInUseIsFetchedAnewLongBeforeItsEnd() throws Exception {
        published("1", "enforce", HOUR.multipliedBy(6));
        assertThat(mode()).isEqualTo("enforce");
        clock.advance(HOUR.multipliedBy(3));
        down();
        assertThat(mode()).isEqualTo("enforce");
        hosted("testing", HOUR.multipliedBy(6));
        clock.advance(MINUTE.multipliedBy(5));
        assertThat(mode()).as("the id is the same").isEqualTo("testing");
        assertThat(fetched).hasSize(3);
    }

    @Test
    void whatCannotBeFetchedAtFirstIsTold() {
        dns.replace("_mta-sts.there.example TXT \"v=STSv1; id=1\"");
        assertThat(mode()).isEqualTo("down");
        assertThat(mode()).isEqualTo("down");
        assertThat(fetched).hasSize(1);
    }

    @Test
    void whatIsInUseIsKeptFreshWithoutMail() throws Exception {
        published("1", "enforce", DAY.multipliedBy(7));
        assertThat(mode()).isEqualTo("enforce");
        for (int day = 1; day <= 60; day++) {
            clock.advance(DAY);
            sts.renew();
        }
        assertThat(fetched).as("the day it was fetched, and a month").hasSize(30);
        down();
        dns.replace("");
        assertThat(mode()).as("forgotten when nobody used it any more").isEqualTo("nothing");
    }

    @Test
    void manyAtOnceFetchOnce() throws Exception {
        published("1", "enforce", DAY);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 20; i++) threads.add(Thread.ofVirtual().start(this::mode));
        for (Thread each : threads) each.join();
        assertThat(fetched).hasSize(1);
    }
}
