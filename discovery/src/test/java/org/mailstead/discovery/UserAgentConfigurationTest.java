package org.mailstead.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

class UserAgentConfigurationTest {
    private static final String PATH = "/.well-known/user-agent-configuration.json";

    @Test
    void theDocumentIsTheOneOfTheDigest() throws Exception {
        var answer = Asking.usual().get("ua-auto-config.example.org", PATH);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.headers()).containsEntry("Access-Control-Allow-Origin", "*");
        assertThat(Asking.text(answer))
                .isEqualTo(
                        "{\"protocols\":{\"imap\":{\"host\":\"mail.example.org\"},\"submit\":{\"host\":\"mail.example.org\"},\"smtp\":{\"host\":\"mail.example.org\"},"
                                + "\"pop3\":{\"host\":\"mail.example.org\"}},\"authentication\":{\"password\":true,"
                                + "\"oauth-public\":{\"issuer\":\"https://mail.example.org\"}},"
                                + "\"info\":{\"provider\":{\"name\":\"example.org\",\"shortName\":\"example.org\"}}}\n");
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(answer.body()));
        assertThat(UserAgentConfiguration.recordText(Asking.settings(Asking.ALL)))
                .contains("v=UAAC1; a=sha256; d=" + digest);
    }

    /** It has no place for ports. */
    @Test
    void otherPortsCannotBeTold() {
        var unusual = List.of(
                new Endpoint(Protocol.IMAP, Security.TLS, 10993), new Endpoint(Protocol.SMTP, Security.TLS, 465));
        assertThat(Asking.of(unusual, Optional.empty()).get("example.org", PATH).status())
                .isEqualTo(404);
        assertThat(UserAgentConfiguration.recordText(Asking.settings(unusual))).isEmpty();
        var withPop = List.of(
                new Endpoint(Protocol.IMAP, Security.TLS, 10993),
                new Endpoint(Protocol.POP3, Security.TLS, 995),
                new Endpoint(Protocol.SMTP, Security.TLS, 465));
        assertThat(Asking.text(Asking.of(withPop, Optional.empty()).get("example.org", PATH)))
                .startsWith(
                        "{\"protocols\":{\"submit\":{\"host\":\"mail.example.org\"},\"smtp\":{\"host\":\"mail.example.org\"},"
                                + "\"pop3\":{\"host\":\"mail.example.org\"}},\"authentication\":{\"password\":true},");
    }
}
