package org.mailstead.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.directory.MailAddress;

class TemplateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ann@example.org ; (|(mail=ann@example.org)(uid=ann))",
                "\"a)(b*\"@example.org ; (|(mail=\\22a\\29\\28b\\2a\\22@example.org)(uid=a\\29\\28b\\2a))",
                "\"a b\"@example.org ; (|(mail=\\22a\\20b\\22@example.org)(uid=a\\20b))",
                "ä@bücher.example ; (|(mail=\\c3\\a4@xn--bcher-kva.example)(uid=\\c3\\a4))",
                "\"{local}\"@example.org ; (|(mail=\\7blocal\\7d@example.org)(uid=\\7blocal\\7d))"
            })
    void whatIsPutInIsAValue(String address, String filter) throws LDAPException {
        var template = Template.filter("(|(mail={address})(uid={local}))").orElseThrow();
        var made = template.filterFor(MailAddress.of(address.strip()));
        assertThat(made).isEqualTo(com.unboundid.ldap.sdk.Filter.create(filter));
        assertThat(made.getComponents()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ann@example.org ; uid=ann,ou=example.org,dc=org",
                "\"a,b=c\"@example.org ; uid=a\\2cb\\3dc,ou=example.org,dc=org",
                "\"#a+b\\\\\"@example.org ; uid=\\23a\\2bb\\5c,ou=example.org,dc=org"
            })
    void namesOfEntriesToo(String address, String dn) throws LDAPException {
        var made = Template.dn("uid={local},ou={domain},dc=org").orElseThrow().dnFor(MailAddress.of(address.strip()));
        assertThat(made).isEqualTo(new com.unboundid.ldap.sdk.DN(dn));
        assertThat(made.getRDNs()).hasSize(3).allMatch(rdn -> !rdn.isMultiValued());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(uid=ann)",
                "(uid={local}",
                "(uid={user})",
                "uid={local})",
                "({local}=x)(",
                "(&(objectClass=person)(ou={domain}))"
            })
    void whatIsNoFilterIsRefused(String text) {
        assertThat(Template.filter(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ou=people,dc=example,dc=org",
                "{local}",
                "uid={local},",
                "uid={local},people",
                "uid={uid},dc=org"
            })
    void whatIsNoNameOfAnEntryIsRefused(String text) {
        assertThat(Template.dn(text)).isEmpty();
    }

    @Test
    void theAttributesOfAFilterAreKnown() {
        assertThat(Template.filter("(&(objectClass=person)(!(locked=*))(|(mail={address})(sAMAccountName={local})))")
                        .orElseThrow()
                        .attributes())
                .containsExactly("objectClass", "locked", "mail", "sAMAccountName");
    }

    @Test
    void namesWithoutTheirDomainMixPeople() {
        assertThat(Template.filter("(uid={local})").orElseThrow().mixesDomains())
                .isTrue();
        assertThat(Template.filter("(mail={address})").orElseThrow().mixesDomains())
                .isFalse();
        assertThat(Template.dn("uid={local},ou={domain},dc=org").orElseThrow().mixesDomains())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ldaps://ldap.example.org, ldap.example.org:636, true",
        "ldap://LDAP.example.org/, ldap.example.org:389, false",
        "ldap://[::1]:3890, [::1]:3890, false",
        "ldaps://192.0.2.1:3269, 192.0.2.1:3269, true"
    })
    void servers(String url, String shown, boolean tls) {
        var server = LdapServer.parse(url).orElseThrow();
        assertThat(server).hasToString(shown);
        assertThat(server.tls()).isEqualTo(tls);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ldap.example.org",
                "http://ldap.example.org",
                "ldap://",
                "ldap://a:0",
                "ldap://a:70000",
                "ldap://a/dc=org",
                "ldap://[a]",
                "ldap://a b",
                "ldap://user@host"
            })
    void noServers(String url) {
        assertThat(LdapServer.parse(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ldap://localhost, true",
        "ldap://127.0.0.1, true",
        "ldap://[::1], true",
        "ldap://127.0.0.1.example.org, false",
        "ldap://192.0.2.1, false",
        "ldap://localhost.example.org, false"
    })
    void thisMachine(String url, boolean is) {
        assertThat(LdapServer.parse(url).orElseThrow().isThisMachine()).isEqualTo(is);
    }
}
