package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LimitsTest {
    private static final SmtpLimits SMALL = SmtpLimits.STANDARD.withMessageBytes(1000);

    @Test
    void lineTooLongIsAnErrorAndTheNextOneCounts() throws IOException {
        try (var talk = Talk.ready()) {
            talk.lines("C: NOOP " + "x".repeat(4090), "S: 250 *", "C: NOOP " + "x".repeat(5000), "S: 500 5.5.2 *long");
            talk.lines("C: NOOP", "S: 250 *");
        }
    }

    @Test
    void declaredSizeIsRefusedBeforeTheMessage() throws IOException {
        try (var talk = Talk.ready(SMALL)) {
            talk.lines("C: MAIL FROM:<x@a.test> SIZE=1001", "S: 552 5.3.4 *1000 bytes*");
            talk.lines("C: MAIL FROM:<x@a.test> SIZE=99999999999999999999", "S: 552 5.3.4 *");
            talk.lines("C: MAIL FROM:<x@a.test> SIZE=1000", "S: 250 *");
        }
    }

    @Test
    void messageTooLargeIsReadToItsEndAndRefused() throws IOException {
        try (var talk = Talk.inData(SMALL)) {
            talk.lines("C: " + "x".repeat(999), "C: .", "S: 552 5.3.4 *", "C: NOOP", "S: 250 *");
            assertThat(talk.services.delivered).isEmpty();
            talk.lines(
                    "C: MAIL FROM:<>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *", "C: DATA", "S: 354 *");
            talk.lines("C: " + "x".repeat(998), "C: .", "S: 250 2.6.0 *");
        }
    }

    @Test
    void recipientsAreLimitedAndThoseBeforeStand() throws IOException {
        try (var talk = Talk.ready(SmtpLimits.STANDARD.withCounts(3, 100, 100))) {
            talk.lines("C: MAIL FROM:<>", "S: 250 *");
            for (int i = 0; i < 3; i++) talk.lines("C: RCPT TO:<many" + i + "@example.test>", "S: 250 *");
            talk.lines("C: RCPT TO:<many4@example.test>", "S: 452 4.5.3 *");
            talk.lines("C: DATA", "S: 354 *", "C: x", "C: .", "S: 250 *");
            assertThat(talk.services.delivered.getFirst().envelope().recipients())
                    .hasSize(3);
        }
    }

    @Test
    void tooManyErrorsEndTheSession() throws IOException {
        try (var talk = Talk.ready()) {
            for (int i = 0; i < 9; i++) talk.lines("C: BOGUS", "S: 500 5.5.1 *");
            talk.lines("C: BOGUS", "S: 421 4.7.0 too many errors*");
            talk.expectClosed();
        }
    }

    @Test
    void guessingRecipientsEndsTheSession() throws IOException {
        try (var talk = Talk.ready(SmtpLimits.STANDARD.withCounts(10, 5, 100))) {
            talk.lines("C: MAIL FROM:<>", "S: 250 *");
            for (int i = 0; i < 5; i++) talk.lines("C: RCPT TO:<no" + i + "@example.test>", "S: 550 5.1.1 *");
            talk.lines("C: RCPT TO:<no@example.test>", "S: 421 4.7.0 *");
            talk.expectClosed();
        }
    }

    @Test
    void messagesPerConnectionAreLimited() throws IOException {
        try (var talk = Talk.ready(SmtpLimits.STANDARD.withCounts(10, 5, 2))) {
            for (int i = 0; i < 2; i++) talk.lines("C: MAIL FROM:<>", "S: 250 *", "C: RSET", "S: 250 *");
            talk.lines("C: MAIL FROM:<>", "S: 421 4.7.0 *");
        }
    }

    @Test
    void commandsThatBringNoMailAreLimited() throws IOException {
        try (var talk = Talk.ready()) {
            talk.send("NOOP\r\n".repeat(999) + "RSET\r\n");
            for (int i = 0; i < 999; i++) talk.expect("250 2.0.0 ok");
            talk.expect("421 4.7.0 many commands*");
            talk.expectClosed();
        }
    }

    @Test
    void mailLoopIsFound() throws IOException {
        try (var talk = Talk.inData()) {
            talk.send("Received: from a by b\r\n".repeat(101) + "\r\n.\r\n");
            talk.expect("554 5.4.6 mail loop*");
            talk.lines(
                    "C: MAIL FROM:<>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *", "C: DATA", "S: 354 *");
            talk.send("received: from a by b\r\n".repeat(100) + "\r\n" + "Received: in the body\r\n.\r\n");
            talk.expect("250 *");
        }
    }
}
