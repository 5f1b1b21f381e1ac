package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BareLineEndTest {
    private static final SmtpLimits IMPATIENT =
            SmtpLimits.STANDARD.withTimes(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(300));

    @Test
    void contentKeepsItsBareLineEndsAnd8BitAndLongLines() throws IOException {
        String text = "Subject: odd\r\n\r\nbare\nlf\rcr\r\r\n\u00ff\u0080\u00e4 " + "long".repeat(5000) + "\r\n";
        try (var talk = Talk.inData()) {
            talk.send(text + ".\r\n");
            talk.expect("250 2.6.0 *");
            assertThat(talk.services.delivered.getFirst().content()).isEqualTo(text);
        }
    }

    @Test
    void nulRefusesTheMessage() throws IOException {
        try (var talk = Talk.inData()) {
            talk.send("Subject: x\r\n\r\na\0b\r\n.\r\n");
            talk.expect("550 5.6.0 *NUL*");
            assertThat(talk.services.delivered).isEmpty();
        }
    }

    @Test
    void senderThatKnowsOnlyLfIsToldWhyItWaited() throws IOException {
        try (var talk = Talk.inData(IMPATIENT)) {
            talk.send("Subject: unix\n\ntext\n.\n");
            talk.expect("421 4.4.2 *bare LF*CRLF . CRLF");
            talk.expectClosed();
            assertThat(talk.services.delivered).isEmpty();
        }
    }

    @Test
    void emptyMessageIsAMessage() throws IOException {
        try (var talk = Talk.inData()) {
            talk.lines("C: .", "S: 250 2.6.0 *");
            assertThat(talk.services.delivered.getFirst().content()).isEmpty();
        }
    }

    @Test
    void commandLinesHoldNoControlCharacters() throws IOException {
        try (var talk = Talk.ready()) {
            talk.lines("C: NOOP\0", "S: 500 5.5.2 *", "C: MAIL FROM:<a\rb@c.test>", "S: 500 5.5.2 *");
            talk.lines("C: NOOP \u00c3\u00a4", "S: 250 *", "C: MAIL FROM:<\u00c3\u00a4@c.test>", "S: 553 5.6.7 *");
            talk.lines("C: NOOP \u00e4", "S: 500 5.5.2 *");
        }
    }
}
