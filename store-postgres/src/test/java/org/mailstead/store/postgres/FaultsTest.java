package org.mailstead.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.store.contract.EngineUnderTest.ANN;
import static org.mailstead.store.contract.EngineUnderTest.all;
import static org.mailstead.store.contract.EngineUnderTest.bytes;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.store.Commit;
import org.mailstead.store.CommitToken;
import org.mailstead.store.Op;
import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;
import org.mailstead.store.StoreOpenException;
import org.mailstead.store.Transaction;

/** What a database and the way to it do to those who use it. */
@Timeout(120)
class FaultsTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private final Random random = new Random(5);

    private Commit commit(PartitionStore store, long expected, String key) {
        return store.commit(ANN, expected, CommitToken.next(random), List.of(new Op.Put(bytes(key), bytes("v"))));
    }

    @Test
    void whatCameOfACommitIsKnownThoughItsAnswerIsLost() throws Exception {
        try (var server = TestPostgres.start(folder);
                var way = new CutConnection(server.port())) {
            PostgresSettings near = server.settings();
            PostgresStore.make(near);
            try (var direct = PostgresStore.open(near, CLOCK, RANDOM);
                    var store = PostgresStore.open(TestPostgres.with(near, near.schema(), way.url()), CLOCK, RANDOM)) {
                assertThat(commit(store, 0, "key-a")).isEqualTo(new Commit.Done(1));

                way.loseAnswerTo("key-b", () -> {});
                assertThat(commit(store, 1, "key-b")).as("its answer was lost").isEqualTo(new Commit.Done(2));
                assertThat(way.hasCut()).isTrue();

                way.lose("key-c");
                assertThat(commit(store, 2, "key-c")).as("it never arrived").isEqualTo(new Commit.Done(3));
                assertThat(way.hasCut()).isTrue();

                way.loseAnswerTo("key-d", () -> commit(direct, 4, "key-e"));
                assertThat(commit(store, 3, "key-d"))
                        .as("and another came after it")
                        .isEqualTo(new Commit.Done(4));
                assertThat(direct.version(ANN)).isEqualTo(5);

                way.loseAnswerTo("key-f", () -> {
                    for (int i = 0; i < CommitStatement.TOKENS; i++) commit(direct, 6 + i, "key-g");
                });
                assertThatExceptionOfType(StoreFault.class)
                        .isThrownBy(() -> commit(store, 5, "key-f"))
                        .withMessageContaining("nobody knows");

                assertThat(commit(store, 5, "key-h")).isEqualTo(new Commit.Conflict(6 + CommitStatement.TOKENS));
                assertThat(all(direct.rows(ANN)))
                        .containsExactly("key-a=v", "key-b=v", "key-c=v", "key-d=v", "key-e=v", "key-f=v", "key-g=v");
            }
        }
    }

    /** Writers go on through crashes of the database: all that was acknowledged is there, once. */
    @Test
    void aDatabaseThatCrashesLosesNothingThatWasAcknowledged() throws Exception {
        try (var server = TestPostgres.start(folder)) {
            PostgresSettings settings = server.settings();
            PostgresStore.make(settings);
            try (var store = PostgresStore.open(settings, CLOCK, RANDOM)) {
                var acknowledged = new AtomicLong();
                var over = new AtomicBoolean();
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    var all = new ArrayList<Future<?>>();
                    for (int w = 0; w < 8; w++) {
                        var partition = new Partition("account", "w" + w);
                        all.add(threads.submit(() -> count(store, partition, acknowledged, over)));
                    }
                    for (int round = 0; round < 3; round++) {
                        await(acknowledged, 200);
                        server.stop("immediate");
                        server.start();
                    }
                    await(acknowledged, 100);
                    over.set(true);
                    for (Future<?> each : all) each.get(60, TimeUnit.SECONDS);
                }
            }
        }
    }

    private static void await(AtomicLong acknowledged, int more) throws InterruptedException {
        long before = acknowledged.get();
        while (acknowledged.get() < before + more) Thread.sleep(1);
    }

    /** Counts in two rows until it is over, and looks whether both are where they were last said to be. */
    private static void count(PartitionStore store, Partition partition, AtomicLong acknowledged, AtomicBoolean over) {
        var writer = new PartitionWriter(store, new Random(7));
        long last = 0;
        while (!over.get()) {
            try {
                last = writer.write(partition, FaultsTest::next).result();
                acknowledged.incrementAndGet();
            } catch (StoreFault e) {
                // Not acknowledged; it may have been written all the same.
            }
        }
        byte[] n = Objects.requireNonNull(store.rows(partition).get(bytes("n")));
        assertThat(store.rows(partition).get(bytes("m"))).isEqualTo(n);
        assertThat(new RowReader(n).varint()).isGreaterThanOrEqualTo(last).isEqualTo(store.version(partition));
    }

    private static long next(Transaction tx) {
        byte[] before = tx.get(bytes("n"));
        long next = before == null ? 1 : new RowReader(before).varint() + 1;
        byte[] row = new RowWriter().varint(next).toBytes();
        tx.put(bytes("n"), row);
        tx.put(bytes("m"), row);
        return next;
    }

    @Test
    void aDatabaseThatIsDownIsSaidSoAndUsedAgainWhenItIsBack() throws Exception {
        try (var server = TestPostgres.start(folder)) {
            PostgresSettings settings = server.settings();
            var impatient = new PostgresSettings(
                    settings.url(),
                    settings.user(),
                    settings.password(),
                    settings.schema(),
                    4,
                    Duration.ofMillis(300),
                    settings.pollEvery());
            PostgresStore.make(settings);
            try (var store = PostgresStore.open(impatient, CLOCK, RANDOM)) {
                commit(store, 0, "a");
                server.stop("fast");
                assertThatExceptionOfType(StoreFault.class)
                        .isThrownBy(() -> store.version(ANN))
                        .withMessageContaining("The database postgresql://127.0.0.1:" + server.port() + "/postgres")
                        .withMessageContaining("cannot be reached");
                assertThatExceptionOfType(StoreFault.class).isThrownBy(() -> commit(store, 1, "b"));
                assertThatExceptionOfType(StoreOpenException.class)
                        .isThrownBy(() -> PostgresStore.open(impatient, CLOCK, RANDOM))
                        .withMessageContaining("Look whether it runs");
                server.start();
                assertThat(versionWhenBack(store)).isEqualTo(1);
                assertThat(commit(store, 1, "c")).isEqualTo(new Commit.Done(2));
                assertThat(all(store.rows(ANN))).containsExactly("a=v", "c=v");
            }
        }
    }

    /** It is connected anew some time after the database is back, which the impatient do not wait for. */
    private static long versionWhenBack(PartitionStore store) {
        while (true) {
            try {
                return store.version(ANN);
            } catch (StoreFault e) {
                assertThat(e).hasMessageContaining("cannot be reached");
            }
        }
    }

    @Test
    void oneNodeHearsOfWhatAnotherHasWritten() throws Exception {
        try (var server = TestPostgres.start(folder)) {
            PostgresSettings settings = server.settings();
            PostgresStore.make(settings);
            try (var here = PostgresStore.open(settings, CLOCK, RANDOM);
                    var there = PostgresStore.open(settings, CLOCK, RANDOM)) {
                var heard = new LinkedBlockingQueue<Long>();
                try (var _ = here.watch(ANN, heard::add)) {
                    commit(there, 0, "a");
                    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
                    commit(there, 1, "b");
                    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void whatCannotBeOpenedIsExplained() throws Exception {
        try (var server = TestPostgres.start(folder)) {
            PostgresSettings settings = server.settings();
            assertThatExceptionOfType(StoreOpenException.class)
                    .isThrownBy(() -> PostgresStore.open(settings, CLOCK, RANDOM))
                    .withMessageContaining("mailstead store init");
            assertThat(PostgresStore.make(settings)).isTrue();
            assertThat(PostgresStore.make(settings)).isFalse();
            assertThat(PostgresStore.concerns(settings)).isEmpty();
            PostgresStore.open(settings, CLOCK, RANDOM).close();

            var stranger = PostgresSettings.standard(settings.url(), settings.user(), "wrong");
            assertThatExceptionOfType(StoreOpenException.class)
                    .isThrownBy(() -> PostgresStore.open(stranger, CLOCK, RANDOM))
                    .withMessageContaining("does not let this user in")
                    .withMessageContaining("store.user")
                    .satisfies(e ->
                            assertThat(e.getMessage()).doesNotContain("wrong\"").doesNotContain("\n"));
            var elsewhere = PostgresSettings.standard(
                    settings.url().replace("/postgres", "/nothing"), settings.user(), settings.password());
            assertThatExceptionOfType(StoreOpenException.class)
                    .isThrownBy(() -> PostgresStore.open(elsewhere, CLOCK, RANDOM))
                    .withMessageContaining("does not exist");

            try (var connection = DriverManager.getConnection(
                            "jdbc:" + settings.url(), settings.user(), settings.password());
                    var statement = connection.createStatement()) {
                statement.execute("update " + settings.schema() + ".format set number = 2");
                statement.execute("alter system set fsync = off");
                statement.execute("select pg_reload_conf()");
            }
            assertThatExceptionOfType(StoreOpenException.class)
                    .isThrownBy(() -> PostgresStore.open(settings, CLOCK, RANDOM))
                    .withMessageContaining("format 2")
                    .withMessageContaining("Run the Mailstead that wrote it");
            assertThat(PostgresStore.concerns(settings))
                    .singleElement()
                    .asString()
                    .contains("fsync is off");
        }
    }
}
