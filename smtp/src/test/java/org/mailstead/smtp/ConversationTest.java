package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConversationTest {
    @Test
    void wholeMailOnPort25() throws IOException {
        try (var talk = Talk.on(SmtpProfile.MX)) {
            talk.script("""
                S: 220 mail.example.test ESMTP Mailstead ready
                C: EHLO client.test
                S: 250-mail.example.test
                S: 250-PIPELINING
                S: 250-SIZE 52428800
                S: 250-8BITMIME
                S: 250-CHUNKING
                S: 250-BINARYMIME
                S: 250-SMTPUTF8
                S: 250-ENHANCEDSTATUSCODES
                S: 250-DSN
                S: 250-DELIVERBY
                S: 250-MT-PRIORITY
                S: 250-LIMITS RCPTMAX=1000 MAILMAX=10000
                S: 250 STARTTLS
                C: MAIL FROM:<x@client.test> BODY=8BITMIME SIZE=100
                S: 250 2.1.0 *
                C: RCPT TO:<ann@example.test>
                S: 250 2.1.5 *
                C: RCPT TO:<nobody@example.test>
                S: 550 5.1.1 *
                C: RCPT TO:<x@elsewhere.test>
                S: 550 5.7.1 *relay*
                C: DATA
                S: 354 *
                C: Subject: hello
                C:\s
                C: ..two dots
                C: .
                S: 250 2.6.0 stored as *
                C: QUIT
                S: 221 2.0.0 *
                """);
            talk.expectClosed();
            assertThat(talk.services.delivered).hasSize(1);
            var mail = talk.services.delivered.getFirst();
            assertThat(mail.content()).isEqualTo("Subject: hello\r\n\r\n.two dots\r\n");
            assertThat(mail.envelope().sender()).contains(new SmtpAddress("x", "client.test"));
            assertThat(mail.envelope().recipients())
                    .containsExactly(SmtpRecipient.of(new SmtpAddress("ann", "example.test")));
        }
    }

    @Test
    void commandsOutOfOrderAreNamedAsSuch() throws IOException {
        try (var talk = Talk.on(SmtpProfile.MX)) {
            talk.script("""
                S: 220 *
                C: MAIL FROM:<x@client.test>
                S: 503 5.5.1 say EHLO first
                C: DATA
                S: 503 5.5.1 say EHLO first
                C: HELO client.test
                S: 250 mail.example.test
                C: RCPT TO:<ann@example.test>
                S: 503 5.5.1 say MAIL first
                C: DATA
                S: 503 5.5.1 say MAIL first
                C: MAIL FROM:<>
                S: 250 *
                C: MAIL FROM:<>
                S: 503 5.5.1 *RSET*
                C: DATA
                S: 554 5.5.1 no recipient was accepted
                C: RSET
                S: 250 2.0.0 ok
                C: RCPT TO:<ann@example.test>
                S: 503 5.5.1 say MAIL first
                C: NOOP whatever
                S: 250 2.0.0 ok
                C: VRFY ann
                S: 252 2.1.5 *
                C: VRFY nobody
                S: 252 2.1.5 *
                C: EXPN list
                S: 500 5.5.1 *
                C: QUIT now
                S: 501 5.5.4 *
                """);
        }
    }

    @Test
    void secondHelloForgetsTheMailUnderWay() throws IOException {
        try (var talk = Talk.ready()) {
            talk.lines("C: MAIL FROM:<x@client.test>", "S: 250 *", "C: HELO again.test", "S: 250 *");
            talk.lines("C: RCPT TO:<ann@example.test>", "S: 503 *");
        }
    }

    @Test
    void postmasterWithoutDomainIsTaken() throws IOException {
        try (var talk = Talk.ready()) {
            talk.lines("C: MAIL FROM:<>", "S: 250 *", "C: RCPT TO:<Postmaster>", "S: 250 *");
        }
    }

    @Test
    void nothingIsDeliveredWhenTheConnectionEndsInData() throws Exception {
        try (var talk = Talk.inData()) {
            talk.send("Subject: half\r\n\r\nthis is not the wh");
            talk.hangUp();
            while (talk.connections() > 0) Thread.sleep(Duration.ofMillis(2));
            assertThat(talk.services.delivered).isEmpty();
        }
    }

    @Test
    void faultsOfOursAreTemporaryAndTellNothing() throws IOException {
        try (var talk = Talk.ready()) {
            talk.lines("C: MAIL FROM:<x@client.test>", "S: 250 *");
            talk.lines(
                    "C: RCPT TO:<broken@example.test>",
                    "S: 451 4.3.0 something went wrong on our side, try again later");
            talk.lines("C: RCPT TO:<later@example.test>", "S: 451 4.3.0 *");
            talk.lines("C: RCPT TO:<ann@example.test>", "S: 250 *", "C: DATA", "S: 354 *");
            talk.services.dropFailure = new IllegalStateException("the store is broken");
            talk.lines("C: text", "C: .", "S: 451 4.3.0 *");
            talk.services.dropFailure = new IllegalStateException(new IOException("x: No space left on device"));
            sendOne(talk, "452 4.3.1 *");
            talk.services.dropFailure = null;
            talk.services.outcome = MailDrop.Outcome.MAILBOX_FULL;
            sendOne(talk, "452 4.2.2 *");
            talk.services.outcome = MailDrop.Outcome.ON_DISK;
            sendOne(talk, "250 *");
        }
    }

    private static void sendOne(Talk talk, String answer) throws IOException {
        talk.lines("C: MAIL FROM:<x@client.test>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *");
        talk.lines("C: DATA", "S: 354 *", "C: text", "C: .", "S: " + answer);
    }

    @Test
    void browsersAreSentAway() throws IOException {
        try (var talk = Talk.on(SmtpProfile.MX)) {
            talk.lines("S: 220 *", "C: POST / HTTP/1.1", "C: Host: mail.example.test", "C: ", "C: EHLO evil.test");
            talk.expect("554 5.5.1 *not HTTP");
            talk.expectClosed();
        }
    }

    @Test
    void serverThatIsClosedSaysSo() throws Exception {
        try (var talk = Talk.ready()) {
            var closing = Thread.startVirtualThread(() -> talk.closeServer(Duration.ofSeconds(20)));
            talk.expect("421 4.3.2 *");
            talk.expectClosed();
            talk.hangUp();
            assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void serverThatIsClosedTakesTheMailUnderWayFirst() throws Exception {
        try (var talk = Talk.inData()) {
            var closing = Thread.startVirtualThread(() -> talk.closeServer(Duration.ofSeconds(20)));
            talk.lines("C: text", "C: .", "S: 250 *", "S: 421 4.3.2 *");
            talk.hangUp();
            assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
            assertThat(talk.services.delivered).hasSize(1);
        }
    }
}
