package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TraceTest {
    @Test
    void traceFieldsAreOnTop() {
        assertThat(received("EHLO client.test", "RCPT TO:<ann@example.test>", "192.0.2.7"))
                .matches("""
                Return-Path: <"odd one"@client\\.test>
                Received: from client\\.test \\(\\[192\\.0\\.2\\.7\\]\\)
                \tby mail\\.example\\.test \\(Mailstead\\) with ESMTP
                \tid [A-Z0-9-]+
                \tfor <ann@example\\.test>;
                \tThu, 15 Jan 2026 12:00:00 \\+0000
                text
                """);
    }

    @Test
    void severalRecipientsAreNotToldOfEachOther() {
        String text = received("HELO c", "RCPT TO:<ann@example.test>\r\nRCPT TO:<bob@example.test>", "2001:db8::1");
        assertThat(text).doesNotContain("for <").contains("with SMTP\n").contains("([IPv6:2001:db8:0:0:0:0:0:1])");
    }

    @Test
    void nullSenderStaysNull() throws IOException {
        try (var talk = Talk.ready()) {
            talk.lines(
                    "C: MAIL FROM:<>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *", "C: DATA", "S: 354 *");
            talk.lines("C: x", "C: .", "S: 250 *");
            assertThat(talk.services.delivered.getFirst().text()).startsWith("Return-Path: <>\r\nReceived: ");
        }
    }

    private static String received(String hello, String recipients, String from) {
        var services = new FakeServices();
        String input = hello + "\r\nMAIL FROM:<\"odd one\"@client.test>\r\n" + recipients + "\r\nDATA\r\ntext\r\n.\r\n";
        MemorySocket.answers(
                SmtpProfile.MX,
                Talk.host(SmtpLimits.STANDARD),
                services,
                input.getBytes(StandardCharsets.ISO_8859_1),
                from);
        return services.delivered.getFirst().text().replace("\r\n", "\n");
    }
}
