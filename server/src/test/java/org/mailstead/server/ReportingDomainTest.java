package org.mailstead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.Directory;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.inbound.DkimKeys;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;

/** In whose name a server reports. */
class ReportingDomainTest {
    private final Clock clock = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
    private final MemoryStore store = new MemoryStore(clock);
    private final Directory directory = new Directory(
            store,
            new PartitionWriter(store, new Random(1)),
            new PasswordHashing(PasswordHashing.Cost.CHEAP),
            clock,
            new Random(2));

    private void domains(String... names) {
        for (String name : names) directory.addDomain(name);
    }

    private void keys(String domain) {
        new DkimKeys(directory, clock).begin(domain);
    }

    @Test
    void theDomainOfItsNameIfThatSigns() {
        domains("example.test", "a.test");
        keys("a.test");
        keys("example.test");
        assertThat(Reporting.domain(directory, "mail.example.test")).isEqualTo("example.test");
    }

    @Test
    void elseAnyOtherThatDoes() {
        domains("example.test", "b.test", "c.test");
        keys("c.test");
        assertThat(Reporting.domain(directory, "mail.example.test")).isEqualTo("c.test");
        assertThat(Reporting.domain(directory, "mx.provider.test")).isEqualTo("c.test");
        keys("b.test");
        assertThat(Reporting.domain(directory, "mx.provider.test")).isEqualTo("b.test");
    }

    @Test
    void withoutKeysTheNearest() {
        domains("a.test", "example.test");
        assertThat(Reporting.domain(directory, "mail.example.test")).isEqualTo("example.test");
        assertThat(Reporting.domain(directory, "mx.provider.test")).isEqualTo("a.test");
    }

    @Test
    void withoutDomainsTheServer() {
        assertThat(Reporting.domain(directory, "mx.provider.test")).isEqualTo("mx.provider.test");
    }
}
