package org.mailstead.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.ldap.LdapServer;
import org.mailstead.ldap.LdapSettings;
import org.mailstead.ldap.LdapSettings.Lookup;
import org.mailstead.ldap.LdapSettings.Newcomers;

class LdapTableTest {
    private static final Path FILE = Path.of("/etc/mailstead/mailstead.toml");
    private static final String LEAST = "data = \"/var/lib/mailstead\"\nhostname = \"mail.example.org\"\n[ldap]\n";
    private static final String HERE = "servers = [\"ldap://localhost\"]\ndomains = [\"example.org\"]\n";
    private static final String THERE = "servers = [\"ldap://ldap.example.org\"]\ndomains = [\"example.org\"]\n";

    private static LdapSettings parse(String table) throws ConfigurationException {
        return ConfigurationFile.parse(FILE, LEAST + table).ldap().orElseThrow();
    }

    @Test
    void noDirectoryByDefault() throws Exception {
        assertThat(ConfigurationFile.parse(FILE, LEAST).ldap()).isEmpty();
    }

    @Test
    void aWholeOne() throws Exception {
        var settings = parse("""
                servers = ["ldaps://ldap1.example.org", "ldap://[::1]:3890"]
                domains = ["Bücher.example", "example.org"]
                ca-file = "ca.pem"
                bind-dn = "cn=mailstead,dc=example,dc=org"
                bind-password-file = "/run/secret"
                base = "ou=people,dc=example,dc=org"
                filter = "(&(objectClass=person)(mail={address}))"
                address-attributes = ["mail"]
                create-accounts = "at-first-mail"
                remember-minutes = 5
                outage-hours = 48
                wrong-minutes = 3
                wrong-tries = 4
                seconds = 2
                checks-at-once = 20
                """);
        assertThat(settings.servers())
                .containsExactly(new LdapServer("ldap1.example.org", 636, true), new LdapServer("::1", 3890, false));
        assertThat(settings.domains()).containsExactly("bücher.example", "example.org");
        assertThat(settings.security())
                .isEqualTo(new LdapSettings.Security(true, Optional.of(Path.of("/etc/mailstead/ca.pem"))));
        assertThat(settings.login())
                .isEqualTo(
                        new LdapSettings.Login("cn=mailstead,dc=example,dc=org", Optional.of(Path.of("/run/secret"))));
        var search = (Lookup.Search) settings.lookup();
        assertThat(search.base()).isEqualTo("ou=people,dc=example,dc=org");
        assertThat(search.filter()).hasToString("(&(objectClass=person)(mail={address}))");
        assertThat(search.addresses()).containsExactly("mail");
        assertThat(settings.newcomers()).isEqualTo(Newcomers.AT_FIRST_MAIL);
        assertThat(settings.memory())
                .isEqualTo(
                        new LdapSettings.Memory(Duration.ofMinutes(5), Duration.ofDays(2), Duration.ofMinutes(3), 4));
        assertThat(settings.limits()).isEqualTo(new LdapSettings.Limits(Duration.ofSeconds(2), 20));
    }

    @Test
    void whatIsNotSaidIsAsUsual() throws Exception {
        var settings = parse(HERE + "base = \"dc=org\"\n");
        assertThat(settings.security()).isEqualTo(new LdapSettings.Security(true, Optional.empty()));
        assertThat(settings.login()).isEqualTo(new LdapSettings.Login("", Optional.empty()));
        assertThat(settings.memory()).isEqualTo(LdapSettings.Memory.STANDARD);
        assertThat(settings.limits()).isEqualTo(LdapSettings.Limits.STANDARD);
        assertThat(settings.newcomers()).isEqualTo(Newcomers.NEVER);
        assertThat(((Lookup.Search) settings.lookup()).addresses())
                .isEqualTo(List.of("mail", "mailAlternateAddress", "proxyAddresses"));
        assertThat(parse(HERE + "dn = \"uid={local},dc=org\"\n").lookup()).isInstanceOf(Lookup.Direct.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "domains = ['example.org']; line 4, column 1: \"ldap.domains\" needs servers",
                "servers = ['ldap://localhost']; line 4, column 1: \"ldap.servers\" says nothing about whom",
                "servers = ['localhost']; \"ldap.servers\" needs a list of servers",
                "domains = ['@']; \"ldap.domains\" needs a list of domains",
                "here; \"ldap.domains\" needs either ldap.base",
                "here base = 'dc=org'\\ndn = 'uid={local},dc=org'; \"ldap.dn\" needs either ldap.base",
                "here base = 'dc=org'\\nfilter = '(uid=ann)'; \"ldap.filter\" needs a search filter with {address}",
                "here dn = 'ou=people,dc=org'; \"ldap.dn\" needs the name of an entry with {local}",
                "here base = 'dc=org'\\nbind-dn = 'cn=x'; \"ldap.bind-dn\" is of no use alone",
                "here base = 'dc=org'\\nbind-password-file = 'x'; \"ldap.bind-password-file\" is of no use alone",
                "here base = 'dc=org'\\naddress-attributes = ['a b']; \"ldap.address-attributes\" needs a list",
                "here base = 5; \"ldap.base\" needs the name of an entry",
                "here dn = 'uid={local},dc=org'\\ncreate-accounts = 'at-first-mail'; \"ldap.create-accounts\" can be \"at-first-mail\" only",
                "there base = 'dc=org'\\nstarttls = 'off'; \"ldap.starttls\" would send passwords to ldap.example.org:389",
                "two base = 'dc=org'\\nfilter = '(|(mail={address})(uid={local}))'; \"ldap.filter\" has {local} without {domain}",
                "two dn = 'uid={local},dc=org'; \"ldap.dn\" has {local} without {domain}"
            })
    void mistakesAreTold(String table, String told) {
        String text = table.replaceFirst("^here ", HERE)
                .replaceFirst("^there ", THERE)
                .replaceFirst(
                        "^two ", "servers = [\"ldap://localhost\"]\ndomains = [\"example.org\", \"example.com\"]\n")
                .replace("\\n", "\n");
        String whole = text.equals("here") ? HERE : text;
        assertThatThrownBy(() -> parse(whole)).hasMessageContaining(told);
    }

    @Test
    void plainTextToOthersHasToBeWantedInSoManyWords() throws Exception {
        var settings =
                parse(THERE + "base = \"dc=org\"\nstarttls = \"off\"\npasswords-readable-on-the-network = \"yes\"\n");
        assertThat(settings.security().startTls()).isFalse();
        assertThat(parse(HERE + "base = \"dc=org\"\nstarttls = \"off\"\n")
                        .security()
                        .startTls())
                .isFalse();
    }
}
