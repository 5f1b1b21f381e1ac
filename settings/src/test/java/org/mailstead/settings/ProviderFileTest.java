package org.mailstead.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Provider.Limits;
import org.mailstead.settings.Provider.Note;
import org.mailstead.settings.Provider.OAuth;
import org.mailstead.settings.Provider.Offer;

class ProviderFileTest {
    private static final String LEAST = "name = \"Example\"\nchecked = 2026-11-28\nsource = \"Made up.\"\n";

    @Test
    void littleIsEnough() throws Exception {
        assertThat(ProviderFile.parse("example", LEAST))
                .isEqualTo(new Provider(
                        "example",
                        "Example",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        OptionalInt.empty(),
                        List.of(),
                        Optional.empty(),
                        Limits.UNKNOWN,
                        LocalDate.of(2026, 11, 28),
                        "Made up."));
    }

    @Test
    void everythingIsTaken() throws Exception {
        var provider = ProviderFile.parse("example", LEAST + """
                domains = ["example.org", "*.example.net"]
                mail-hosts = ["mx.example.org"]
                secrets = ["browser", "app-password"]
                app-password-letters = 16
                user-name = "local-part"
                imap = [{ host = "imap.example.org", port = 993, security = "tls" }]
                smtp = [{ host = "smtp.example.org", port = 587, security = "starttls", user-name = "address" }]
                notes = [{ say = "switch-on", place = "There", place-de = "Dort" }, { say = "no-465" }]
                [oauth]
                authorize = "https://example.org/authorize"
                token = "https://example.org/token"
                device = "https://example.org/device"
                registration = "closed"
                scopes.imap = ["mail", "offline"]
                [limits]
                connections = 10
                per-minute = 30
                recipients-per-day = 5000
                message-bytes = 1000000
                """);
        assertThat(provider.domains()).containsExactly("example.org", "*.example.net");
        assertThat(provider.mailHosts()).containsExactly("mx.example.org");
        assertThat(provider.secrets()).containsExactly(Secret.BROWSER, Secret.APP_PASSWORD);
        assertThat(provider.appPasswordLetters()).hasValue(16);
        assertThat(provider.servers())
                .containsExactly(
                        new Offer(Protocol.IMAP, "imap.example.org", 993, Security.TLS, UserName.LOCAL_PART),
                        new Offer(Protocol.SMTP, "smtp.example.org", 587, Security.STARTTLS, UserName.ADDRESS));
        assertThat(provider.notes())
                .containsExactly(
                        new Note(Note.Kind.SWITCH_ON, Map.of("place", "There", "place-de", "Dort")),
                        new Note(Note.Kind.NO_465, Map.of()));
        assertThat(provider.oauth())
                .contains(new OAuth(
                        "https://example.org/authorize",
                        "https://example.org/token",
                        Optional.of("https://example.org/device"),
                        Map.of(Protocol.IMAP, List.of("mail", "offline")),
                        OAuth.Registration.CLOSED));
        assertThat(provider.limits())
                .isEqualTo(new Limits(
                        OptionalInt.of(10),
                        OptionalInt.empty(),
                        OptionalInt.of(30),
                        OptionalInt.empty(),
                        OptionalInt.of(5000),
                        OptionalLong.of(1_000_000)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        nmae = "x"                   | example.toml, line 4: "nmae" is not known here. There are: name, checked,
        domains = "x.org"            | "domains" has to be a list of texts
        domains = ["x.org", "x.org"] | "domains" has "x.org" twice.
        domains = ["X.org"]          | "domains" has "X.org", which is no name of a domain in small letters.
        domains = ["x"]              | "domains" has "x", which is no name
        domains = ["*x.org"]         | "domains" has "*x.org", which is no name
        mail-hosts = ["*.x.org"]     | "mail-hosts" has "*.x.org", which is no name
        secrets = ["pasword"]        | "secrets" has "pasword", which is none of: password, app-password, mail-password, authorisation-code, browser.
        app-password-letters = 3     | "app-password-letters" has to be a whole number from 4 to 64.
        user-name = "full"           | "user-name" has "full", which is none of: address, local-part.
        imap = "x.org"               | "imap" has to be a list of tables.
        imap = [{ host = "x.org" }]  | "imap.port" is missing.
        imap = [{ host = "x y", port = 1, security = "tls" }] | "imap.host" is no name of a host
        imap = [{ host = "x.org", port = 0, security = "tls" }] | "imap.port" has to be a whole number from 1 to 65535.
        imap = [{ host = "x.org", port = 1, security = "ssl" }] | "imap.security" has "ssl", which is none of: tls, starttls, none.
        imap = [{ host = "x.org", port = 1, security = "tls", ssl = 1 }] | "imap.ssl" is not known here.
        notes = [{ say = "hello" }]  | "notes.say" has "hello", which is none of: switch-on,
        notes = [{ say = "switch-on" }] | "notes.place" is missing.
        notes = [{ say = "no-465", place = "x" }] | "notes.place" is not known here.
        notes = [{ say = "switch-on", place = "x", place-xx = "y" }] | "notes.place-xx" is not known here.
        oauth = { authorize = "http://x.org" } | "oauth.authorize" has to begin with https://.
        oauth = { authorize = "https://x.org", token = "https://x.org" } | "oauth.scopes" is missing.
        limits = { per-day = 1000001 } | "limits.per-day" has to be a whole number from 1 to 1000000.
        limits = { messages = 1 }    | "limits.messages" is not known here.
        oauth = 1                    | "oauth" has to be a table.
        domains = [                  | this is not TOML
        """)
    void whatIsWrongIsToldWithItsPlace(String line, String told) {
        assertThatExceptionOfType(ProviderFileException.class)
                .isThrownBy(() -> ProviderFile.parse("example", LEAST + line + "\n"))
                .withMessageStartingWith("example.toml")
                .withMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        checked = 2026-11-28;source = "x"                    | example.toml: "name" is missing.
        name = "x";source = "x"                              | example.toml: "checked" is missing.
        name = "x";checked = 2026-11-28                      | example.toml: "source" is missing.
        name = "x";checked = "2026-11-28";source = "x"       | example.toml, line 2: "checked" has to be a date without quotes
        name = " ";checked = 2026-11-28;source = "x"         | example.toml, line 1: "name" has to be a text in quotes.
        """)
    void nameDateAndSourceAreNeeded(String lines, String told) {
        assertThatExceptionOfType(ProviderFileException.class)
                .isThrownBy(() -> ProviderFile.parse("example", lines.replace(';', '\n')))
                .withMessageStartingWith(told);
    }
}
