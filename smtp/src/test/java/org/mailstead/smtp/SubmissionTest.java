package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SubmissionTest {
    private static final String FAR_AWAY = "198.51.100.7";

    @Test
    void passwordsAreNotTakenWithoutTls() {
        String answers = MemorySocket.answers(
                SmtpProfile.SUBMISSION,
                "EHLO phone.test\r\nAUTH PLAIN " + plain("", "ann@example.test", "ann-secret")
                        + "\r\nMAIL FROM:<ann@example.test>\r\nQUIT\r\n",
                FAR_AWAY);
        assertThat(answers).doesNotContain("250-AUTH", "250 AUTH", "235").contains("\r\n250 STARTTLS\r\n");
        assertThat(answers).contains("538 5.7.11 ").contains("530 5.7.0 say STARTTLS first");
    }

    @Test
    void port25OffersNoSignIn() {
        String answers = MemorySocket.answers(SmtpProfile.MX, "EHLO a.test\r\nAUTH LOGIN\r\nQUIT\r\n", FAR_AWAY);
        assertThat(answers).doesNotContain("AUTH ").contains("502 5.5.1 this port is for other servers");
    }

    @Test
    void wholeMailOverStartTls() throws IOException {
        try (var talk = Talk.on(SmtpProfile.SUBMISSION)) {
            talk.lines("S: 220 *", "C: EHLO phone.test");
            talk.skipReply();
            talk.lines("C: STARTTLS", "S: 220 2.0.0 *");
            talk.startTls();
            talk.lines("C: MAIL FROM:<ann@example.test>", "S: 503 5.5.1 say EHLO first");
            talk.lines("C: EHLO phone.test");
            assertThat(talk.skipReply()).isEqualTo("250 AUTH PLAIN LOGIN");
            talk.script("""
                    C: STARTTLS
                    S: 503 5.5.1 TLS is on already
                    C: MAIL FROM:<ann@example.test>
                    S: 530 5.7.0 sign in first (AUTH)
                    """);
            talk.lines("C: AUTH PLAIN " + plain("", "ann@example.test", "ann-secret"), "S: 235 2.7.0 *");
            talk.lines("C: AUTH PLAIN", "S: 503 5.5.1 you are signed in already");
            talk.script("""
                    C: MAIL FROM:<bob@example.test>
                    S: 553 5.7.1 signed in as ann@example.test you may not send as bob@example.test; use one of your own addresses as the sender
                    C: MAIL FROM:<>
                    S: 250 *
                    C: RSET
                    S: 250 *
                    C: MAIL FROM:<ann@example.test> AUTH=<>
                    S: 250 *
                    C: RCPT TO:<friend@elsewhere.test>
                    S: 250 *
                    C: RCPT TO:<bob@example.test>
                    S: 250 *
                    C: DATA
                    S: 354 *
                    C: hi
                    C: .
                    S: 250 2.6.0 *
                    """);
            assertThat(talk.services.delivered.getFirst().text()).contains("with ESMTPSA (TLSv1.3 TLS_");
        }
    }

    @Test
    void implicitTlsWorksLikewise() throws IOException {
        try (var talk = Talk.implicitTls()) {
            talk.lines("S: 220 *", "C: EHLO phone.test");
            assertThat(talk.skipReply()).isEqualTo("250 AUTH PLAIN LOGIN");
        }
    }

    @Test
    void signInHasAllItsForms() throws IOException {
        String ann = base64("ann@example.test");
        String secret = base64("ann-secret");
        signsIn("C: AUTH PLAIN", "S: 334 ", "C: " + plain("", "ann@example.test", "ann-secret"), "S: 235 *");
        signsIn("C: auth plain " + plain("ANN@example.test", "ann@example.test", "ann-secret"), "S: 235 *");
        signsIn("C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: " + ann, "S: 334 UGFzc3dvcmQ6", "C: " + secret, "S: 235 *");
        signsIn("C: AUTH LOGIN " + ann, "S: 334 UGFzc3dvcmQ6", "C: " + secret, "S: 235 *");
        signsIn("C: AUTH PLAIN", "S: 334 ", "C: *", "S: 501 5.7.0 sign-in cancelled");
        signsIn("C: AUTH LOGIN", "S: 334 *", "C: " + ann, "S: 334 *", "C: *", "S: 501 5.7.0 *");
        signsIn("C: AUTH PLAIN !!!", "S: 501 5.5.2 *");
        signsIn("C: AUTH PLAIN =", "S: 501 5.5.2 *");
        signsIn("C: AUTH PLAIN " + base64("no nul"), "S: 501 5.5.2 *");
        signsIn("C: AUTH PLAIN /w==", "S: 501 5.5.2 *");
        signsIn("C: AUTH PLAIN a b", "S: 501 5.5.2 *");
        signsIn("C: AUTH", "S: 501 5.5.2 *");
        signsIn("C: AUTH CRAM-MD5", "S: 504 5.5.4 *");
        signsIn("C: AUTH PLAIN " + plain("bob@example.test", "ann@example.test", "ann-secret"), "S: 535 5.7.8 *");
        signsIn("C: AUTH PLAIN " + plain("", "down", "x"), "S: 454 4.7.0 *");
        signsIn("C: AUTH PLAIN", "S: 334 ", "C: " + "A".repeat(13_000), "S: 500 5.5.6 *", "C: NOOP", "S: 250 *");
    }

    private static void signsIn(String... lines) throws IOException {
        try (var talk = Talk.on(SmtpProfile.SUBMISSION)) {
            talk.lines("S: 220 *", "C: EHLO phone.test");
            assertThat(talk.skipReply()).isEqualTo("250 AUTH PLAIN LOGIN");
            talk.lines(lines);
        }
    }

    @Test
    void guessingPasswordsEndsTheSession() throws IOException {
        try (var talk = Talk.on(SmtpProfile.SUBMISSION)) {
            talk.lines("S: 220 *", "C: EHLO phone.test");
            talk.skipReply();
            String wrong = "C: AUTH PLAIN " + plain("", "ann@example.test", "guess");
            talk.lines(wrong, "S: 535 5.7.8 *", wrong, "S: 535 5.7.8 *", wrong, "S: 421 4.7.0 *");
            talk.expectClosed();
        }
    }

    @Test
    void signInIsNotForTheMiddleOfAMail() throws IOException {
        try (var talk = Talk.on(SmtpProfile.SUBMISSION)) {
            talk.lines("S: 220 *", "C: EHLO phone.test");
            talk.skipReply();
            talk.lines("C: AUTH PLAIN " + plain("", "ann@example.test", "ann-secret"), "S: 235 *");
            talk.lines(
                    "C: MAIL FROM:<ann@example.test>",
                    "S: 250 *",
                    "C: STARTTLS",
                    "S: 503 *",
                    "C: AUTH LOGIN",
                    "S: 503 *");
        }
    }

    private static String plain(String actAs, String user, String password) {
        return base64(actAs + "\0" + user + "\0" + password);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
