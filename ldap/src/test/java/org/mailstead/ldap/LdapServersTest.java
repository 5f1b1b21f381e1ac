package org.mailstead.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.directory.PasswordAuthority.Verdict.RIGHT;
import static org.mailstead.directory.PasswordAuthority.Verdict.UNAVAILABLE;
import static org.mailstead.directory.PasswordAuthority.Verdict.WRONG;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordAuthority.Verdict;
import org.mailstead.testkit.MovableClock;

/** Servers that are down, slow, or set up wrong; connections to those that are not. */
class LdapServersTest {
    private static final String RIGHT_ONE = "right one";

    private final MovableClock clock = new MovableClock("2026-01-15T12:00:00Z");

    @TempDir
    private Path folder;

    private TestDirectory people;
    private LdapAuthority authority;

    @BeforeEach
    void begin() throws LDAPException, IOException {
        people = TestDirectory.plain();
        ask(TestSettings.plain(folder, people.port()));
    }

    @AfterEach
    void end() {
        authority.close();
        people.close();
    }

    private void ask(LdapSettings settings) {
        if (authority != null) authority.close();
        authority = new LdapAuthority(settings, clock, new Random(5), _ -> {});
    }

    private Verdict check(String address, String password) {
        return authority.check(MailAddress.of(address), password);
    }

    @Test
    void aServiceAccountThatIsNotLetInIsNobodysWrongPassword() throws IOException {
        Files.writeString(folder.resolve("service-password"), "outdated\n");
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
        assertThat(people.binds).as("not tried again at once").hasSize(1);
        Files.writeString(folder.resolve("service-password"), TestDirectory.SERVICE_PASSWORD + "\n");
        clock.advance(Health.FIRST_PAUSE);
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(RIGHT);
    }

    @Test
    void anEmptyServicePasswordIsNotSent() throws IOException {
        Files.writeString(folder.resolve("service-password"), "\n");
        assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
        assertThat(people.binds).isEmpty();
    }

    @Test
    void connectionsThatWereClosedWhileIdleAreMadeAnew() {
        check("ann@example.org", RIGHT_ONE);
        assertThat(check("bob@example.org", "wrong")).isEqualTo(WRONG);
        assertThat(people.binds.stream().filter(bind -> bind.startsWith(TestDirectory.SERVICE)))
                .as("one connection for both searches")
                .hasSize(1);
        people.dropConnections();
        assertThat(check("bob@example.org", "bob's own")).isEqualTo(RIGHT);
    }

    @Test
    void aServerThatIsGoneIsLeftAloneForAWhile() throws IOException, LDAPException {
        try (var closing = new SilentServer(true);
                var second = TestDirectory.plain()) {
            ask(TestSettings.plain(folder, closing.port(), second.port()));
            assertThat(Stream.of("a", "b", "c").map(wrong -> check("ann@example.org", wrong)))
                    .containsOnly(WRONG);
            assertThat(closing.connections()).isEqualTo(1);
            clock.advance(Health.FIRST_PAUSE);
            assertThat(check("bob@example.org", "bob's own")).isEqualTo(RIGHT);
            assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(RIGHT);
            assertThat(closing.connections()).isEqualTo(2);
            assertThat(second.bindsOfPeople()).isEqualTo(5);
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() throws IOException {
        try (var silent = new SilentServer(false)) {
            var settings = TestSettings.plain(folder, silent.port());
            var hasty = new LdapSettings.Limits(Duration.ofMillis(400), 1);
            ask(TestSettings.with(settings, hasty));
            assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
            assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
            assertThat(silent.connections()).isEqualTo(1);
            var tls = new LdapServer("127.0.0.1", silent.port(), true);
            ask(TestSettings.with(TestSettings.with(settings, tls, settings.security()), hasty));
            assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
            assertThat(silent.connections()).isEqualTo(2);
        }
        // "Yes" to STARTTLS, and nothing more. RFC 4511 §4.14.2.
        byte[] yes = HexFormat.of().parseHex("300c02010178070a010004000400");
        try (var silent = new SilentServer(false, yes)) {
            var server = new LdapServer("127.0.0.1", silent.port(), false);
            var settings = TestSettings.with(
                    TestSettings.plain(folder, silent.port()),
                    server,
                    new LdapSettings.Security(true, Optional.empty()));
            ask(TestSettings.with(settings, new LdapSettings.Limits(Duration.ofMillis(400), 1)));
            assertThat(check("ann@example.org", RIGHT_ONE)).isEqualTo(UNAVAILABLE);
            assertThat(silent.connections()).isEqualTo(1);
        }
    }

    @Test
    void checksAtOnceAreBounded() throws LDAPException, IOException, InterruptedException {
        ask(TestSettings.with(
                TestSettings.plain(folder, people.port()), new LdapSettings.Limits(Duration.ofSeconds(20), 2)));
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var pair = new CyclicBarrier(2);
        people.beforeBind = () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                pair.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            } finally {
                inside.decrementAndGet();
            }
        };
        for (int i = 0; i < 8; i++) people.add("p" + i, "password", "mail: p" + i + "@example.org");
        List<Verdict> verdicts = new CopyOnWriteArrayList<>();
        var threads = IntStream.range(0, 8)
                .mapToObj(i ->
                        Thread.ofVirtual().start(() -> verdicts.add(check("p" + i + "@example.org", "password"))))
                .toList();
        for (Thread each : threads) each.join();
        assertThat(verdicts).hasSize(8).containsOnly(RIGHT);
        assertThat(most).hasValue(2);
    }
}
