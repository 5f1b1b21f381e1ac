package org.mailstead.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.ldap.LdapSettings.Lookup;
import org.mailstead.testkit.MovableClock;

/** What the person who sets it up is told. */
class LdapCheckTest {
    private static final MailAddress ANN = MailAddress.of("ann@example.org");

    @TempDir
    private Path folder;

    private TestDirectory people;
    private LdapSettings settings;

    @BeforeEach
    void begin() throws LDAPException, IOException {
        people = TestDirectory.plain();
        settings = TestSettings.plain(folder, people.port());
    }

    @AfterEach
    void end() {
        people.close();
    }

    private List<String> told(MailAddress address, Optional<String> password) {
        return new LdapCheck(settings, new MovableClock("2026-01-15T12:00:00Z"))
                .of(address, password).getFirst().steps().stream()
                        .map(step -> (step.worked() ? "+ " : "- ") + step.text())
                        .toList();
    }

    @Test
    void allOfIt() {
        assertThat(told(ANN, Optional.of("right one")))
                .containsExactly(
                        "+ Connected, without TLS: passwords can be read on the way, if it leaves this machine.",
                        "+ Signed in as cn=mailstead,dc=example,dc=org.",
                        "+ Found uid=ann,ou=people,dc=example,dc=org, with ann@example.org, ann.smith@example.org.",
                        "+ The password is right.");
    }

    @Test
    void withoutPasswordNobodysIsTried() {
        assertThat(told(ANN, Optional.empty())).hasSize(3);
        assertThat(people.bindsOfPeople()).isZero();
    }

    @Test
    void aWrongPassword() {
        assertThat(told(ANN, Optional.of("wrong")).getLast()).isEqualTo("- Wrong password.");
    }

    @Test
    void nobody() {
        assertThat(told(MailAddress.of("carl@example.org"), Optional.of("x")).getLast())
                .startsWith("- Nobody found: no entry below ou=people,dc=example,dc=org fits ldap.filter.");
    }

    @Test
    void twoOfThem() throws LDAPException {
        people.add("other", "another", "mail: ann@example.org");
        assertThat(told(ANN, Optional.of("right one")).getLast())
                .startsWith("- More than one fits: uid=")
                .contains("uid=ann,ou=people,dc=example,dc=org", "uid=other,ou=people,dc=example,dc=org");
    }

    @Test
    void aWrongServiceAccount() throws IOException {
        Files.writeString(folder.resolve("service-password"), "outdated");
        assertThat(told(ANN, Optional.empty()).getLast())
                .startsWith("- It does not let cn=mailstead,dc=example,dc=org in (")
                .endsWith("Look at ldap.bind-dn and ldap.bind-password-file.");
    }

    @Test
    void aBaseThatIsNotThere() throws IOException {
        var search = new Lookup.Search(
                "ou=poeple,dc=example,dc=org", Template.filter("(uid={local})").orElseThrow(), List.of("mail"));
        settings = TestSettings.with(settings, search);
        assertThat(told(ANN, Optional.empty()).getLast())
                .startsWith("- There is nothing at ou=poeple,dc=example,dc=org")
                .contains("ldap.base");
    }

    @Test
    void nobodyListens() throws LDAPException {
        people.stop();
        assertThat(told(ANN, Optional.empty()))
                .containsExactly("- Nobody listens there. Look whether the server runs, and whether ldap.servers and a"
                        + " firewall are right.");
    }

    @Test
    void aSearchThatIsNotAllowed() throws IOException {
        settings = new LdapSettings(
                settings.servers(),
                settings.security(),
                new LdapSettings.Login("", Optional.empty()),
                settings.lookup(),
                settings.domains(),
                settings.newcomers(),
                settings.memory(),
                settings.limits());
        assertThat(told(ANN, Optional.empty()).getLast())
                .startsWith("- It does not take the search")
                .contains("ldap.bind-dn");
    }
}
