package org.mailstead.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.Directory;
import org.mailstead.directory.DirectoryException;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;

class DkimKeysTest {
    private Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private final MemoryStore store = MemoryStore.withConflicts(() -> now, new Random(3), 0);
    private final Directory directory = new Directory(
            store,
            new PartitionWriter(store, new Random(1)),
            new PasswordHashing(PasswordHashing.Cost.CHEAP),
            Clock.fixed(now, ZoneOffset.UTC),
            new Random(2));
    private final DkimKeys keys = new DkimKeys(directory, () -> now);

    @BeforeEach
    void domain() {
        directory.addDomain("example.test");
    }

    private List<String> states() {
        return keys.of("example.test").stream()
                .map(each -> each.key().selector() + " " + each.state())
                .toList();
    }

    @Test
    void theFirstKeysAreUsedAtOnce() {
        keys.begin("example.test");
        keys.begin("example.test");
        assertThat(states()).containsExactly("e20260115 USED", "r20260115 USED");
        assertThat(keys.used("EXAMPLE.test")).hasSize(2);
        assertThat(keys.of("example.test").toString()).doesNotContain("PRIVATE");
    }

    @Test
    void newKeysWaitUntilTheyArePublished() {
        keys.begin("example.test");
        assertThat(keys.use("example.test")).isFalse();
        keys.rotate("example.test");
        now = now.plusSeconds(1);
        keys.rotate("example.test");
        assertThat(states())
                .containsExactly(
                        "e20260115 USED", "e20260115-120001 WAITING", "r20260115 USED", "r20260115-120001 WAITING");
        now = now.plus(Duration.ofDays(2));
        assertThat(keys.use("example.test")).isTrue();
        assertThat(states())
                .containsExactly(
                        "e20260115 RETIRED", "e20260115-120001 USED", "r20260115 RETIRED", "r20260115-120001 USED");
        now = now.plus(DkimKeys.RETIRED).plusSeconds(1);
        keys.rotate("example.test");
        assertThat(states())
                .containsExactly(
                        "e20260115-120001 USED",
                        "e20260124-120002 WAITING",
                        "r20260115-120001 USED",
                        "r20260124-120002 WAITING");
    }

    @Test
    void keysGoWithTheirDomain() {
        keys.begin("example.test");
        directory.removeDomain("example.test", true);
        assertThat(keys.of("example.test")).isEmpty();
        assertThatThrownBy(() -> keys.rotate("example.test")).isInstanceOf(DirectoryException.class);
    }
}
