package org.mailstead.ldap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailstead.ldap.LdapSettings.Limits;
import org.mailstead.ldap.LdapSettings.Login;
import org.mailstead.ldap.LdapSettings.Lookup;
import org.mailstead.ldap.LdapSettings.Memory;
import org.mailstead.ldap.LdapSettings.Newcomers;
import org.mailstead.ldap.LdapSettings.Security;

/** Settings that fit {@link TestDirectory}. */
final class TestSettings {
    private static final Lookup SEARCH = new Lookup.Search(
            TestDirectory.BASE,
            Template.filter("(|(mail={address})(mailAlternateAddress={address})(uid={local}))")
                    .orElseThrow(),
            List.of("mail", "mailAlternateAddress", "proxyAddresses"));

    static final Limits PATIENT = new Limits(Duration.ofSeconds(20), 10);

    private TestSettings() {}

    /** Of servers without TLS on this machine. */
    static LdapSettings plain(Path folder, int... ports) throws IOException {
        List<LdapServer> servers = Arrays.stream(ports)
                .mapToObj(port -> new LdapServer("127.0.0.1", port, false))
                .toList();
        Path password = folder.resolve("service-password");
        Files.writeString(password, TestDirectory.SERVICE_PASSWORD + "\n");
        return new LdapSettings(
                servers,
                new Security(false, Optional.empty()),
                new Login(TestDirectory.SERVICE, Optional.of(password)),
                SEARCH,
                List.of("example.org"),
                Newcomers.NEVER,
                Memory.STANDARD,
                PATIENT);
    }

    static LdapSettings with(LdapSettings of, Lookup lookup) {
        return new LdapSettings(
                of.servers(),
                of.security(),
                of.login(),
                lookup,
                of.domains(),
                of.newcomers(),
                of.memory(),
                of.limits());
    }

    static LdapSettings with(LdapSettings of, Limits limits) {
        return new LdapSettings(
                of.servers(),
                of.security(),
                of.login(),
                of.lookup(),
                of.domains(),
                of.newcomers(),
                of.memory(),
                limits);
    }

    static LdapSettings with(LdapSettings of, LdapServer server, Security security) {
        return new LdapSettings(
                List.of(server),
                security,
                of.login(),
                of.lookup(),
                of.domains(),
                of.newcomers(),
                of.memory(),
                of.limits());
    }
}
