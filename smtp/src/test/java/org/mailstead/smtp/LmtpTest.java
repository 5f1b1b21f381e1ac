package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.wire.AddressRange;

/** RFC 2033. */
class LmtpTest {
    private static Talk ready() throws IOException {
        Talk talk = Talk.on(SmtpProfile.LMTP);
        talk.lines("S: 220 mail.example.test LMTP *", "C: LHLO client.test");
        talk.skipReply();
        return talk;
    }

    @Test
    void eachRecipientHasAReplyOfItsOwn() throws IOException {
        try (Talk talk = ready()) {
            talk.lines("C: MAIL FROM:<a@b.test>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *");
            talk.lines(
                    "C: RCPT TO:<nobody@example.test>", "S: 550 5.1.1 *", "C: RCPT TO:<bob@example.test>", "S: 250 *");
            talk.lines("C: DATA", "S: 354 *", "C: Subject: x", "C: ", "C: text", "C: .");
            talk.lines("S: 250 2.6.0 stored as *-1", "S: 250 2.6.0 stored as *-2");
            talk.lines("C: NOOP", "S: 250 *");
            assertThat(talk.services.delivered)
                    .extracting(mail -> mail.envelope().recipients().toString())
                    .hasSize(2)
                    .doesNotHaveDuplicates();
            assertThat(talk.services.delivered.getFirst().text()).contains(" with LMTP\r\n");
        }
    }

    @Test
    void whatIsWrongWithTheMessageIsToldForEach() throws IOException {
        try (Talk talk = ready()) {
            talk.services.outcome = MailDrop.Outcome.MAILBOX_FULL;
            talk.lines("C: MAIL FROM:<a@b.test>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *");
            talk.lines("C: RCPT TO:<bob@example.test>", "S: 250 *", "C: BDAT 2", "C: ", "S: 250 *");
            talk.lines("C: BDAT 0 LAST", "S: 452 4.2.2 *", "S: 452 4.2.2 *", "C: NOOP", "S: 250 *");
            talk.lines("C: MAIL FROM:<a@b.test>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *");
            talk.lines("C: RCPT TO:<bob@example.test>", "S: 250 *", "C: DATA", "S: 354 *");
            talk.send("x\0y\r\n.\r\n");
            talk.lines("S: 550 5.6.0 *", "S: 550 5.6.0 *", "C: NOOP", "S: 250 *");
        }
    }

    @Test
    void withoutRecipientsThereIsNoContent() throws IOException {
        try (Talk talk = ready()) {
            talk.lines("C: MAIL FROM:<a@b.test>", "S: 250 *", "C: DATA", "S: 503 5.5.1 *");
        }
    }

    @Test
    void helloIsAnother() throws IOException {
        try (Talk talk = Talk.on(SmtpProfile.LMTP)) {
            talk.lines("S: 220 *", "C: EHLO a", "S: 500 5.5.1 *", "C: HELO a", "S: 500 5.5.1 *");
        }
        try (Talk talk = Talk.ready()) {
            talk.lines("C: LHLO a", "S: 500 5.5.1 *");
        }
    }

    @Test
    void strangersAreTurnedAway() throws IOException {
        var others = new SmtpTrust(List.of(AddressRange.parse("192.0.2.1").orElseThrow()), List.of());
        try (Talk talk = Talk.trusting(SmtpProfile.LMTP, others, Gatekeeper.OPEN)) {
            talk.lines("S: 554 5.7.1 *");
            talk.expectClosed();
        }
    }
}
