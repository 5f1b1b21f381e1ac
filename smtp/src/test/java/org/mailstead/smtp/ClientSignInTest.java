package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.smtp.SmtpClient.Dialect;
import org.mailstead.testkit.ScriptedServer;
import org.mailstead.wire.Connection;

@Timeout(60)
class ClientSignInTest {
    private static final ClientLogin PASSWORD = new ClientLogin.Password("me@hub.test", "s\u00e9cret");
    private static final ClientLogin TOKEN = new ClientLogin.Token("me=you@hub.test", "t0ken");
    private static final String YES = "S: 235 2.7.0 welcome\nC: QUIT\nS: 221 bye\n";

    private static String offering(String mechanisms) {
        return "S: 220 hi\nC: EHLO us.test\nS: 250-hub.test\nS: 250 AUTH" + mechanisms + "\n";
    }

    private static void signIn(ClientLogin login, String script) throws IOException {
        try (var server = new ScriptedServer(script);
                var client = SmtpClient.greet(
                        new Connection(server.connect()), "us.test", Dialect.SMTP, SmtpClientLimits.STANDARD)) {
            client.signIn(login);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void plainIsPreferred() throws IOException {
        signIn(
                PASSWORD,
                offering(" LOGIN PLAIN") + "C: AUTH PLAIN " + base64("\0me@hub.test\0s\u00e9cret") + "\n" + YES);
    }

    @Test
    void loginWhereThereIsNothingElse() throws IOException {
        signIn(
                PASSWORD,
                offering("=LOGIN") + "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: " + base64("me@hub.test")
                        + "\nS: 334 UGFzc3dvcmQ6\nC: " + base64("s\u00e9cret") + "\n" + YES);
    }

    @Test
    void tokensInBothForms() throws IOException {
        signIn(
                TOKEN,
                offering(" PLAIN XOAUTH2") + "C: AUTH XOAUTH2 " + base64("user=me=you@hub.test\1auth=Bearer t0ken\1\1")
                        + "\n" + YES);
        signIn(
                TOKEN,
                offering(" OAUTHBEARER") + "C: AUTH OAUTHBEARER "
                        + base64("n,a=me=3Dyou@hub.test,\1auth=Bearer t0ken\1\1") + "\n" + YES);
    }

    @Test
    void aRefusalIsToldWithoutTheSecret() {
        String no = "S: 535 5.7.8 not you\nC: QUIT\nS: 221 bye\n";
        assertThatThrownBy(() -> signIn(
                        PASSWORD,
                        offering(" PLAIN") + "C: AUTH PLAIN " + base64("\0me@hub.test\0s\u00e9cret") + "\n" + no))
                .isInstanceOf(IOException.class)
                .hasMessage("it does not let me@hub.test sign in: 535 5.7.8 not you");
        assertThatThrownBy(() -> signIn(
                        TOKEN,
                        offering(" XOAUTH2") + "C: AUTH XOAUTH2 "
                                + base64("user=me=you@hub.test\1auth=Bearer t0ken\1\1")
                                + "\nS: 334 eyJzdGF0dXMiOiI0MDEifQ==\nC:\n"
                                + no))
                .hasMessageEndingWith("does not let me=you@hub.test sign in: 535 5.7.8 not you");
    }

    @Test
    void aServerWithoutTheWayIsTold() {
        String bye = "C: QUIT\nS: 221 bye\n";
        assertThatThrownBy(() -> signIn(PASSWORD, offering(" XOAUTH2 CRAM-MD5") + bye))
                .hasMessage("it does not let us sign in with a password; it offers CRAM-MD5, XOAUTH2");
        assertThatThrownBy(() -> signIn(TOKEN, "S: 220 hi\nC: EHLO us.test\nS: 250 hub.test\n" + bye))
                .hasMessage("it does not let us sign in with an OAuth2 token; it offers no way to sign in");
    }
}
