package org.mailstead.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.gateway.AppRegistration;
import org.mailstead.gateway.AppRegistration.Credential;

/** How an administrator writes down the registration with a provider, and what is said of mistakes in it. */
class BackingTableTest {
    private static Configuration.Backing read(String table) throws ConfigurationException {
        return ConfigurationFile.parse(
                        Path.of("/etc/mailstead/mailstead.toml"),
                        "data = \"d\"\nhostname = \"mail.example.org\"\n[backing]\nca-file = \"ca.pem\"\n" + table)
                .backing();
    }

    private static String app(String lines) {
        return "[[app-registration]]\n" + lines.replace(';', '\n').replace('\'', '"') + "\n";
    }

    @Test
    void aSecretAtMicrosoft() throws Exception {
        var backing = read(
                app("domains = ['Contoso.com'];tenant = 'contoso.onmicrosoft.com';client-id = 'c';secret-file = 's'"));
        assertThat(backing.authorities()).contains(Path.of("/etc/mailstead/ca.pem"));
        AppRegistration app = backing.apps().getFirst();
        assertThat(app.token())
                .hasToString("https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token");
        assertThat(app.scope()).isEqualTo("https://outlook.office365.com/.default");
        assertThat(app.credential()).isEqualTo(new Credential.Secret(Path.of("/etc/mailstead/s")));
        assertThat(app.isFor("ann@contoso.COM")).isTrue();
        assertThat(app.isFor("ann@mail.contoso.com")).isFalse();
    }

    @Test
    void aCertificateAtAnother() throws Exception {
        AppRegistration app = read(app(
                        "domains = ['a.test', 'b.test'];token-url = 'https://login.a.test/t';client-id = 'c';certificate = 'c.pem';key = 'c.key';scope = 'mail'"))
                .apps()
                .getFirst();
        assertThat(app.credential())
                .isEqualTo(
                        new Credential.Certificate(Path.of("/etc/mailstead/c.pem"), Path.of("/etc/mailstead/c.key")));
        assertThat(app.scope()).isEqualTo("mail");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "tenant = 't';client-id = 'c';secret-file = 's' | \"domains\" of [[app-registration]] needs a list of the mail domains",
                "domains = ['a.test'];client-id = 'c';secret-file = 's' | needs the tenant at Microsoft, or token-url",
                "domains = ['a.test'];tenant = 't';token-url = 'https://x.test/';client-id = 'c';secret-file = 's' | not both",
                "domains = ['a.test'];tenant = 'a/b';client-id = 'c';secret-file = 's' | the tenant's id or one of its domains",
                "domains = ['a.test'];token-url = 'x';client-id = 'c';secret-file = 's' | an address that begins with https://",
                "domains = ['a.test'];tenant = 't';secret-file = 's' | needs the client id that the provider gave",
                "domains = ['a.test'];tenant = 't';client-id = 'c' | either the name of a file with the client secret",
                "domains = ['a.test'];tenant = 't';client-id = 'c';secret-file = 's';key = 'k' | either the name of a file",
                "domains = ['a.test'];tenant = 't';client-id = 'c';secret = 's' | there is no setting \"secret\" of [[app-registration]]"
            })
    void mistakesAreNamed(String lines, String said) {
        assertThatThrownBy(() -> read(app(lines)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aDomainHasOne() {
        String one = app("domains = ['a.test'];tenant = 't';client-id = 'c';secret-file = 's'");
        assertThatThrownBy(() -> read(one + one)).hasMessageContaining("two [[app-registration]] for a.test");
    }
}
