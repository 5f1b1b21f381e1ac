package org.mailstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.store.Show.ANN;
import static org.mailstead.store.Show.BOB;
import static org.mailstead.store.Show.all;
import static org.mailstead.store.Show.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How waiting work is merged, handed on, and kept apart when something goes wrong. */
class PartitionWriterTest {
    private final GatedStore store = new GatedStore();
    private final PartitionWriter writer = new PartitionWriter(store, new Random(5));

    private static boolean put(Transaction tx, String key) {
        tx.put(bytes(key), bytes("v"));
        return true;
    }

    /** A caller whose thread is at hand. */
    private static final class Caller<T> extends FutureTask<T> {
        final Thread thread;

        Caller(Callable<T> call) {
            super(call);
            thread = Thread.ofVirtual().start(this);
        }

        T outcome() throws Exception {
            return get(10, TimeUnit.SECONDS);
        }

        /** Waits until it is parked, so that its work is in the queue. */
        void awaitParked() {
            GatedStore.await(() -> thread.getState() == Thread.State.WAITING);
        }

        Caller<T> parked() {
            awaitParked();
            return this;
        }
    }

    /** One caller held in its commit, so that those who come now must wait. */
    private Caller<Long> leaderHeldInItsCommit() {
        int before = store.commits.get();
        store.closedGate = true;
        Caller<Long> leader =
                new Caller<>(() -> writer.write(ANN, tx -> put(tx, "leader")).version());
        GatedStore.await(() -> store.commits.get() > before);
        return leader;
    }

    @Test
    void allWhoWaitAreMergedIntoOneCommit() throws Exception {
        Caller<Long> leader = leaderHeldInItsCommit();
        List<Caller<Long>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String key = "k" + i;
            waiting.add(new Caller<>(() -> writer.write(ANN, tx -> put(tx, key)).version()).parked());
        }
        store.closedGate = false;
        assertThat(leader.outcome()).isEqualTo(1);
        for (Caller<Long> each : waiting) assertThat(each.outcome()).isEqualTo(2);
        assertThat(store.commits).hasValue(2);
        assertThat(all(store.rows(ANN))).hasSize(51);
    }

    @Test
    void aLeaderHandsOnAfterItsOwnCommit() throws Exception {
        Caller<Long> leader = leaderHeldInItsCommit();
        AtomicBoolean inSecond = new AtomicBoolean();
        AtomicBoolean release = new AtomicBoolean();
        Caller<Boolean> second = new Caller<>(() -> writer.write(ANN, tx -> {
                    inSecond.set(true);
                    GatedStore.await(release::get);
                    return put(tx, "second");
                })
                .result());
        second.awaitParked();
        store.closedGate = false;
        GatedStore.await(inSecond::get);
        assertThat(leader.outcome()).isEqualTo(1);
        release.set(true);
        assertThat(second.outcome()).isTrue();
    }

    @Test
    void otherPartitionsDoNotWait() throws Exception {
        AtomicBoolean release = new AtomicBoolean();
        Caller<Boolean> slow = new Caller<>(() -> writer.write(ANN, tx -> {
                    GatedStore.await(release::get);
                    return put(tx, "slow");
                })
                .result());
        assertThat(writer.write(BOB, tx -> put(tx, "quick")).version()).isEqualTo(1);
        release.set(true);
        assertThat(slow.outcome()).isTrue();
    }

    @Test
    void aFaultOfTheEngineReachesAllMergedCallersAndTheNextWriteWorks() throws Exception {
        Caller<Long> leader = leaderHeldInItsCommit();
        List<Caller<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String key = "k" + i;
            waiting.add(new Caller<>(() -> {
                        assertThatExceptionOfType(StoreFault.class)
                                .isThrownBy(() -> writer.write(ANN, tx -> put(tx, key)))
                                .withMessage("account/ann was not written: no space left")
                                .withCauseInstanceOf(StoreFault.class);
                        return true;
                    })
                    .parked());
        }
        store.failure = new StoreFault("no space left");
        store.closedGate = false;
        assertThatExceptionOfType(Exception.class).isThrownBy(leader::outcome).withCauseInstanceOf(StoreFault.class);
        for (Caller<Boolean> each : waiting) assertThat(each.outcome()).isTrue();
        store.failure = null;
        assertThat(writer.write(ANN, tx -> put(tx, "after")).version()).isEqualTo(1);
        assertThat(all(store.rows(ANN))).containsExactly("after=v");
    }

    @Test
    void evenAnErrorInTheEngineLeavesNobodyWaiting() throws Exception {
        Caller<Long> leader = leaderHeldInItsCommit();
        Caller<Boolean> other =
                new Caller<>(() -> writer.write(ANN, tx -> put(tx, "k")).result()).parked();
        store.failure = new IllegalStateException("a bug");
        store.closedGate = false;
        for (Caller<?> each : List.of(leader, other)) {
            assertThatExceptionOfType(Exception.class)
                    .isThrownBy(each::outcome)
                    .withRootCauseInstanceOf(IllegalStateException.class);
        }
        store.failure = null;
        assertThat(writer.write(ANN, tx -> put(tx, "after")).version()).isEqualTo(1);
    }

    @Test
    void anInterruptedCallerStillLearnsTheOutcome() throws Exception {
        Caller<Long> leader = leaderHeldInItsCommit();
        Caller<Boolean> waiting = new Caller<>(() -> {
            assertThat(writer.write(ANN, tx -> put(tx, "k")).version()).isEqualTo(2);
            return Thread.currentThread().isInterrupted();
        });
        waiting.awaitParked();
        waiting.thread.interrupt();
        leader.thread.interrupt();
        store.closedGate = false;
        assertThat(leader.outcome()).isEqualTo(1);
        assertThat(waiting.outcome()).as("the interrupt is kept").isTrue();
    }

    @Test
    void anInterruptDoesNotHitTheWorkOfOthers() throws Exception {
        Thread.currentThread().interrupt();
        boolean seen =
                writer.write(ANN, tx -> Thread.currentThread().isInterrupted()).result();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).isFalse();
    }

    @Test
    void anExceptionTellsWhoseWorkItWas() throws Exception {
        Caller<Long> leader = leaderHeldInItsCommit();
        Caller<Boolean> first =
                new Caller<>(() -> writer.write(ANN, tx -> put(tx, "k")).result()).parked();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Caller<Boolean> failing = new Caller<>(() -> {
            try {
                return writer.write(ANN, tx -> Boolean.parseBoolean(refuse())).result();
            } catch (IllegalArgumentException e) {
                thrown.set(e);
                return false;
            }
        });
        failing.awaitParked();
        store.closedGate = false;
        leader.outcome();
        first.outcome();
        assertThat(failing.outcome()).isFalse();
        assertThat(thrown.get()).hasMessage("refused").hasStackTraceContaining("refuse(");
        assertThat(thrown.get().getSuppressed()[0].getStackTrace())
                .anyMatch(frame -> frame.getMethodName().contains("anExceptionTellsWhoseWorkItWas"));
    }

    private static String refuse() {
        throw new IllegalArgumentException("refused");
    }

    @Test
    void aReaderIsToldTheVersionItReadAndNotHalfOfACommit() throws Exception {
        Caller<Long> leader = leaderHeldInItsCommit();
        Caller<Long> first =
                new Caller<>(() -> writer.write(ANN, tx -> put(tx, "a")).version()).parked();
        Caller<String> reader = new Caller<>(() -> {
                    PartitionWriter.Written<Integer> read = writer.write(ANN, tx -> all(tx).size());
                    return read.result() + " rows at " + read.version();
                })
                .parked();
        Caller<Long> last =
                new Caller<>(() -> writer.write(ANN, tx -> put(tx, "b")).version()).parked();
        store.closedGate = false;
        leader.outcome();
        assertThat(first.outcome()).isEqualTo(2);
        assertThat(last.outcome()).isEqualTo(2);
        assertThat(reader.outcome()).isEqualTo("3 rows at 2");
    }

    @Test
    void whatWorkReadsOrThrowsRestsOnOneMoment() {
        AtomicInteger runs = new AtomicInteger();
        PartitionWriter.Written<Boolean> read = writer.write(ANN, tx -> {
            boolean before = tx.get(bytes("a")) != null;
            if (runs.incrementAndGet() == 1) {
                store.commit(ANN, 0, new CommitToken(0, 0), List.of(new Op.Put(bytes("a"), bytes("other node"))));
            }
            if (before != (tx.get(bytes("a")) != null)) throw new IllegalStateException("torn");
            return before;
        });
        assertThat(read).isEqualTo(new PartitionWriter.Written<>(true, 1));
        assertThat(runs).hasValue(2);
    }

    @Test
    void workMayNotWriteFromInside() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> writer.write(ANN, tx -> writer.write(BOB, inner -> put(inner, "k"))))
                .withMessageContaining("account/ann");
        assertThat(writer.write(ANN, tx -> put(tx, "k")).version()).isEqualTo(1);
    }

    @Test
    void aTransactionIsOverWithItsWork() {
        AtomicReference<Transaction> kept = new AtomicReference<>();
        writer.write(ANN, tx -> {
            kept.set(tx);
            return put(tx, "k");
        });
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> kept.get().put(bytes("k"), bytes("late")));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> kept.get().get(bytes("k")));
    }
}
