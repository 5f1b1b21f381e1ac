package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that somebody in between puts behind STARTTLS must not count as said inside TLS. RFC 3207 §6. */
@Timeout(30)
class StartTlsInjectionTest {
    @Test
    void commandsPipelinedBehindStartTlsAreDropped() throws IOException {
        try (var talk = Talk.ready()) {
            talk.send("STARTTLS\r\nEHLO evil.test\r\nMAIL FROM:<evil@evil.test>\r\nRCPT TO:<ann@example.test>\r\n");
            talk.expect("220 2.0.0 *");
            talk.startTls();
            talk.lines("C: NOOP", "S: 250 2.0.0 ok", "C: RCPT TO:<bob@example.test>", "S: 503 5.5.1 say EHLO first");
            assertThat(talk.services.delivered).isEmpty();
        }
    }

    @Test
    void helloBeforeTlsIsForgotten() throws IOException {
        try (var talk = Talk.ready()) {
            talk.lines("C: STARTTLS", "S: 220 *");
            talk.startTls();
            talk.lines("C: MAIL FROM:<x@client.test>", "S: 503 5.5.1 say EHLO first");
        }
    }

    @Test
    void startTlsTakesNoArgumentsAndComesAfterHello() throws IOException {
        try (var talk = Talk.on(SmtpProfile.MX)) {
            talk.lines("S: 220 *", "C: STARTTLS", "S: 503 *", "C: HELO x", "S: 250 *", "C: STARTTLS now", "S: 501 *");
        }
    }
}
