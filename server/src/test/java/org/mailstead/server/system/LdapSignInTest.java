package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailstead.ldap.LdapServer;
import org.mailstead.ldap.LdapSettings;
import org.mailstead.ldap.Template;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** People of an LDAP directory on every protocol. */
@Timeout(60)
class LdapSignInTest {
    private static final String BASE = "dc=example,dc=test";

    enum Protocol {
        IMAP(MailPort.IMAPS, "a AUTHENTICATE PLAIN ", "a OK ", "a NO [AUTHENTICATIONFAILED]", "a NO [UNAVAILABLE]"),
        POP3(MailPort.POP3S, "AUTH PLAIN ", "+OK ", "-ERR [AUTH]", "-ERR [SYS/TEMP]"),
        SUBMISSION(MailPort.SUBMISSIONS, "AUTH PLAIN ", "235 ", "535 5.7.8 ", "454 4.7.0 ");

        final MailPort port;
        final String begin;
        final String good;
        final String bad;
        final String later;

        Protocol(MailPort port, String begin, String good, String bad, String later) {
            this.port = port;
            this.begin = begin;
            this.good = good;
            this.bad = bad;
            this.later = later;
        }
    }

    @TempDir
    Path folder = Path.of("");

    private InMemoryDirectoryServer there;
    private TestServer server;

    @BeforeEach
    void start() throws IOException, LDAPException {
        var config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        there = new InMemoryDirectoryServer(config);
        there.add(BASE, new Attribute("objectClass", "domain"), new Attribute("dc", "example"));
        for (String name : List.of("ann", "carl", "dora"))
            there.add(
                    "uid=" + name + "," + BASE,
                    new Attribute("objectClass", "person"),
                    new Attribute("uid", name),
                    new Attribute("mail", name + "@example.test"),
                    new Attribute("userPassword", name + "'s in LDAP"));
        there.startListening();
        TestServer.makeCertificate(folder);
        var settings = new LdapSettings(
                List.of(new LdapServer("localhost", there.getListenPort(), false)),
                new LdapSettings.Security(false, Optional.empty()),
                new LdapSettings.Login("", Optional.empty()),
                new LdapSettings.Lookup.Search(
                        BASE, Template.filter("(mail={address})").orElseThrow(), List.of("mail")),
                List.of("example.test"),
                LdapSettings.Newcomers.AT_SIGN_IN,
                LdapSettings.Memory.STANDARD,
                LdapSettings.Limits.STANDARD);
        server = TestServer.withLdap(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, settings);
    }

    @AfterEach
    void stop() {
        server.close();
        there.shutDown(true);
    }

    private String signIn(Protocol protocol, String name, String password) throws IOException {
        try (var client = Client.connectTls(server.port(protocol.port))) {
            String greeting = client.line().orElseThrow();
            assertThat(greeting).doesNotContain("SCRAM");
            if (protocol == Protocol.SUBMISSION) {
                client.send("EHLO client.test\r\n");
                String line;
                do {
                    line = client.line().orElseThrow();
                    assertThat(line).doesNotContain("SCRAM");
                } while (!line.startsWith("250 "));
            }
            byte[] message = ("\0" + name + "@example.test\0" + password).getBytes(StandardCharsets.UTF_8);
            client.send(protocol.begin + Base64.getEncoder().encodeToString(message) + "\r\n");
            return client.line().orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDirectoryKnowsThePasswords(Protocol protocol) throws IOException {
        assertThat(signIn(protocol, "carl", "dora's in LDAP")).startsWith(protocol.bad);
        assertThat(signIn(protocol, "carl", "carl's in LDAP")).startsWith(protocol.good);
        assertThat(signIn(protocol, "eve", "carl's in LDAP")).startsWith(protocol.bad);
    }

    @ParameterizedTest
    @EnumSource
    void whoHasAPasswordHereIsNotAskedAboutThere(Protocol protocol) throws IOException {
        assertThat(signIn(protocol, "ann", "ann's in LDAP")).startsWith(protocol.bad);
        assertThat(signIn(protocol, "ann", "ann-secret")).startsWith(protocol.good);
        there.shutDown(true);
        assertThat(signIn(protocol, "bob", "bob-secret")).startsWith(protocol.good);
    }

    @ParameterizedTest
    @EnumSource
    void whileItIsDownStrangersHearTryAgain(Protocol protocol) throws IOException {
        assertThat(signIn(protocol, "carl", "carl's in LDAP")).startsWith(protocol.good);
        there.shutDown(true);
        assertThat(signIn(protocol, "carl", "carl's in LDAP")).startsWith(protocol.good);
        assertThat(signIn(protocol, "carl", "another")).startsWith(protocol.later);
        assertThat(signIn(protocol, "dora", "dora's in LDAP")).startsWith(protocol.later);
    }
}
