package org.mailstead.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.oauth.OidcProvider;

class OAuthSettingsTest {
    private static final Path FILE = Path.of("/etc/mailstead/mailstead.toml");
    private static final String LEAST = "data = \"data\"\nhostname = \"mail.example.org\"\n";

    private static Configuration.OAuth read(String more) throws ConfigurationException {
        return ConfigurationFile.parse(FILE, LEAST + more).web().oauth();
    }

    @Test
    void ourOwnProviderIsOnUnlessItIsSwitchedOff() throws Exception {
        assertThat(read("")).isEqualTo(Configuration.OAuth.STANDARD);
        assertThat(read("[oauth]\nprovider = \"off\"\n").provider()).isFalse();
        assertThat(read("[oauth]\nissuer = \"https://mail.example.org:8443\"\n").issuer())
                .contains("https://mail.example.org:8443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mail.example.org",
                "https://mail.example.org/",
                "https://mail.example.org/oauth",
                "https://ann@mail.example.org",
                "https://",
                "mail.example.org"
            })
    void anIssuerHasAHostAndNothingMore(String issuer) {
        assertThatThrownBy(() -> read("[oauth]\nissuer = \"" + issuer + "\"\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("line 4")
                .hasMessageContaining("\"oauth.issuer\" needs");
    }

    @Test
    void providersElsewhereAreTaken() throws Exception {
        assertThat(read("""
                [[oidc]]
                issuer = "https://login.example.org/realms/mail"
                audience = "mail"
                domains = ["Example.org", "example.net"]
                user-claim = "preferred_username"
                ca-file = "ca.pem"
                [[oidc]]
                issuer = "https://other.example"
                audience = "x"
                domains = ["other.example"]
                """).elsewhere())
                .containsExactly(
                        new OidcProvider(
                                "https://login.example.org/realms/mail",
                                "mail",
                                List.of("example.org", "example.net"),
                                "preferred_username",
                                Optional.of(Path.of("/etc/mailstead/ca.pem"))),
                        new OidcProvider(
                                "https://other.example", "x", List.of("other.example"), "email", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        audience = "a"\\ndomains = ["x.y"]                                           | "issuer" of [[oidc]] needs
        issuer = "http://l.example"\\naudience = "a"\\ndomains = ["x.y"]             | "issuer" of [[oidc]] needs
        issuer = "https://l.example"\\ndomains = ["x.y"]                             | "audience" of [[oidc]] needs
        issuer = "https://l.example"\\naudience = "a"                                | "domains" of [[oidc]] needs
        issuer = "https://l.example"\\naudience = "a"\\ndomains = []                 | "domains" of [[oidc]] needs
        issuer = "https://l.example"\\naudience = "a"\\ndomains = ["@"]              | "domains" of [[oidc]] needs
        issuer = "https://l.example"\\naudience = "a"\\ndomains = ["x.y"]\\nclaim = 1 | there is no setting "claim" of [[oidc]]
        issuer = "https://l.example"\\naudience = 7\\ndomains = ["x.y"]              | "audience" of [[oidc]] needs
        """)
    void aMistakeIsToldWithItsPlace(String lines, String expected) {
        assertThatThrownBy(() -> read("[[oidc]]\n" + lines.replace("\\n", "\n") + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("line ")
                .hasMessageContaining(expected);
    }

    @Test
    void oneIssuerIsOnceThere() {
        String one = "[[oidc]]\nissuer = \"https://l.example\"\naudience = \"a\"\ndomains = [\"x.y\"]\n";
        assertThatThrownBy(() -> read(one + one)).hasMessageContaining("two [[oidc]]");
        assertThatThrownBy(() -> read("[oidc]\nissuer = \"x\"\n")).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> read("oidc = 7\n")).hasMessageContaining("needs tables");
    }
}
