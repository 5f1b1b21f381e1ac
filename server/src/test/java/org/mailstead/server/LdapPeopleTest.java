package org.mailstead.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordAuthority.Verdict;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.Resolution;
import org.mailstead.ldap.LdapServer;
import org.mailstead.ldap.LdapSettings;
import org.mailstead.ldap.LdapSettings.Newcomers;
import org.mailstead.ldap.Template;
import org.mailstead.smtp.Recipients;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpPeer;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.testkit.MovableClock;

/** Who is in the directory elsewhere gets an account here, or does not. */
class LdapPeopleTest {
    private static final String BASE = "dc=example,dc=org";
    private static final MailAddress ANN = MailAddress.of("ann@example.org");

    private static final SmtpPeer PEER = new SmtpPeer(
            "c1",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525),
            "client.example.org",
            true,
            Optional.empty());

    private final MovableClock clock = new MovableClock("2026-01-15T12:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final Directory directory = new Directory(
            store,
            new PartitionWriter(store, new Random(1)),
            new PasswordHashing(PasswordHashing.Cost.CHEAP),
            clock,
            new Random(2));

    private InMemoryDirectoryServer there;
    private LdapPeople people;

    @BeforeEach
    void begin() throws LDAPException {
        directory.addDomain("example.org");
        var config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        there = new InMemoryDirectoryServer(config);
        there.add(BASE, new Attribute("objectClass", "domain"), new Attribute("dc", "example"));
        there.add(
                "uid=ann," + BASE,
                new Attribute("objectClass", "person"),
                new Attribute("uid", "ann"),
                new Attribute("mail", "ann@example.org"),
                new Attribute("mailAlternateAddress", "ann.smith@example.org", "ann@elsewhere.example"),
                new Attribute("userPassword", "right one"));
        there.startListening();
        people = asking(Newcomers.NEVER);
    }

    @AfterEach
    void end() {
        people.close();
        there.shutDown(true);
    }

    private void open(Newcomers newcomers) {
        people.close();
        people = asking(newcomers);
    }

    private LdapPeople asking(Newcomers newcomers) {
        return new LdapPeople(
                new LdapSettings(
                        List.of(new LdapServer("localhost", there.getListenPort(), false)),
                        new LdapSettings.Security(false, Optional.empty()),
                        new LdapSettings.Login("", Optional.empty()),
                        new LdapSettings.Lookup.Search(
                                BASE,
                                Template.filter("(|(mail={address})(mailAlternateAddress={address}))")
                                        .orElseThrow(),
                                List.of("mail", "mailAlternateAddress")),
                        List.of("example.org"),
                        newcomers,
                        LdapSettings.Memory.STANDARD,
                        LdapSettings.Limits.STANDARD),
                directory,
                clock,
                new Random(3));
    }

    private List<String> accounts() {
        return directory.accounts().stream()
                .map(account -> account.address().toString())
                .toList();
    }

    @Test
    void nobodyGetsAnAccountWhereThatIsNotWanted() {
        assertThat(people.check(ANN, "right one")).isEqualTo(Verdict.RIGHT);
        assertThat(judge("ann@example.org")).isEqualTo(Recipients.Verdict.UNKNOWN_HERE);
        assertThat(accounts()).isEmpty();
    }

    @Test
    void anAccountIsMadeForWhoSignsInByARightPassword() {
        open(Newcomers.AT_SIGN_IN);
        assertThat(people.check(ANN, "wrong")).isEqualTo(Verdict.WRONG);
        assertThat(accounts()).isEmpty();
        assertThat(judge("ann@example.org")).isEqualTo(Recipients.Verdict.UNKNOWN_HERE);
        assertThat(people.check(MailAddress.of("Ann.Smith@example.org"), "right one"))
                .isEqualTo(Verdict.RIGHT);
        assertThat(accounts()).containsExactly("ann@example.org");
        assertThat(directory.hasPassword(ANN)).isFalse();
        assertThat(directory.aliases())
                .singleElement()
                .matches(alias -> alias.address().equals(MailAddress.of("ann.smith@example.org"))
                        && alias.targets().equals(List.of(ANN)));
    }

    @Test
    void whatIsThereStays() {
        open(Newcomers.AT_SIGN_IN);
        directory.addAccount(ANN, "own password");
        directory.addAccount(MailAddress.of("ann.smith@example.org"), "own password");
        assertThat(people.check(ANN, "right one")).isEqualTo(Verdict.RIGHT);
        assertThat(directory.hasPassword(ANN)).isTrue();
        assertThat(accounts()).containsExactly("ann@example.org", "ann.smith@example.org");
    }

    @Test
    void orAtTheFirstMail() {
        open(Newcomers.AT_FIRST_MAIL);
        assertThat(judge("carl@example.org")).isEqualTo(Recipients.Verdict.UNKNOWN_HERE);
        assertThat(judge("ann@example.com")).isEqualTo(Recipients.Verdict.ELSEWHERE);
        assertThat(accounts()).isEmpty();
        assertThat(judge("ann+lists@example.org")).isEqualTo(Recipients.Verdict.DELIVERED_HERE);
        assertThat(accounts()).containsExactly("ann@example.org");
        there.shutDown(true);
        assertThat(judge("ann@example.org")).isEqualTo(Recipients.Verdict.DELIVERED_HERE);
        assertThat(judge("dora@example.org")).isEqualTo(Recipients.Verdict.TRY_LATER);
    }

    private Recipients.Verdict judge(String recipient) {
        return people.with(here()).judge(SmtpAddress.parse(recipient).orElseThrow(), Optional.empty(), PEER);
    }

    private Recipients here() {
        return (recipient, sender, peer) -> switch (directory.resolve(MailAddress.of(recipient.toString()))) {
            case Resolution.Local _ -> Recipients.Verdict.DELIVERED_HERE;
            case Resolution.Elsewhere() -> Recipients.Verdict.ELSEWHERE;
            default -> Recipients.Verdict.UNKNOWN_HERE;
        };
    }
}
