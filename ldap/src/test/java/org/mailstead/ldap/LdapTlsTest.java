package org.mailstead.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordAuthority.Verdict;
import org.mailstead.ldap.LdapSettings.Security;
import org.mailstead.testkit.MovableClock;
import org.mailstead.wire.TlsSetupException;

/** No password goes to a server that has not proved who it is. */
class LdapTlsTest {
    private static final MailAddress ANN = MailAddress.of("ann@example.org");

    private final MovableClock clock = new MovableClock("2026-01-15T12:00:00Z");

    @TempDir
    private Path folder;

    private TestCertificate localhost;

    @BeforeEach
    void certificate() throws IOException, GeneralSecurityException {
        localhost = TestCertificate.of(folder, "localhost");
    }

    private Verdict ask(LdapServer server, Security security) throws IOException {
        var settings = TestSettings.with(TestSettings.plain(folder, server.port()), server, security);
        try (var authority = new LdapAuthority(settings, clock, new Random(5))) {
            return authority.check(ANN, "right one");
        }
    }

    private String told(LdapServer server, Security security) throws IOException {
        var settings = TestSettings.with(TestSettings.plain(folder, server.port()), server, security);
        var ladder =
                new LdapCheck(settings, clock).of(ANN, Optional.of("right one")).getFirst();
        return ladder.steps().getLast().text();
    }

    private static Security trusting(Path file) {
        return new Security(true, Optional.of(file));
    }

    @Test
    void tlsFromTheStartWithTheRightName() throws LDAPException, IOException {
        try (var people = TestDirectory.ldaps(localhost)) {
            var server = new LdapServer("localhost", people.port(), true);
            assertThat(ask(server, trusting(localhost.file()))).isEqualTo(Verdict.RIGHT);
        }
    }

    @Test
    void startTlsWithTheRightName() throws LDAPException, IOException {
        try (var people = TestDirectory.startTls(localhost)) {
            var server = new LdapServer("localhost", people.port(), false);
            assertThat(ask(server, trusting(localhost.file()))).isEqualTo(Verdict.RIGHT);
            assertThat(told(server, trusting(localhost.file()))).isEqualTo("The password is right.");
        }
    }

    @Test
    void anotherName() throws LDAPException, IOException, GeneralSecurityException {
        TestCertificate other = TestCertificate.of(folder, "ldap.example.com");
        for (boolean tls : new boolean[] {true, false}) {
            try (var people = tls ? TestDirectory.ldaps(other) : TestDirectory.startTls(other)) {
                var server = new LdapServer("localhost", people.port(), tls);
                assertThat(ask(server, trusting(other.file()))).isEqualTo(Verdict.UNAVAILABLE);
                assertThat(told(server, trusting(other.file())))
                        .startsWith("Its certificate is for another name.")
                        .contains("ldap.servers");
                assertThat(people.binds).isEmpty();
            }
        }
    }

    @Test
    void aCertificateNobodyVouchesFor() throws LDAPException, IOException {
        for (boolean tls : new boolean[] {true, false}) {
            try (var people = tls ? TestDirectory.ldaps(localhost) : TestDirectory.startTls(localhost)) {
                var server = new LdapServer("localhost", people.port(), tls);
                var machines = new Security(true, Optional.empty());
                assertThat(ask(server, machines)).isEqualTo(Verdict.UNAVAILABLE);
                assertThat(told(server, machines)).contains("ldap.ca-file");
                assertThat(people.binds).isEmpty();
            }
        }
    }

    @Test
    void aServerThatRefusesStartTlsGetsNoPassword() throws LDAPException, IOException {
        try (var people = TestDirectory.plain()) {
            var server = new LdapServer("localhost", people.port(), false);
            assertThat(ask(server, trusting(localhost.file()))).isEqualTo(Verdict.UNAVAILABLE);
            assertThat(told(server, trusting(localhost.file()))).startsWith("It refuses STARTTLS");
            assertThat(people.binds).isEmpty();
        }
    }

    @Test
    void aServerWithoutTlsOnThePortForIt() throws LDAPException, IOException {
        try (var people = TestDirectory.plain()) {
            var server = new LdapServer("localhost", people.port(), true);
            assertThat(ask(server, trusting(localhost.file()))).isEqualTo(Verdict.UNAVAILABLE);
            assertThat(told(server, trusting(localhost.file()))).contains("ldaps://");
            assertThat(people.binds).isEmpty();
        }
    }

    @Test
    void aFileWithoutCertificatesIsToldAtTheStart() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
        var settings =
                TestSettings.with(TestSettings.plain(folder, 1), new LdapServer("localhost", 1, true), trusting(empty));
        assertThatThrownBy(() -> new LdapAuthority(settings, clock, new Random(5)))
                .isInstanceOf(TlsSetupException.class)
                .hasMessageContaining("empty.pem");
    }
}
