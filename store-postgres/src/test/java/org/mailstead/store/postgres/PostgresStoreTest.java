package org.mailstead.store.postgres;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.contract.SteppedClock;
import org.mailstead.store.contract.StoreContract;

class PostgresStoreTest implements StoreContract {
    private static @Nullable TestPostgres server;

    private final SteppedClock clock = new SteppedClock();
    private @Nullable PostgresStore store;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = TestPostgres.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        Objects.requireNonNull(server).close();
    }

    @BeforeEach
    void open() {
        PostgresSettings settings = Objects.requireNonNull(server).settings();
        PostgresStore.make(settings);
        store = PostgresStore.open(settings, clock, new SecureRandom());
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(store).close();
    }

    @Override
    public PartitionStore store() {
        return Objects.requireNonNull(store);
    }

    @Override
    public SteppedClock clock() {
        return clock;
    }
}
