package org.mailstead.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.ladder.SignIn.Came;
import org.mailstead.settings.MailServer.Protocol;

class SignInReplyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMAP|a OK [CAPABILITY IMAP4rev1] Logged in|LET_IN",
                "IMAP|a OK|LET_IN",
                "IMAP|a NO [AUTHENTICATIONFAILED] Authentication failed.|REFUSED",
                "IMAP|a NO LOGIN failed.|REFUSED",
                "IMAP|a NO [ALERT] Application-specific password required|REFUSED",
                "IMAP|a BAD Command Argument Error. 12|REFUSED",
                "IMAP|a NO [UNAVAILABLE] Temporary authentication failure.|NOT_NOW",
                "IMAP|a NO [INUSE] in use|NOT_NOW",
                "IMAP|a NO [LIMIT] too many|NOT_NOW",
                "IMAP|a NO [SERVERBUG] oops|NOT_NOW",
                "IMAP|a OKAY|REFUSED",
                "IMAP|* BYE too many connections|CUT",
                "POP3|+OK Logged in.|LET_IN",
                "POP3|+OK|LET_IN",
                "POP3|+OKAY|REFUSED",
                "POP3|-ERR [AUTH] Authentication failed.|REFUSED",
                "POP3|-ERR [SYS/TEMP] not now|NOT_NOW",
                "POP3|-ERR [IN-USE] locked by another session|NOT_NOW",
                "POP3|-ERR [SYS/PERM] ask somebody|REFUSED",
                "SMTP|235 2.7.0 Authentication successful|LET_IN",
                "SMTP|250 ok|REFUSED",
                "SMTP|535 5.7.8 Error: authentication failed|REFUSED",
                "SMTP|534 5.7.9 Application-specific password required|REFUSED",
                "SMTP|454 4.7.0 Temporary authentication failure|NOT_NOW",
                "SMTP|432 4.7.12 A password transition is needed|NOT_NOW",
                "SMTP|421 4.7.0 Too many|NOT_NOW"
            })
    void whatAnAnswerMeans(Protocol protocol, String line, Came came) {
        assertThat(SignInReply.came(protocol, List.of(line))).isEqualTo(came);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO [ALERT] Account is locked",
                "535 5.7.0 Too many failed login attempts",
                "NO [ALERT] Please log in via your web browser: https://support.example/",
                "NO [WEBALERT https://accounts.example/] Web login required.",
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
                "-ERR temporarily blocked",
                "454 4.7.0 try again later"
            })
    void locks(String said) {
        assertThat(SignInReply.isLocked(said)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
                "535-5.7.8 Username and Password not accepted. For more information, go to 535 5.7.8 https://support.example/",
                "-ERR [AUTH] Authentication failed.",
                "NO LOGIN failed.",
                "535 5.7.8 Error: authentication failed: (reason unavailable)"
            })
    void plainRefusals(String said) {
        assertThat(SignInReply.isLocked(said)).isFalse();
        assertThat(SignInReply.isAboutTheUser(said)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO unknown user",
                "535 user name is invalid",
                "-ERR no such user here",
                "NO please use your full e-mail address to sign in",
                "535 domain is missing",
                "NO mailbox does not exist"
            })
    void aboutTheUser(String said) {
        assertThat(SignInReply.isAboutTheUser(said)).isTrue();
    }

    /** Nobody learns from it that the name is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"-ERR Logon failure: unknown user name or bad password.", "NO Invalid user or password"})
    void aboutTheUserOrThePassword(String said) {
        assertThat(SignInReply.isAboutTheUser(said)).isFalse();
    }
}
